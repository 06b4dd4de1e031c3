// Written by `npm run generate`. The order is that of the form: lines may be moved, what is new comes last.
import type { Operation } from './operation';
import { getMany as conversationGetAll } from './conversation/getAll.operation';
import { get as conversationGet } from './conversation/get.operation';
import { getTranscript as conversationGetTranscript } from './conversation/getTranscript.operation';
import { getMessages as conversationGetMessages } from './conversation/getMessages.operation';
import { getKpis as performanceGetKpis } from './performance/getKpis.operation';
import { getFlowKpis as performanceGetFlowKpis } from './performance/getFlowKpis.operation';
import { getBotKpis as performanceGetBotKpis } from './performance/getBotKpis.operation';
import { query as performanceQuery } from './performance/query.operation';
import { getStatus as queueGetStatus } from './queue/getStatus.operation';
import { getStatus as agentGetStatus } from './agent/getStatus.operation';
import { getTimeInStatus as agentGetTimeInStatus } from './agent/getTimeInStatus.operation';
import { getStatusHistory as agentGetStatusHistory } from './agent/getStatusHistory.operation';
import { getMany as evaluationGetAll } from './evaluation/getAll.operation';
import { getMany as surveyGetAll } from './survey/getAll.operation';
import { getMany as recordingGetAll } from './recording/getAll.operation';
import { download as recordingDownload } from './recording/download.operation';
import { getAdherence as workforceGetAdherence } from './workforce/getAdherence.operation';
import { getAdherenceHistory as workforceGetAdherenceHistory } from './workforce/getAdherenceHistory.operation';
import { getSchedules as workforceGetSchedules } from './workforce/getSchedules.operation';
import { getMany as directoryGetAll } from './directory/getAll.operation';
import { getConnection as accountGetConnection } from './account/getConnection.operation';
import { getApiUsage as accountGetApiUsage } from './account/getApiUsage.operation';

/** By resource. */
export const OPERATIONS: Readonly<Record<string, readonly Operation[]>> = {
	conversation: [conversationGetAll, conversationGet, conversationGetTranscript, conversationGetMessages],
	performance: [performanceGetKpis, performanceGetFlowKpis, performanceGetBotKpis, performanceQuery],
	queue: [queueGetStatus],
	agent: [agentGetStatus, agentGetTimeInStatus, agentGetStatusHistory],
	evaluation: [evaluationGetAll],
	survey: [surveyGetAll],
	recording: [recordingGetAll, recordingDownload],
	workforce: [workforceGetAdherence, workforceGetAdherenceHistory, workforceGetSchedules],
	directory: [directoryGetAll],
	account: [accountGetConnection, accountGetApiUsage],
};
