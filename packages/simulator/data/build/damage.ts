import type { Random } from '../random';
import type { ConversationRecord } from '../record';

type Damage = (record: ConversationRecord) => void;

const firstSession = (record: ConversationRecord) => record.participants?.[0]?.sessions?.[0];

/** Every field of the model is optional; real records do come like this. */
const DAMAGES: Damage[] = [
	(record) => delete record.participants,
	(record) => (record.participants = null),
	(record) => (record.participants = []),
	(record) => record.participants!.forEach((one) => delete one.sessions),
	(record) => record.participants!.forEach((one) => (one.sessions = null)),
	(record) =>
		record.participants!.forEach((one) => one.sessions?.forEach((session) => delete session.segments)),
	(record) =>
		record.participants!.forEach((one) => one.sessions?.forEach((session) => delete session.metrics)),
	(record) =>
		record.participants!.forEach((one) =>
			one.sessions?.forEach((session) => {
				session.metrics = null;
				session.segments = null;
			}),
		),
	(record) => {
		for (const segment of firstSession(record)?.segments ?? []) {
			segment.segmentStart = segment.segmentStart?.replace(/-(\d\d)T/, '-3T');
			segment.segmentEnd = 'not a date';
		}
	},
	(record) => {
		for (const metric of firstSession(record)?.metrics ?? []) metric.emitDate = '2026-13-45T99:00:00.000Z';
	},
	(record) => {
		const session = firstSession(record);
		if (session) session.mediaType = 'hologram';
	},
	(record) => {
		const session = firstSession(record);
		if (session) delete session.mediaType;
	},
	(record) => {
		delete record.originatingDirection;
		record.divisionIds = null;
	},
	(record) => record.participants!.forEach((one) => delete one.purpose),
];

export function damage(record: ConversationRecord, random: Random): void {
	random.pick(DAMAGES)(record);
}
