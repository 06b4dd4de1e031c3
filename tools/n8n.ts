import { CACHE, isInstalled, NEWEST } from '../test/e2e/install';
import { OWNER } from '../test/e2e/support/n8nClient';
import { cleanUp, prepare } from '../test/e2e/support/prepared';
import { startStack } from '../test/e2e/support/stack';
import { CREDENTIAL_TYPE, exampleOf, examples } from '../test/e2e/support/workflows';

/** `npm run n8n`: the built package in a real n8n, on a simulated organization, with everything ready to look at. */
async function main(): Promise<void> {
	if (!isInstalled(NEWEST)) {
		console.log(
			`n8n ${NEWEST} is not installed yet. About 600 MB are downloaded from npm, and 3 GB are used in ${CACHE}; delete that folder to remove it.`,
		);
	}
	const isOver = interrupted();
	prepare();
	try {
		const stack = await startStack();
		try {
			for (const name of examples()) {
				await stack.client.importWorkflow(exampleOf(name, { [CREDENTIAL_TYPE]: stack.credential }));
			}
			console.log(`
n8n        ${stack.n8n.url}
email      ${OWNER.email}
password   ${OWNER.password}
simulator  ${stack.simulator.url}

Press Ctrl+C to stop both and remove their data.`);
			await isOver;
			console.log('\nStopping …');
		} finally {
			await stack.stop();
		}
	} finally {
		cleanUp();
	}
}

/**
 * Resolves at the first Ctrl+C. The others are heard and ignored: a terminal sends one to each process, npm and tsx hand
 * theirs on, and any of them would end this process before it has cleaned up.
 */
async function interrupted(): Promise<void> {
	await new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
	});
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
