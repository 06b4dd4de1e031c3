import type { Row } from '../../nodes/GenesysCloudAnalytics/columns/column';
import { at, participant, rowsOf, segment, session } from './build';

/** A row of a record that says nothing; each case names what it says beyond that. */
const SILENT: Row = {
	conversationId: null,
	startTime: null,
	endTime: null,
	durationSeconds: null,
	direction: null,
	mediaType: null,
	queueId: null,
	queueName: null,
	agentId: null,
	agentName: null,
	wrapUpCode: null,
	wrapUpName: null,
	ani: null,
	dnis: null,
	answered: false,
	abandoned: false,
	transferred: false,
	disconnectedBy: null,
	waitSeconds: null,
	handleSeconds: null,
	talkSeconds: null,
	holdSeconds: null,
	acwSeconds: null,
	agentCount: 0,
	queueCount: 0,
};

interface Case {
	title: string;
	record: unknown;
	expected: Partial<Row>;
}

const cases: Case[] = [
	{
		title: 'an inbound call: IVR, queue, hold, after-call work, the customer hangs up',
		record: {
			conversationId: 'inbound',
			conversationStart: at('09:00:00'),
			conversationEnd: at('09:06:10.500'),
			originatingDirection: 'inbound',
			participants: [
				participant(
					'customer',
					{ participantName: 'Ada' },
					session(
						{ mediaType: 'voice', direction: 'inbound', ani: 'tel:+15550100', dnis: 'tel:+15550199' },
						{ nConnected: 1 },
						segment('interact', '09:00:00', '09:05:40', { disconnectType: 'endpoint' }),
					),
				),
				participant(
					'ivr',
					{},
					session(
						{ mediaType: 'voice' },
						{ tIvr: 20_000 },
						segment('ivr', '09:00:00', '09:00:20', { disconnectType: 'transfer' }),
					),
				),
				participant(
					'acd',
					{},
					session(
						{ mediaType: 'voice' },
						{ nOffered: 1, tAcd: 35_250 },
						segment('interact', '09:00:20', '09:00:55.250', { queueId: 'sales', disconnectType: 'transfer' }),
					),
				),
				participant(
					'agent',
					{ userId: 'grace' },
					session(
						{ mediaType: 'voice' },
						{
							tAlert: 5_000,
							tAnswered: 35_250,
							tTalk: 254_750,
							tHeld: 30_000,
							tAcw: 30_500,
							tHandle: 315_250,
						},
						segment('alert', '09:00:50.250', '09:00:55.250', { queueId: 'sales' }),
						segment('interact', '09:00:55.250', '09:03:00', { queueId: 'sales' }),
						segment('hold', '09:03:00', '09:03:30', { queueId: 'sales' }),
						segment('interact', '09:03:30', '09:05:40', { queueId: 'sales', disconnectType: 'peer' }),
						segment('wrapup', '09:05:40', '09:06:10.500', { queueId: 'sales', wrapUpCode: 'sold' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'inbound',
			startTime: at('09:00:00'),
			endTime: at('09:06:10.500'),
			durationSeconds: 370.5,
			direction: 'inbound',
			mediaType: 'voice',
			queueId: 'sales',
			agentId: 'grace',
			wrapUpCode: 'sold',
			ani: 'tel:+15550100',
			dnis: 'tel:+15550199',
			answered: true,
			disconnectedBy: 'customer',
			waitSeconds: 35.25,
			handleSeconds: 315.25,
			talkSeconds: 254.75,
			holdSeconds: 30,
			acwSeconds: 30.5,
			agentCount: 1,
			queueCount: 1,
		},
	},
	{
		title:
			'a transfer to a second queue: sums of both agents; the last is who talked last, not who wrote notes last',
		record: {
			conversationId: 'transfer',
			conversationStart: at('10:00:00'),
			conversationEnd: at('10:10:00'),
			originatingDirection: 'inbound',
			participants: [
				participant(
					'customer',
					{},
					session(
						{ mediaType: 'voice', ani: 'a', dnis: 'd' },
						{},
						segment('interact', '10:00:00', '10:06:00', { disconnectType: 'peer' }),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ nOffered: 1, tAcd: 10_000 },
						segment('interact', '10:00:00', '10:00:10', { queueId: 'first', disconnectType: 'transfer' }),
					),
				),
				participant(
					'agent',
					{ userId: 'anna' },
					session(
						{},
						{
							tAnswered: 10_000,
							tTalk: 110_000,
							tAcw: 480_000,
							tHandle: 590_000,
							nTransferred: 1,
							nBlindTransferred: 1,
						},
						segment('interact', '10:00:10', '10:02:00', { queueId: 'first', disconnectType: 'transfer' }),
						segment('wrapup', '10:02:00', '10:10:00', { queueId: 'first', wrapUpCode: 'passed on' }),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ nOffered: 1, tAcd: 20_500 },
						segment('interact', '10:02:00', '10:02:20.500', {
							queueId: 'second',
							disconnectType: 'transfer',
						}),
					),
				),
				participant(
					'agent',
					{ userId: 'bert' },
					session(
						{},
						{ tAnswered: 20_500, tTalk: 219_500, tAcw: 15_000, tHandle: 234_500 },
						segment('interact', '10:02:20.500', '10:06:00', { queueId: 'second', disconnectType: 'client' }),
						segment('wrapup', '10:06:00', '10:06:15', { queueId: 'second', wrapUpCode: 'solved' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'transfer',
			startTime: at('10:00:00'),
			endTime: at('10:10:00'),
			durationSeconds: 600,
			direction: 'inbound',
			mediaType: 'voice',
			queueId: 'first',
			agentId: 'bert',
			wrapUpCode: 'solved',
			ani: 'a',
			dnis: 'd',
			answered: true,
			transferred: true,
			disconnectedBy: 'agent',
			waitSeconds: 30.5,
			handleSeconds: 824.5,
			talkSeconds: 329.5,
			acwSeconds: 495,
			agentCount: 2,
			queueCount: 2,
		},
	},
	{
		title: 'a caller who gives up while an agent does not answer',
		record: {
			conversationId: 'abandon',
			conversationStart: at('11:00:00'),
			conversationEnd: at('11:01:30'),
			originatingDirection: 'inbound',
			participants: [
				participant(
					'external',
					{},
					session(
						{ mediaType: 'voice', ani: 'caller', dnis: 'line' },
						{},
						segment('interact', '11:00:00', '11:01:30', { disconnectType: 'endpoint' }),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ nOffered: 1, tAcd: 90_000, tAbandon: 90_000 },
						segment('interact', '11:00:00', '11:01:30', { queueId: 'support', disconnectType: 'peer' }),
					),
				),
				participant(
					'agent',
					{ userId: 'nobody' },
					session(
						{},
						{ tAlert: 15_000, tNotResponding: 15_000 },
						segment('alert', '11:00:30', '11:00:45', { queueId: 'support', disconnectType: 'system' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'abandon',
			startTime: at('11:00:00'),
			endTime: at('11:01:30'),
			durationSeconds: 90,
			direction: 'inbound',
			mediaType: 'voice',
			queueId: 'support',
			ani: 'caller',
			dnis: 'line',
			abandoned: true,
			disconnectedBy: 'customer',
			waitSeconds: 90,
			queueCount: 1,
		},
	},
	{
		title: 'a chat that times out is ended by the system',
		record: {
			conversationId: 'chat',
			conversationStart: at('12:00:00'),
			conversationEnd: at('12:20:00.003'),
			originatingDirection: 'inbound',
			participants: [
				participant(
					'customer',
					{},
					session(
						{ mediaType: 'chat', direction: 'inbound' },
						{ nConnected: 1 },
						segment('interact', '12:00:00', '12:20:00', { queueId: 'web', disconnectType: 'timeout' }),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ tAcd: 4_005 },
						segment('interact', '12:00:00', '12:00:04.005', { queueId: 'web', disconnectType: 'transfer' }),
					),
				),
				participant(
					'agent',
					{ userId: 'carl' },
					session(
						{},
						{ tAnswered: 4_005, tTalk: 595_995, tHeld: 600_000, tHandle: 1_195_995 },
						segment('interact', '12:00:04.005', '12:10:00', { queueId: 'web' }),
						segment('hold', '12:10:00', '12:20:00.003', { queueId: 'web', disconnectType: 'peer' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'chat',
			startTime: at('12:00:00'),
			endTime: at('12:20:00.003'),
			durationSeconds: 1200.003,
			direction: 'inbound',
			mediaType: 'chat',
			queueId: 'web',
			agentId: 'carl',
			answered: true,
			disconnectedBy: 'system',
			waitSeconds: 4.005,
			handleSeconds: 1195.995,
			talkSeconds: 595.995,
			holdSeconds: 600,
			agentCount: 1,
			queueCount: 1,
		},
	},
	{
		title:
			'an outbound call on behalf of a queue: the queue is that of the agent, answered because somebody talked',
		record: {
			conversationId: 'outbound',
			conversationStart: at('13:00:00'),
			conversationEnd: at('13:03:00'),
			originatingDirection: 'outbound',
			participants: [
				participant(
					'agent',
					{ userId: 'dora' },
					session(
						{ mediaType: 'voice', direction: 'outbound', ani: 'our line', dnis: 'their number' },
						{
							nOutbound: 1,
							nConnected: 1,
							tDialing: 2_000,
							tContacting: 8_000,
							tTalk: 150_000,
							tHandle: 160_000,
						},
						segment('dialing', '13:00:00', '13:00:02', { queueId: 'on behalf of' }),
						segment('contacting', '13:00:02', '13:00:10', { queueId: 'on behalf of' }),
						segment('interact', '13:00:10', '13:02:40', {
							queueId: 'on behalf of',
							disconnectType: 'client',
						}),
						segment('wrapup', '13:02:40', '13:03:00', { wrapUpCode: 'reached' }),
					),
				),
				participant(
					'customer',
					{},
					session(
						{ mediaType: 'voice', direction: 'outbound', ani: 'our line', dnis: 'their number' },
						{},
						segment('interact', '13:00:10', '13:02:40', { disconnectType: 'peer' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'outbound',
			startTime: at('13:00:00'),
			endTime: at('13:03:00'),
			durationSeconds: 180,
			direction: 'outbound',
			mediaType: 'voice',
			queueId: 'on behalf of',
			agentId: 'dora',
			wrapUpCode: 'reached',
			ani: 'our line',
			dnis: 'their number',
			answered: true,
			disconnectedBy: 'agent',
			handleSeconds: 160,
			talkSeconds: 150,
			agentCount: 1,
			queueCount: 1,
		},
	},
	{
		title: 'a conversation that goes on: no end, no duration, nobody disconnected it',
		record: {
			conversationId: 'ongoing',
			conversationStart: at('14:00:00'),
			participants: [
				participant(
					'customer',
					{},
					session(
						{
							mediaType: 'message',
							direction: 'inbound',
							addressFrom: 'whatsapp:1',
							addressTo: 'whatsapp:2',
						},
						{},
						segment('interact', '14:00:00', undefined),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ tAcd: 1_000 },
						segment('interact', '14:00:00', '14:00:01', { queueId: 'social', disconnectType: 'transfer' }),
					),
				),
				participant(
					'agent',
					{ userId: 'emil' },
					session(
						{},
						{ tAnswered: 1_000, tTalk: 60_000 },
						segment('interact', '14:00:01', '14:01:01'),
						segment('hold', '14:01:01', undefined),
					),
				),
			],
		},
		expected: {
			conversationId: 'ongoing',
			startTime: at('14:00:00'),
			direction: 'inbound',
			mediaType: 'message',
			queueId: 'social',
			agentId: 'emil',
			ani: 'whatsapp:1',
			dnis: 'whatsapp:2',
			answered: true,
			waitSeconds: 1,
			talkSeconds: 60,
			agentCount: 1,
			queueCount: 1,
		},
	},
	{
		title: 'an e-mail over three days, back to its first queue, handled twice by one agent',
		record: {
			conversationId: 'email',
			conversationStart: at('10 16:00:00'),
			conversationEnd: at('12 09:30:00'),
			originatingDirection: 'inbound',
			participants: [
				participant(
					'customer',
					{},
					session(
						{ mediaType: 'email', addressFrom: 'ada@example.com', addressTo: 'help@example.org' },
						{},
						segment('interact', '10 16:00:00', '12 09:30:00', {
							subject: 'My order',
							disconnectType: 'peer',
						}),
					),
				),
				// listed latest first: the order is that of the times
				participant(
					'acd',
					{},
					session(
						{},
						{ tAcd: 3_600_000 },
						segment('interact', '12 08:00:00', '12 09:00:00', {
							queueId: 'mail',
							disconnectType: 'transfer',
						}),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ tAcd: 57_600_000 },
						segment('interact', '10 17:00:00', '11 09:00:00', {
							queueId: 'second level',
							disconnectType: 'transfer',
						}),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ tAcd: 1_800_000 },
						segment('interact', '10 16:00:00', '10 16:30:00', {
							queueId: 'mail',
							disconnectType: 'transfer',
						}),
					),
				),
				participant(
					'agent',
					{ userId: 'finn' },
					session(
						{},
						{ tAnswered: 1_800_000, tTalk: 600_000, tAcw: 60_000, tHandle: 660_000, nTransferred: 1 },
						segment('interact', '10 16:30:00', '10 16:40:00', { disconnectType: 'transfer' }),
						segment('wrapup', '10 16:40:00', '10 16:41:00', { wrapUpCode: 'passed on' }),
					),
				),
				participant(
					'agent',
					{ userId: 'finn' },
					session(
						{},
						{ tAnswered: 3_600_000, tTalk: 1_500_000, tAcw: 300_000, tHandle: 1_800_000 },
						segment('interact', '12 09:00:00', '12 09:25:00', { disconnectType: 'client' }),
						segment('wrapup', '12 09:25:00', '12 09:30:00', { wrapUpCode: 'solved' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'email',
			startTime: at('10 16:00:00'),
			endTime: at('12 09:30:00'),
			durationSeconds: 149_400,
			direction: 'inbound',
			mediaType: 'email',
			queueId: 'mail',
			agentId: 'finn',
			wrapUpCode: 'solved',
			ani: 'ada@example.com',
			dnis: 'help@example.org',
			answered: true,
			transferred: true,
			disconnectedBy: 'agent',
			waitSeconds: 63_000,
			handleSeconds: 2_460,
			talkSeconds: 2_100,
			acwSeconds: 360,
			agentCount: 1,
			queueCount: 2,
		},
	},
	{
		title: 'a caller who leaves the queue for voicemail and hangs up there',
		record: {
			conversationId: 'voicemail',
			conversationStart: at('15:00:00'),
			conversationEnd: at('15:02:00'),
			originatingDirection: 'inbound',
			participants: [
				participant(
					'customer',
					{},
					session(
						{ mediaType: 'voice', ani: 'a' },
						{},
						segment('interact', '15:00:00', '15:02:00', { disconnectType: 'client' }),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ nOffered: 1, tAcd: 60_000, tFlowOut: 60_000 },
						segment('interact', '15:00:00', '15:01:00', { queueId: 'sales', disconnectType: 'transfer' }),
					),
				),
				participant(
					'voicemail',
					{},
					session(
						{ mediaType: 'voice' },
						{ tVoicemail: 60_000 },
						segment('voicemail', '15:01:00', '15:02:00', { disconnectType: 'peer' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'voicemail',
			startTime: at('15:00:00'),
			endTime: at('15:02:00'),
			durationSeconds: 120,
			direction: 'inbound',
			mediaType: 'voice',
			queueId: 'sales',
			ani: 'a',
			disconnectedBy: 'customer',
			waitSeconds: 60,
			queueCount: 1,
		},
	},
	{
		title:
			'a callback: both sessions of the agent add up; it carries no tAnswered, but an agent handled it, so it is answered',
		record: {
			conversationId: 'callback',
			conversationStart: at('16:00:00'),
			conversationEnd: at('16:30:00'),
			originatingDirection: 'inbound',
			participants: [
				participant(
					'customer',
					{},
					session(
						{ mediaType: 'callback', direction: 'inbound' },
						{},
						segment('callback', '16:00:00', '16:30:00', { disconnectType: 'peer' }),
					),
					session(
						{ mediaType: 'voice', direction: 'outbound', ani: 'x' },
						{},
						segment('interact', '16:25:00', '16:28:00', { disconnectType: 'endpoint' }),
					),
				),
				participant(
					'acd',
					{},
					session(
						{ mediaType: 'callback' },
						{ nOffered: 1, tAcd: 1_440_000 },
						segment('delay', '16:00:00', '16:24:00', { queueId: 'calls', disconnectType: 'transfer' }),
					),
				),
				participant(
					'agent',
					{ userId: 'gina' },
					session(
						{ mediaType: 'callback' },
						{ tTalk: 30_000, tAcw: 120_000, tHandle: 150_000 },
						segment('interact', '16:24:00', '16:28:00', { disconnectType: 'client' }),
						segment('wrapup', '16:28:00', '16:30:00', { wrapUpCode: 'called' }),
					),
					session(
						{ mediaType: 'voice' },
						{ tContacting: 10_000, tTalk: 170_000, tHandle: 180_000 },
						segment('contacting', '16:24:50', '16:25:00'),
						segment('interact', '16:25:00', '16:28:00', { disconnectType: 'peer' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'callback',
			startTime: at('16:00:00'),
			endTime: at('16:30:00'),
			durationSeconds: 1800,
			direction: 'inbound',
			mediaType: 'callback',
			queueId: 'calls',
			agentId: 'gina',
			wrapUpCode: 'called',
			answered: true,
			disconnectedBy: 'customer',
			waitSeconds: 1440,
			handleSeconds: 330,
			talkSeconds: 200,
			acwSeconds: 120,
			agentCount: 1,
			queueCount: 1,
		},
	},
	{
		title: 'a call between two colleagues: no customer, no queue',
		record: {
			conversationId: 'internal',
			conversationStart: at('17:00:00'),
			conversationEnd: at('17:01:00'),
			originatingDirection: 'outbound',
			participants: [
				participant(
					'user',
					{ userId: 'hugo' },
					session(
						{ mediaType: 'voice', ani: 'sip:hugo' },
						{ tTalk: 50_000, tHandle: 60_000 },
						segment('dialing', '17:00:00', '17:00:10'),
						segment('interact', '17:00:10', '17:01:00', { disconnectType: 'peer' }),
					),
				),
				participant(
					'user',
					{ userId: 'iris' },
					session(
						{ mediaType: 'voice', ani: 'sip:hugo' },
						{ tTalk: 50_000, tHandle: 50_000 },
						segment('alert', '17:00:01', '17:00:10'),
						segment('interact', '17:00:10', '17:01:00', { disconnectType: 'endpoint' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'internal',
			startTime: at('17:00:00'),
			endTime: at('17:01:00'),
			durationSeconds: 60,
			direction: 'outbound',
			mediaType: 'voice',
			ani: 'sip:hugo',
			agentId: 'iris',
			answered: true,
			disconnectedBy: 'agent',
			handleSeconds: 110,
			talkSeconds: 100,
			agentCount: 2,
		},
	},
	{
		title: 'a conference: who was consulted in between is neither the last agent nor the customer',
		record: {
			conversationId: 'conference',
			conversationStart: at('18:00:00'),
			conversationEnd: at('18:10:00'),
			originatingDirection: 'inbound',
			participants: [
				participant(
					'external',
					{ participantName: 'a lawyer' },
					session(
						{ mediaType: 'voice', ani: 'not the customer' },
						{},
						segment('interact', '18:02:00', '18:04:00', { disconnectType: 'endpoint', conference: true }),
					),
				),
				participant(
					'customer',
					{},
					session(
						{ mediaType: 'voice', ani: 'customer' },
						{},
						segment('interact', '18:00:00', '18:10:00', { disconnectType: 'peer', conference: true }),
					),
				),
				participant(
					'acd',
					{},
					session(
						{},
						{ tAcd: 5_000 },
						segment('interact', '18:00:00', '18:00:05', { queueId: 'legal', disconnectType: 'transfer' }),
					),
				),
				participant(
					'agent',
					{ userId: 'jane' },
					session(
						{},
						{ tAnswered: 5_000, tTalk: 475_000, tHeld: 120_000, tHandle: 595_000, nConsult: 1 },
						segment('interact', '18:00:05', '18:01:00'),
						segment('hold', '18:01:00', '18:03:00'),
						segment('interact', '18:03:00', '18:10:00', { disconnectType: 'system', conference: true }),
					),
				),
				participant(
					'agent',
					{ userId: 'karl' },
					session(
						{},
						{ tTalk: 60_000, tHandle: 60_000 },
						segment('interact', '18:01:00', '18:02:00', { disconnectType: 'conferenceTransfer' }),
					),
				),
			],
		},
		expected: {
			conversationId: 'conference',
			startTime: at('18:00:00'),
			endTime: at('18:10:00'),
			durationSeconds: 600,
			direction: 'inbound',
			mediaType: 'voice',
			queueId: 'legal',
			agentId: 'jane',
			ani: 'customer',
			answered: true,
			disconnectedBy: 'system',
			waitSeconds: 5,
			handleSeconds: 655,
			talkSeconds: 535,
			holdSeconds: 120,
			agentCount: 2,
			queueCount: 1,
		},
	},
	{
		title: 'a transfer that nobody hung up after: ended by transfer',
		record: {
			conversationStart: at('19:00:00'),
			conversationEnd: at('19:01:00'),
			participants: [
				participant(
					'customer',
					{},
					session(
						{ mediaType: 'voice', direction: 'inbound' },
						{},
						segment('interact', '19:00:00', '19:01:00', { disconnectType: 'peer' }),
					),
				),
				participant(
					'agent',
					{ userId: 'lena' },
					session(
						{},
						{ tTalk: 60_000, tHandle: 60_000, nConsultTransferred: 1 },
						segment('interact', '19:00:00', '19:01:00', { disconnectType: 'consultTransfer' }),
					),
				),
			],
		},
		expected: {
			startTime: at('19:00:00'),
			endTime: at('19:01:00'),
			durationSeconds: 60,
			direction: 'inbound',
			mediaType: 'voice',
			agentId: 'lena',
			answered: true,
			transferred: true,
			disconnectedBy: 'transfer',
			handleSeconds: 60,
			talkSeconds: 60,
			agentCount: 1,
		},
	},
	{
		title: 'an ended conversation in which only echoes are recorded: ended by unknown',
		record: {
			conversationStart: '2026-03-10T20:00:00Z',
			conversationEnd: '2026-03-10T21:00:30+01:00',
			participants: [
				participant(
					'ivr',
					{},
					session({}, {}, segment('ivr', '20:00:00', '20:00:30', { disconnectType: 'peer' })),
				),
			],
		},
		expected: {
			startTime: at('20:00:00'),
			endTime: at('20:00:30'),
			durationSeconds: 30,
			disconnectedBy: 'unknown',
		},
	},
	{
		title: 'times that are none: null where they would be shown, left out where they would be compared',
		record: {
			conversationId: 'bad times',
			conversationStart: '2026-03-1T20:00:00.000Z',
			conversationEnd: at('20:00:30'),
			participants: [
				participant(
					'customer',
					{},
					session(
						{},
						{},
						{ segmentType: 'interact', segmentEnd: '2026-03-1T20:00:30.000Z', disconnectType: 'endpoint' },
					),
				),
				participant(
					'acd',
					{},
					session({}, {}, { segmentType: 'interact', segmentStart: 'soon', queueId: 'undated' }),
				),
				participant(
					'acd',
					{},
					session({}, {}, segment('interact', '20:00:10', '20:00:20', { queueId: 'dated' })),
				),
			],
		},
		expected: {
			conversationId: 'bad times',
			endTime: at('20:00:30'),
			queueId: 'dated',
			disconnectedBy: 'customer',
			queueCount: 2,
		},
	},
	{
		title: 'wrong types everywhere',
		record: {
			conversationId: 7,
			conversationStart: 1_700_000_000_000,
			originatingDirection: ['inbound'],
			participants: [
				null,
				'customer',
				{ purpose: 'agent', userId: {}, sessions: { 0: {} } },
				{
					purpose: 'acd',
					sessions: [
						null,
						{ segments: 'none', metrics: [null, { name: 'tAcd', value: '1000' }, { value: 5 }] },
					],
				},
			],
		},
		expected: {},
	},
	{ title: 'an empty record', record: {}, expected: {} },
	{ title: 'null', record: null, expected: {} },
	{ title: 'a text', record: 'conversation', expected: {} },
	{ title: 'a list', record: [], expected: {} },
];

describe('summary: one row per conversation, every figure as worked out by hand', () => {
	it.each(cases)('$title', ({ record, expected }) => {
		const rows = rowsOf('standard', record);
		expect(rows).toEqual([{ ...SILENT, ...expected }]);
		expect(Object.keys(rows[0]!)).toEqual(Object.keys(SILENT));
	});
});

describe('who ended it', () => {
	const endedBy = (purpose: string, disconnectType: string) =>
		rowsOf('standard', {
			conversationEnd: at('09:01:00'),
			participants: [
				participant(
					purpose,
					{},
					session({}, {}, segment('interact', '09:00:00', '09:01:00', { disconnectType })),
				),
			],
		})[0]!.disconnectedBy;

	it.each([
		['customer', 'client', 'customer'],
		['customer', 'endpoint', 'customer'],
		['external', 'endpoint', 'customer'],
		['agent', 'client', 'agent'],
		['user', 'endpoint', 'agent'],
		['acd', 'client', 'system'],
		['ivr', 'endpoint', 'system'],
		['customer', 'system', 'system'],
		['customer', 'timeout', 'system'],
		['agent', 'error', 'system'],
		['customer', 'something new', 'system'],
		['agent', 'transfer', 'transfer'],
		['agent', 'noAnswerTransfer', 'transfer'],
		['acd', 'forwardTransfer', 'transfer'],
		['customer', 'peer', 'unknown'],
	])('%s session, %s: %s', (purpose, disconnectType, expected) => {
		expect(endedBy(purpose, disconnectType)).toBe(expected);
	});

	it.each([[['transfer', 'endpoint']], [['endpoint', 'transfer']]])(
		'two disconnects at one moment, %p: the hang-up counts',
		(types) => {
			const parties = types.map((disconnectType) =>
				participant(
					'customer',
					{},
					session({}, {}, segment('interact', '09:00:00', '09:01:00', { disconnectType })),
				),
			);
			expect(
				rowsOf('standard', { conversationEnd: at('09:01:00'), participants: parties })[0]!.disconnectedBy,
			).toBe('customer');
		},
	);
});
