import {
	messageIds,
	readMessages,
	type MessageParts,
} from '../../nodes/GenesysCloudAnalytics/records/messages';

const conversation = {
	participants: [
		{ purpose: 'customer', messages: ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(entry) },
		{ purpose: 'workflow', messages: ['b'].map(entry) },
		{ purpose: 'agent', user: { id: 'ann' }, messages: ['c', 'd'].map(entry) },
	],
};
function entry(messageId: string) {
	const type = messageId === 'g' ? 'Receipt' : 'Text';
	return { messageId, messageTime: '2026-11-20T10:00:09.000Z', messageMetadata: { type } };
}
const at = (second: number) => `2026-11-20T10:00:0${second}.000Z`;

const messages = [
	{
		id: 'c',
		timestamp: at(3),
		direction: 'outbound',
		messengerType: 'whatsapp',
		normalizedMessage: { type: 'Text', text: 'Hello', originatingEntity: 'Human' },
		createdBy: { id: 'bob' },
	},
	{
		id: 'a',
		timestamp: at(1),
		direction: 'inbound',
		normalizedMessage: {
			type: 'Text',
			content: [{ contentType: 'Attachment', attachment: { mediaType: 'Image', filename: 'x.png' } }],
		},
	},
	{
		id: 'b',
		timestamp: at(2),
		direction: 'outbound',
		normalizedMessage: { type: 'Structured', text: 'Which?', originatingEntity: 'Bot' },
	},
	{
		id: 'd',
		timestamp: at(4),
		direction: 'outbound',
		textBody: 'Old form',
		normalizedMessage: { type: 'Text' },
	},
	{
		id: 'e',
		timestamp: at(5),
		direction: 'inbound',
		normalizedMessage: { type: 'Event', events: [{ eventType: 'Typing' }] },
	},
	{ id: 'h', timestamp: at(6), direction: 'outbound', normalizedMessage: { type: 'Text', text: 'Bye' } },
	{ id: 'r', timestamp: at(6), direction: 'outbound', normalizedMessage: { type: 'Receipt', text: 'x' } },
];
const parts: MessageParts = {
	conversationId: '1',
	record: {},
	conversation,
	messages,
	emails: [],
	gone: [],
	reason: null,
};

describe('messages', () => {
	it('are listed once, whoever has them', () => {
		expect(messageIds(conversation)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
	});

	it('tell who wrote what, oldest first, without typing and receipts', () => {
		const rows = readMessages(parts).map((m) => [
			m.messageId,
			m.direction,
			m.sender,
			m.agentId,
			m.text,
			m.reason,
		]);
		expect(rows).toEqual([
			['a', 'inbound', 'customer', null, null, null],
			['b', 'outbound', 'bot', null, 'Which?', null],
			['c', 'outbound', 'agent', 'bob', 'Hello', null],
			['d', 'outbound', 'agent', 'ann', 'Old form', null],
			['h', 'outbound', 'system', null, 'Bye', null],
			['f', 'inbound', 'customer', null, null, 'gone'],
		]);
		expect(readMessages(parts)[0]!.attachments).toEqual(['x.png']);
		expect(readMessages(parts)[2]!.messageType).toBe('whatsapp');
	});

	it.each<[string, Partial<MessageParts>, string]>([
		['of none', { conversation: {}, messages: [] }, 'noMessages'],
		['of one that may not be read', { reason: 'notPermitted' }, 'notPermitted'],
		['of nonsense', { conversation: 'x', messages: [null, 3], emails: ['x'] }, ''],
	])('have a row for the reason %s', (_, some, reason) => {
		const rows = readMessages({ ...parts, ...some });
		if (reason === '') expect(rows.length).toBeGreaterThan(0);
		else expect(rows).toMatchObject([{ conversationId: '1', messageId: null, reason }]);
	});

	it.each([
		['c@example.org', 'inbound', 'customer', null],
		['C@Example.org', 'inbound', 'customer', null],
		['help@example.com', 'outbound', 'agent', 'ann'],
		[undefined, null, null, null],
	])('of an email from %s', (from, direction, sender, agentId) => {
		const record = {
			participants: [
				{ purpose: 'external', sessions: [{ direction: 'inbound', addressFrom: 'c@example.org' }] },
				{
					purpose: 'agent',
					userId: 'ann',
					sessions: [
						{
							metrics: [{ name: 'tTalk', value: 5 }],
							segments: [{ segmentType: 'interact', segmentStart: at(1), segmentEnd: at(5) }],
						},
					],
				},
			],
		};
		const email = { id: 'm', from: { email: from }, time: at(2), htmlBody: '<p>1 &lt; 2</p>', subject: 'S' };
		const [row] = readMessages({ ...parts, record, conversation: {}, messages: [], emails: [email] });
		expect(row).toMatchObject({
			direction,
			sender,
			agentId,
			text: '1 < 2',
			subject: 'S',
			messageType: 'email',
		});
	});
});
