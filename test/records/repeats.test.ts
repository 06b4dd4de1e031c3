import { contactOf, type Contact } from '../../nodes/GenesysCloudAnalytics/records/contact';
import { repeatsOf, windowsBefore } from '../../nodes/GenesysCloudAnalytics/records/repeats';
import { DAY, HOUR } from '../support/records';

const START = Date.parse('2026-11-20T12:00:00Z');

function record(session: object, participant: object = {}, conversation: object = {}) {
	return {
		conversationId: 'a',
		conversationStart: '2026-11-20T12:00:00Z',
		originatingDirection: 'inbound',
		participants: [{ purpose: 'customer', ...participant, sessions: [session] }],
		...conversation,
	};
}

describe('who a customer is', () => {
	it.each([
		['a number', record({ ani: 'tel:+1 (317) 555-0100' }), ['number 13175550100']],
		[
			'the same number by SIP',
			record({ ani: 'sip:+13175550100@edge.example.com;user=phone' }),
			['number 13175550100'],
		],
		['an address', record({ addressFrom: 'Ann@Example.org' }), ['ann@example.org']],
		[
			'a number of a callback',
			record({ mediaType: 'callback', callbackNumbers: ['+49 89 1234'] }),
			['number 49891234'],
		],
		[
			'an external contact and a number',
			record({ ani: '+1555' }, { externalContactId: 'x' }),
			['contact x', 'number 1555'],
		],
		[
			'an external contact whose number is withheld',
			record({ ani: 'anonymous' }, { externalContactId: 'x' }),
			['contact x'],
		],
		[
			'a customer of jobs and one of queries',
			record({ ani: '+1555' }, { purpose: 'external' }),
			['number 1555'],
		],
	])('%s', (_, value, keys) => {
		expect(contactOf(value)?.keys).toEqual(keys);
	});

	it.each([
		['tel:anonymous'],
		['sip:anonymous@anonymous.invalid'],
		['Restricted'],
		['unknown'],
		['Unavailable'],
		['tel:+266696687'],
		['0000000000'],
		['tel:'],
		[''],
	])('nobody for the number %j', (ani) => {
		expect(contactOf(record({ ani }))).toBeNull();
	});

	it.each([
		['an outbound conversation', record({ ani: '+1555' }, {}, { originatingDirection: 'outbound' })],
		['one of users alone', record({ ani: '+1555' }, { purpose: 'user' })],
		['one without a start', record({ ani: '+1555' }, {}, { conversationStart: null })],
		['no record', null],
	])('nobody for %s', (_, value) => {
		expect(contactOf(value)).toBeNull();
	});
});

describe('repeats', () => {
	const contact = (id: string, hours: number, ...keys: string[]): Contact => ({
		id,
		startMs: START + hours * HOUR,
		keys,
	});
	const a = contact('a', 0, 'n1');
	const b = contact('b', 2, 'n2', 'c1');
	const c = contact('c', 24, 'n1');
	const d = contact('d', 25.5, 'n1', 'c1');
	const known = [d, b, c, a];

	it.each<[string, number, Contact, object]>([
		['the first one', 24, a, { previousId: null, hoursSincePrevious: null, contacts: 1 }],
		['exactly as long ago as it may be', 24, c, { previousId: 'a', hoursSincePrevious: 24, contacts: 2 }],
		['longer ago', 23.9, c, { previousId: null, hoursSincePrevious: null, contacts: 1 }],
		['by number and by external contact', 24, d, { previousId: 'c', hoursSincePrevious: 1.5, contacts: 3 }],
		['all of them', 72, d, { previousId: 'c', hoursSincePrevious: 1.5, contacts: 4 }],
	])('%s', (_, hours, of, expected) => {
		expect(repeatsOf([of], known, hours).get(of.id)).toEqual(expected);
	});

	it('takes one of two of the same moment as the repeat of the other', () => {
		const twins = [contact('y', 1, 'n3'), contact('x', 1, 'n3')];
		const repeats = repeatsOf(twins, [], 1);
		expect(repeats.get('x')).toMatchObject({ previousId: null, contacts: 1 });
		expect(repeats.get('y')).toMatchObject({ previousId: 'x', hoursSincePrevious: 0, contacts: 2 });
	});

	it('needs the time before each contact, and not the days between', () => {
		const late = contact('z', 20 * 24, 'n1');
		expect(windowsBefore([late, c, a], 24)).toEqual([
			{ startMs: START - DAY, endMs: START + DAY + 1 },
			{ startMs: START + 19 * DAY, endMs: START + 20 * DAY + 1 },
		]);
	});
});
