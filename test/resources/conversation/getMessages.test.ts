import {
	createConversations,
	createOrganization,
	type ConversationRecord,
	type Simulator,
} from '../../../packages/simulator';
import { agentIn, isoOf, messagesOf } from '../../../packages/simulator/data/messages';
import { runNode } from '../../support/engine';
import { DAY, HOUR } from '../../support/records';
import { simulateAt, stopSimulating } from '../../support/simulated';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const organization = createOrganization();
const all = [...createConversations({ count: 400, from: NOW - 80 * DAY, to: NOW - HOUR, organization })];
const ageOf = ({ conversationStart }: ConversationRecord) => NOW - Date.parse(String(conversationStart));
const old = (record: ConversationRecord) => ageOf(record) > 60 * DAY;
const messaging = all.filter((record) => messagesOf(record, 'message').length > 0 && agentIn(record));
const emails = all.filter((record) => messagesOf(record, 'email').length > 0 && agentIn(record));
const call = all.find(({ participants }) =>
	participants?.every(({ sessions }) => sessions?.every(({ mediaType }) => mediaType === 'voice')),
)!;
const recent = messaging.filter((record) => !old(record));
const recentEmails = emails.filter((record) => !old(record));

let simulator: Simulator;
beforeEach(async () => {
	simulator = await simulateAt(NOW, { organization, conversations: all });
});
afterEach(stopSimulating);

async function getMessages(records: Array<Pick<ConversationRecord, 'conversationId'>>, more: object = {}) {
	const { items, error, hints } = await runNode(simulator, {
		resource: 'conversation',
		operation: 'getMessages',
		conversationId: records.map(({ conversationId }) => conversationId).join(),
		columns: 'all',
		...more,
	} as never);
	return {
		rows: items.map(({ json }) => json),
		error,
		hints: hints.map(({ message }) => message).join('\n'),
	};
}

describe('Get Messages', () => {
	it('has a row for each message of web messaging, SMS and WhatsApp', async () => {
		const { rows, error } = await getMessages(recent);
		expect(error).toBeUndefined();
		const expected = recent.flatMap((record) =>
			messagesOf(record, 'message')
				.filter(({ type }) => type !== 'Receipt' && type !== 'Event')
				.map((message) => [
					record.conversationId,
					message.id,
					isoOf(message),
					{ customer: 'customer', agent: 'agent', flow: 'bot' }[message.author],
					message.author === 'agent' ? agentIn(record)!.userId : null,
					message.text ?? null,
					message.attachment ?? null,
				]),
		);
		expect(expected.length).toBeGreaterThan(50);
		const cells = rows.map((row) => [
			...[row.conversationId, row.messageId, row.time, row.sender, row.agentId, row.text, row.attachments],
		]);
		expect(cells).toEqual(expected);
		expect(new Set(rows.map(({ messageType }) => messageType)).size).toBeGreaterThan(2);
		const user = organization.users.find(({ id }) => rows.some(({ agentId }) => agentId === id))!;
		expect(rows.find(({ agentId }) => agentId === user.id)!.agentName).toBe(user.name);
		expect(String(rows[0]!.conversationUrl ?? '')).not.toContain('undefined');
		expect(simulator.requests('messages/bulk')).toHaveLength(recent.length);
	});

	it('has the whole text of each e-mail', async () => {
		const { rows, error } = await getMessages(recentEmails.slice(0, 6));
		expect(error).toBeUndefined();
		const expected = recentEmails
			.slice(0, 6)
			.flatMap((record) => messagesOf(record, 'email').map(({ id, text }) => [id, text]));
		expect(rows.map(({ messageId, text }) => [messageId, text])).toEqual(expected);
		expect(rows.every(({ subject, messageType }) => subject !== null && messageType === 'email')).toBe(true);
		expect(new Set(rows.map(({ sender }) => sender))).toContain('customer');
	});

	it('says of what has none why, one conversation at a time', async () => {
		const forbidden = recent[1]!.conversationId;
		simulator.options.forbiddenConversationIds = [forbidden];
		const nobody = { conversationId: '00000000-0000-4000-8000-000000000000' };
		const { rows, hints, error } = await getMessages([recent[0]!, recent[1]!, call, nobody]);
		expect(error).toBeUndefined();
		const reasons = rows.filter(({ reason }) => reason !== null);
		expect(reasons.map(({ conversationId, reason }) => [conversationId, reason])).toEqual([
			[forbidden, 'notPermitted'],
			[call.conversationId, 'noMessages'],
			[nobody.conversationId, 'notFound'],
		]);
		expect(hints).toContain('3 of 4 conversations have no messages; the column reason says why.');
	});

	it('keeps a row for a message that is gone', async () => {
		const gone = [messaging.find(old)!, emails.find(old)!];
		const { rows } = await getMessages(gone);
		expect(rows.length).toBeGreaterThan(4);
		for (const row of rows) {
			expect(row).toMatchObject({ reason: 'gone', text: null });
			expect(row.messageId).not.toBeNull();
		}
	});

	it('gives an AI agent no more rows than its limit, and says so', async () => {
		const { items } = await runNode(
			simulator,
			{
				...{ resource: 'conversation', operation: 'getMessages', limit: 7 },
				conversationId: recent.map(({ conversationId }) => conversationId).join(),
			} as never,
			{ isTool: true },
		);
		expect(items).toHaveLength(8);
		expect(items[0]!.json.note).toContain('These are the first 7 messages');
	});

	it('masks what customers wrote', async () => {
		const { rows } = await getMessages(recent.slice(0, 2), { options: { maskPersonalData: true } });
		const written = new Set(
			recent.slice(0, 2).flatMap((each) => messagesOf(each, 'message').map(({ text }) => text)),
		);
		for (const { text } of rows) expect(written).not.toContain(text);
	});

	it('names the permission where it is missing', async () => {
		simulator.options.deniedPermissions = ['conversation:message:view', 'conversation:webmessaging:view'];
		const { error } = await getMessages(recent.slice(0, 2));
		expect(error?.message ?? '').toContain('conversation:message:view');
	});
});
