import { conversationSheets } from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { nameColumns } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { at, rowsOf } from './build';
import { rich } from './rich';

describe('segments: one row per segment', () => {
	const rows = rowsOf('segments', rich);

	it('has the key conversationId, sessionId and segmentIndex', () => {
		const keys = rows.map((row) => `${row.conversationId} ${row.sessionId} ${row.segmentIndex}`);
		expect(keys).toEqual([
			'rich s-customer 0',
			'rich s-ivr 0',
			'rich s-acd-1 0',
			'rich s-alert 0',
			'rich s-anna 0',
			'rich s-anna 1',
			'rich s-anna 2',
			'rich s-acd-2 0',
			'rich s-bert 0',
			'rich s-bert 1',
			'rich s-bert 2',
			'rich s-bert 3',
			'rich s-bert 4',
			'rich s-bert 5',
			'rich s-bert 6',
			'rich s-carl 0',
			'rich s-voicemail 0',
		]);
	});

	it.each(['customer', 'external'])('calls the customer so, whatever the source does: %s', (purpose) => {
		const session = { sessionId: 's', segments: [{ segmentType: 'interact', segmentStart: at('09:00:00') }] };
		const other = { sessionId: 't', segments: [{ segmentType: 'interact', segmentStart: at('09:01:00') }] };
		const [own, consulted] = rowsOf('segments', {
			conversationId: 'c',
			participants: [
				{ purpose: 'external', sessions: [other] },
				{ purpose, sessions: [session] },
			],
		}).toReversed();
		expect(own!.purpose).toBe('customer');
		expect(consulted!.purpose).toBe('external');
	});

	it('says of each what it says, as worked out by hand', () => {
		expect(rows[14]).toEqual({
			conversationId: 'rich',
			sessionId: 's-bert',
			segmentIndex: 6,
			startTime: at('23:08:00'),
			endTime: at('23:10:00'),
			durationSeconds: 120,
			offsetSeconds: 2280,
			segmentType: 'wrapup',
			purpose: 'agent',
			participantId: 'participant-agent',
			participantName: 'Bert',
			userId: 'bert',
			userName: null,
			mediaType: 'voice',
			direction: 'inbound',
			queueId: 'service',
			queueName: null,
			disconnectType: 'client',
			wrapUpCode: 'solved',
			wrapUpName: null,
			wrapUpNote: 'Ada was glad',
			wrapUpTags: 'vip, parts',
			skillIds: 'parts',
			skillNames: null,
			languageId: 'fr',
			languageName: null,
			conference: false,
			groupId: 'group',
			errorCode: 'error.one',
			sipResponseCodes: '486, 200',
			subject: 'Hello',
			ani: 'tel:+15550100',
			dnis: 'tel:+15550199',
			remote: 'Ada',
			flowId: 'script',
			flowName: 'Script',
		});
	});

	it('leaves only names to be filled in', () => {
		const names = nameColumns(conversationSheets.segments.columns).map(({ column }) => column);
		expect(Object.keys(rows[14]!).filter((key) => rows[14]![key] === null)).toEqual(names);
	});

	it('has no end while it goes on', () => {
		expect(rows.at(-1)).toMatchObject({
			startTime: at('23:08:00'),
			endTime: null,
			durationSeconds: null,
			offsetSeconds: 2280,
		});
	});
});
