import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { rowsOf } from './build';

const SAMPLES = join(__dirname, '../../../../shared/genesys/samples');
const available = existsSync(SAMPLES);

/** The summary of the samples that Genesys publishes, worked out by hand from the records. */
const cases = [
	{
		file: 'official-conversation1.json',
		expected: {
			conversationId: '1bc96a39-6725-40c4-9345-db72aa67b8c6',
			startTime: '2021-04-01T12:27:53.386Z',
			endTime: '2021-04-01T12:43:23.306Z',
			durationSeconds: 929.92,
			direction: 'inbound',
			mediaType: 'chat',
			queueId: 'a623d83c-96d7-4baa-af1f-d46ad6700d8b',
			queueName: null,
			agentId: '50fcd33c-f432-4726-abc9-979f3ca01555',
			agentName: null,
			wrapUpCode: null,
			wrapUpName: null,
			ani: null,
			dnis: null,
			answered: true,
			abandoned: false,
			transferred: false,
			disconnectedBy: 'system',
			waitSeconds: 11.179,
			handleSeconds: 918.737,
			talkSeconds: 374.561,
			holdSeconds: 544.176,
			acwSeconds: null,
			agentCount: 1,
			queueCount: 1,
		},
	},
	{
		// goes on, and every time but its start has a day of one digit, which is no ISO time
		file: 'official-conversation2.json',
		expected: {
			conversationId: '6acbee65-80be-4777-be03-8dacd07ee3f9',
			startTime: '2021-04-02T15:30:51.418Z',
			endTime: null,
			durationSeconds: null,
			direction: 'inbound',
			mediaType: 'chat',
			queueId: '7b06ecdb-3b2e-4cbc-88cf-13561fb55718',
			queueName: null,
			agentId: '9f3b4669-8593-4c95-bd7d-ef92c50f5a86',
			agentName: null,
			wrapUpCode: null,
			wrapUpName: null,
			ani: null,
			dnis: null,
			answered: true,
			abandoned: false,
			transferred: false,
			disconnectedBy: null,
			waitSeconds: 6.384,
			handleSeconds: null,
			talkSeconds: 923.484,
			holdSeconds: null,
			acwSeconds: null,
			agentCount: 1,
			queueCount: 1,
		},
	},
];

const title = available
	? "Genesys's own sample $file says what its record says"
	: "SKIPPED, the samples are not beside the project: Genesys's own sample $file";

(available ? it : it.skip).each(cases)(title, ({ file, expected }) => {
	const record: unknown = JSON.parse(readFileSync(join(SAMPLES, file), 'utf8'));
	expect(rowsOf('standard', record)).toEqual([expected]);
});
