import { entities, numbered, type Named } from './entities';
import {
	CAMPAIGN_NAMES,
	CATEGORY_NAMES,
	CONTACT_LIST_NAMES,
	MILESTONE_NAMES,
	OUTCOME_NAMES,
	TOPIC_NAMES,
} from './catalogueNames';

interface GroupEntity extends Named {
	type: 'official' | 'social';
	memberIds: string[];
}

export interface TopicEntity extends Named {
	dialect: string;
	published: boolean;
}

interface CategoryEntity extends Named {
	interactionType: 'Voice' | 'Digital';
}

interface CampaignEntity extends Named {
	mediaType: 'voice' | 'sms' | 'email' | 'whatsapp';
	divisionId: string;
}

/** The catalogues beside people and routing. */
export interface Catalogues {
	groups: GroupEntity[];
	flowOutcomes: (Named & { divisionId: string })[];
	flowMilestones: (Named & { divisionId: string })[];
	/** Of speech and text analytics. */
	topics: TopicEntity[];
	categories: CategoryEntity[];
	campaigns: CampaignEntity[];
	/** The list of each campaign, in the order of the campaigns. */
	contactLists: (Named & { divisionId: string })[];
}

const GROUPS = ['All Agents', 'Supervisors', 'Schichtleitung "Nacht"', 'Book Club'];
/** More than one look-up by ids can take. */
const TOPICS = 70;

export function createCatalogues(seed: number, userIds: string[], divisionIds: string[]): Catalogues {
	const inDivision = (named: Named, i: number) => ({
		...named,
		divisionId: divisionIds[i % divisionIds.length]!,
	});
	return {
		groups: entities(GROUPS.length, seed, 20, (i) => GROUPS[i]!).map((named, i) => ({
			...named,
			type: i === 3 ? 'social' : 'official',
			memberIds: userIds.filter((_, user) => user % (i + 1) === 0),
		})),
		flowOutcomes: entities(OUTCOME_NAMES.length, seed, 21, (i) => OUTCOME_NAMES[i]!).map(inDivision),
		flowMilestones: entities(MILESTONE_NAMES.length, seed, 22, (i) => MILESTONE_NAMES[i]!).map(inDivision),
		topics: entities(TOPICS, seed, 23, (i) => numbered(TOPIC_NAMES, i)).map((named, i) => ({
			...named,
			dialect: i % 5 === 4 ? 'de-DE' : 'en-US',
			published: i % 9 !== 8,
		})),
		categories: entities(CATEGORY_NAMES.length, seed, 24, (i) => CATEGORY_NAMES[i]!).map((named, i) => ({
			...named,
			interactionType: i % 2 === 0 ? 'Voice' : 'Digital',
		})),
		campaigns: entities(CAMPAIGN_NAMES.length, seed, 25, (i) => CAMPAIGN_NAMES[i]!).map((named, i) => ({
			...inDivision(named, i),
			mediaType: 'voice',
		})),
		contactLists: entities(CONTACT_LIST_NAMES.length, seed, 26, (i) => CONTACT_LIST_NAMES[i]!).map(
			inDivision,
		),
	};
}
