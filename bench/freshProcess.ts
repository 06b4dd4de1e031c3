import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * What a file of the bench answers to an order, in a process of its own that can collect its garbage.
 *
 * @throws with the message of whatever went wrong there
 */
export async function inFreshProcess<Answer extends object>(file: string, order: object): Promise<Answer> {
	const child = fork(file, [JSON.stringify(order)], { execArgv: [...process.execArgv, '--expose-gc'] });
	const [answer] = (await once(child, 'message')) as [Answer | string];
	await once(child, 'exit');
	if (typeof answer === 'string') throw new Error(answer);
	return answer;
}

/** In that process: does the work, and hands its answer back. */
export function answer<Order>(work: (order: Order) => Promise<object>): void {
	void work(JSON.parse(process.argv[2]!) as Order)
		.catch((error: Error) => error.message)
		.then((result) => {
			process.send!(result);
			process.disconnect();
		});
}
