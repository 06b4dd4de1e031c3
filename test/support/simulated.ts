import { startSimulator, type Simulator, type SimulatorOptions } from '../../packages/simulator';
import { restoreClock, useFastClock } from './fastClock';

let running: Simulator | undefined;

/** Starts a simulated organization at this moment, on a clock that passes as fast as it is waited for. */
export async function simulateAt(now: number, options: SimulatorOptions): Promise<Simulator> {
	const clock = useFastClock(now);
	running = await startSimulator({ now: clock.now, ...options });
	return running;
}

/** Ends what `simulateAt` has started, and gives the clock back. */
export async function stopSimulating(): Promise<void> {
	restoreClock();
	await running?.close();
	running = undefined;
}
