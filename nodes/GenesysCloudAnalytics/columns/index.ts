export { agentStatusChangeSheet } from './agentStatusChangeSheet';
export { adherenceHistorySheets } from './adherenceHistorySheets';
export { adherenceSheet } from './adherenceSheet';
export { apiUsageSheet } from './apiUsageSheet';
export { agentStatusSheet } from './agentStatusSheet';
export { aggregateSheet, timeInStatusSheet, timeInStatusWith } from './aggregateSheets';
export { alignAttributes } from './attributes';
export type { Cell, Column, NameKind, Row } from './column';
export { conversationSheets, type Output } from './conversationSheets';
export { connectionSheet, type ConnectionInfo } from './connectionSheet';
export { evaluationQuestionSheet, evaluationSheet } from './evaluationSheets';
export { latestMark } from './mark';
export { createMask } from './mask';
export { messageSheet } from './messageSheet';
export { activityDimension, queueActivitySheets } from './queueActivitySheets';
export { queueStatusSheet } from './queueStatusSheet';
export { surveyAnswerSheet, surveySheet } from './surveySheets';
export {
	columnDocs,
	isRaw,
	nameColumns,
	readColumns,
	rowMaker,
	SECONDS_FORMATS,
	shownColumns,
	type RowFormat,
	type Sheet,
} from './sheet';
export { scheduleSheet } from './scheduleSheet';
export { statusHistorySheet } from './statusHistorySheet';
export { transcriptSheets } from './transcriptSheets';
export {
	recordingFileSheet,
	recordingSheet,
	type NoFile,
	type Recording,
	type RecordingFile,
} from './recordingSheets';
export { withRepeats } from './withRepeats';
export { withSentiment } from './withSentiment';
