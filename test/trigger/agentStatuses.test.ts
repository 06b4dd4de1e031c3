import { changedKinds, type AgentStatus } from '../../nodes/GenesysCloudAnalytics/records/agentStatus';
import {
	restoreStatuses,
	statusBefore,
	storeStatuses,
	withStatuses,
} from '../../nodes/GenesysCloudAnalytics/trigger/agentStatuses';

const onBreak: AgentStatus = { presence: 'Break', presenceId: 'coffee', routingStatus: 'OFF_QUEUE' };
const idle: AgentStatus = { presence: 'On Queue', presenceId: 'queue', routingStatus: 'IDLE' };
const unknown: AgentStatus = { presence: null, presenceId: null, routingStatus: null };

it.each([
	{ what: 'nothing', now: { ...onBreak }, changed: [] },
	{ what: 'both', now: idle, changed: ['presence', 'routingStatus'] },
	{
		what: "another of the organization's breaks",
		now: { ...onBreak, presenceId: 'tea' },
		changed: ['presence'],
	},
	{ what: 'the system presence alone', now: { ...onBreak, presence: 'Meal' }, changed: ['presence'] },
	{
		what: 'the routing status alone',
		now: { ...onBreak, routingStatus: 'IDLE' },
		changed: ['routingStatus'],
	},
])('finds what has changed: $what', ({ now, changed }) => {
	expect(changedKinds(onBreak, now)).toEqual(changed);
});

it('remembers who was not read this time, and the latest of who was', () => {
	const first = withStatuses(new Map(), [
		{ agentId: 'a', status: onBreak },
		{ agentId: 'b', status: idle },
	]);
	const second = withStatuses(first, [{ agentId: 'b', status: onBreak }]);
	expect(['a', 'b', 'c'].map((id) => statusBefore(second, id))).toEqual([onBreak, onBreak, undefined]);
});

it('comes back from what was stored, in some 16 bytes an agent', () => {
	const agents = Array.from({ length: 1_000 }, (_, index) => ({
		agentId: `agent ${index}`,
		status: [onBreak, idle, unknown][index % 3]!,
	}));
	const statuses = withStatuses(new Map(), agents);
	const text = JSON.stringify(storeStatuses(statuses, 'mine'));
	expect(text.length).toBeLessThan(16_500);
	expect(restoreStatuses(JSON.parse(text), 'mine')).toEqual(statuses);
});

it('starts over for another choice, and from what can not be read', () => {
	const stored = storeStatuses(withStatuses(new Map(), [{ agentId: 'a', status: idle }]), 'mine');
	expect(restoreStatuses(stored, 'mine').size).toBe(1);
	expect(restoreStatuses(stored, 'another').size).toBe(0);
	for (const damage of [
		{ version: 9 },
		{ statuses: '[' },
		{ statuses: '{}' },
		{ agents: 7 },
		{ agents: 'x' },
	]) {
		expect(restoreStatuses({ ...stored, ...damage }, 'mine').size).toBe(0);
	}
	for (const nothing of [undefined, null, 'text']) expect(restoreStatuses(nothing, 'mine').size).toBe(0);
});
