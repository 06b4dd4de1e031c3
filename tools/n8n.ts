import { OWNER } from '../test/e2e/support/n8nClient';
import { cleanUp, prepare } from '../test/e2e/support/prepared';
import { startStack } from '../test/e2e/support/stack';
import { CREDENTIAL_TYPE, exampleOf, examples } from '../test/e2e/support/workflows';

/** `npm run n8n`: the built package in a real n8n, on a simulated organization, with everything ready to look at. */
async function main(): Promise<void> {
	prepare();
	const stack = await startStack();
	for (const name of examples()) {
		await stack.client.importWorkflow(exampleOf(name, { [CREDENTIAL_TYPE]: stack.credential }));
	}
	console.log(`
n8n        ${stack.n8n.url}
email      ${OWNER.email}
password   ${OWNER.password}
simulator  ${stack.simulator.url}

Press Ctrl+C to stop both and remove their data.`);

	await new Promise<void>((resolve) => {
		process.once('SIGINT', resolve);
		process.once('SIGTERM', resolve);
	});
	await stack.stop();
	cleanUp();
}

void main();
