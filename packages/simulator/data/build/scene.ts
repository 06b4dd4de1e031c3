import { hashOf } from '../entities';
import { CUSTOMER_NAMES, SUBJECTS } from '../names';
import type { Organization } from '../organization';
import type { Plan } from '../plan';
import type { Random } from '../random';
import type { MetricRecord, SegmentRecord, SessionRecord } from '../record';

/** What the parts of one record share: its plan, the customer, the addresses, and functions that write segments and metrics. */
export interface Scene {
	plan: Plan;
	organization: Organization;
	random: Random;
	customerName: string;
	customerSessionId: string;
	/** Fields that every session of the conversation has. */
	common: SessionRecord;
	subject?: string;
	skillIds?: string[];
	languageId?: string;
}

export function sceneOf(plan: Plan, organization: Organization, random: Random): Scene {
	const scene: Scene = {
		plan,
		organization,
		random,
		customerName: random.pick(CUSTOMER_NAMES),
		customerSessionId: random.uuid(),
		common: {},
	};
	scene.common = commonSession(scene);
	if (plan.media === 'email') scene.subject = random.pick(SUBJECTS);
	if (random.chance(0.5)) {
		scene.skillIds = [random.pick(organization.skills).id];
		scene.languageId = random.pick(organization.languages).id;
	}
	return scene;
}

function commonSession({ plan, random, customerName }: Scene): SessionRecord {
	const customerNumber = `tel:+${random.pick(['1', '44', '49', '33', '81'])}${random.int(200_000_000, 999_999_999)}`;
	const ourNumber = `tel:+1800555${String(random.int(100, 119)).padStart(4, '0')}`;
	const outbound = plan.direction === 'outbound';
	const base: SessionRecord = { mediaType: plan.media, direction: plan.direction };
	switch (plan.media) {
		case 'voice':
			return {
				...base,
				ani: outbound ? ourNumber : customerNumber,
				dnis: outbound ? customerNumber : ourNumber,
				sessionDnis: outbound ? customerNumber : ourNumber,
				edgeId: EDGE,
				provider: 'Edge',
				remoteNameDisplayable: customerName,
			};
		case 'callback':
			return {
				...base,
				provider: 'Edge',
				callbackNumbers: [customerNumber],
				callbackUserName: customerName,
				callbackScheduledTime: new Date(plan.start + 60_000).toISOString(),
				ani: customerNumber,
				dnis: ourNumber,
			};
		case 'email':
			return {
				...base,
				provider: 'PureCloud Email',
				addressFrom: `customer${random.int(1, 9999)}@example.org`,
				addressTo: random.pick(['help@example.com', 'billing@example.com', 'claims@example.com']),
			};
		case 'message': {
			const messageType = random.pick(['sms', 'whatsapp', 'webmessaging', 'facebook']);
			return {
				...base,
				messageType,
				provider: 'PureCloud Messaging',
				addressFrom: messageType === 'sms' ? customerNumber : random.uuid(),
				addressTo: messageType === 'sms' ? ourNumber : random.uuid(),
				mediaCount: random.int(0, 2),
			};
		}
		default:
			return { ...base, provider: 'PureCloud Webchat', roomId: `${random.uuid()}@conference.example.com` };
	}
}

/** What a session of a dialer's call says of the campaign. */
export function campaign({ random, organization, customerSessionId }: Scene): object {
	const place = hashOf(customerSessionId) % organization.campaigns.length;
	return {
		outboundCampaignId: organization.campaigns[place]!.id,
		outboundContactListId: organization.contactLists[place]!.id,
		outboundContactId: random.uuid(),
		dispositionName: 'disposition.classification.callable.person',
	};
}

const EDGE = '2c1f3d5e-6a7b-4c8d-9e0f-1a2b3c4d5e6f';

const { floor } = Math;
const DAY = 86_400_000;
/** Numbers as they are written in a time. */
const padded = (count: number, digits: number) =>
	Array.from({ length: count }, (_, value) => String(value).padStart(digits, '0'));
const TWO = padded(60, 2);
const THREE = padded(1_000, 3);
let lastDay = { number: NaN, text: '' };

/** Like `toISOString`, which would be most of the work of building a record: the date is kept for the next call. */
export function iso(time: number): string {
	const day = floor(time / DAY);
	if (day !== lastDay.number) lastDay = { number: day, text: new Date(day * DAY).toISOString().slice(0, 11) };
	const ms = time - day * DAY;
	const seconds = floor(ms / 1000);
	const minutes = floor(seconds / 60);
	return `${lastDay.text}${TWO[floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}.${THREE[ms % 1000]}Z`;
}

export function segment(
	segmentType: string,
	from: number,
	to: number,
	{ skillIds, languageId, subject }: Partial<Scene>,
	more: Partial<SegmentRecord> = {},
): SegmentRecord {
	return {
		segmentStart: iso(from),
		...(to === Infinity ? {} : { segmentEnd: iso(to) }),
		...(skillIds ? { requestedRoutingSkillIds: skillIds, requestedLanguageId: languageId } : {}),
		...(subject === undefined ? {} : { subject }),
		...more,
		segmentType,
		conference: false,
	};
}

export const metric = (name: string, value: number, at: number): MetricRecord => ({
	name,
	value,
	emitDate: iso(at),
});
