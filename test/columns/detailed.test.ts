import type { Row } from '../../nodes/GenesysCloudAnalytics/columns/column';
import { conversationSheets } from '../../nodes/GenesysCloudAnalytics/columns/conversationSheets';
import { nameColumns } from '../../nodes/GenesysCloudAnalytics/columns/sheet';
import { at, participant, rowsOf, segment, session } from './build';
import { rich } from './rich';

/** The rich record's cells beyond those of summary, as worked out by hand; Berlin is an hour ahead of UTC that day. */
const DETAILS: Row = {
	startDate: '2026-03-10',
	startHour: 23,
	startWeekday: 2,
	endedOnLaterDay: true,
	mediaTypes: 'voice, callback',
	messageType: 'sms',
	provider: 'Edge',
	externalTag: 'ticket 7',
	divisionIds: 'north, south',
	divisionNames: null,
	customerName: 'Ada',
	externalContactId: 'contact',
	addressFrom: 'ada@example.com',
	addressTo: 'help@example.org',
	subject: 'Hello',
	queueIds: 'sales, service',
	queueNames: null,
	lastQueueId: 'service',
	lastQueueName: null,
	offeredCount: 2,
	overServiceLevel: true,
	answerSeconds: 90,
	abandonSeconds: 15,
	shortAbandoned: true,
	agentIds: 'anna, bert',
	agentNames: null,
	firstAgentId: 'anna',
	firstAgentName: null,
	agentTeamId: 'team b',
	agentTeamName: null,
	alertSeconds: 16,
	notRespondingCount: 2,
	holdCount: 2,
	dialingSeconds: 1,
	contactingSeconds: 2.5,
	agentResponseSeconds: 4,
	customerResponseSeconds: 7,
	transferCount: 2,
	blindTransferCount: 1,
	consultTransferCount: 2,
	consultCount: 3,
	conferenced: true,
	ivrSeconds: 30,
	flowId: 'flow',
	flowName: 'Main menu',
	flowType: 'INBOUNDCALL',
	flowEntryReason: 'tel:+15550199',
	flowExitReason: 'TRANSFER',
	flowOutcomes: 'o1:SUCCESS, o2:FAILURE',
	selfServed: false,
	usedRouting: 'Bullseye',
	skillIds: 'french, sales, parts',
	skillNames: null,
	languageId: 'fr',
	languageName: null,
	wrapUpCodes: 'passed on, solved',
	wrapUpNames: null,
	wrapUpNote: 'Ada was glad',
	voicemail: true,
	callbackScheduledTime: at('11 08:00:00'),
	callbackNumbers: '+15550100, +15550101',
	campaignId: 'campaign',
	campaignName: null,
	disposition: 'disposition.classification.callable.person',
	disconnectType: 'endpoint',
	errorCodes: 'error.one, error.two',
	recorded: true,
	minMos: 4.25,
	minRFactor: 88.5,
	evaluationCount: 3,
	evaluationScore: 90,
	evaluationCriticalScore: 100,
	evaluationFormName: 'Courtesy',
	surveyStatus: 'Finished',
	surveyScore: 80,
	surveyPromoterScore: 9,
	flowedOut: true,
	flowOutType: 'VOICEMAIL',
	flowOutSeconds: 12.5,
	flowInType: 'INBOUNDCALL',
	queueVisitIds: 'sales, service',
	queueVisitNames: null,
	queueVisitSeconds: '60, 30',
	firstResponseSeconds: 3.5,
	monitored: true,
	coached: false,
	barged: false,
	parkSeconds: 45,
	sessionDnis: 'tel:+15550198',
	contactListId: 'spring list',
	contactListName: null,
	contactId: 'customer 7',
	evaluationAverageScore: 82.5,
	surveyCount: 3,
	surveyAverageScore: 62.5,
	surveyCompletedTime: at('11 07:00:00'),
	surveyFormName: 'How did we do?',
	customerWaitSeconds: 90,
	conversationUrl: 'https://apps.mypurecloud.de/directory/#/engage/admin/interactions/rich',
};

describe('detailed', () => {
	const [row] = rowsOf('conversations', rich, 'Europe/Berlin') as [Row];

	it('begins with the row of summary', () => {
		const [summary] = rowsOf('standard', rich) as [Row];
		expect(Object.entries(row).slice(0, 25)).toEqual(Object.entries(summary));
	});

	it('adds columns, each as worked out by hand', () => {
		expect(Object.entries(row).slice(25)).toEqual(Object.entries(DETAILS));
	});

	it('leaves only names to be filled in', () => {
		const names = nameColumns(conversationSheets.conversations.columns).map(({ column }) => column);
		expect(Object.keys(row).filter((key) => row[key] === null)).toEqual(names);
	});

	it('has all its columns for a record that says nothing', () => {
		const [empty] = rowsOf('conversations', {}) as [Row];
		expect(Object.keys(empty)).toEqual(Object.keys(row));
		const values = new Set(
			Object.entries(empty)
				.filter(([, value]) => value !== null)
				.map(([, value]) => value),
		);
		expect(values).toEqual(new Set([false, 0]));
	});

	it('names the last entry into a queue, also where it is a return to the first', () => {
		const visit = (queueId: string, from: string, to: string) =>
			participant('acd', {}, session({}, { nOffered: 1 }, segment('interact', from, to, { queueId })));
		const [back] = rowsOf('conversations', {
			participants: [
				visit('a', '09:00:00', '09:01:00'),
				visit('b', '09:02:00', '09:03:00'),
				visit('a', '09:04:00', '09:05:00'),
			],
		}) as [Row];
		expect(back).toMatchObject({
			queueIds: 'a, b',
			queueCount: 2,
			queueId: 'a',
			lastQueueId: 'a',
			queueVisitIds: 'a, b, a',
			queueVisitSeconds: '60, 60, 60',
		});
	});

	it('says nothing of a service level where nobody answered', () => {
		expect(rowsOf('conversations', { participants: [] })[0]).toMatchObject({
			overServiceLevel: null,
			offeredCount: null,
		});
	});
});
