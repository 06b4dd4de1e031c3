import type { Models } from 'purecloud-platform-client-v2';

import { presenceNameOf } from '../records/agentStatus';
import { number } from '../records/conversation';
import { column, nameColumn, type Column } from './column';
import { fieldsOf, type FieldColumn } from './field';
import type { Sheet } from './sheet';

/** An entry of a listing, as the API gives it. */
export type Listed = Readonly<Record<string, unknown>>;

/** A queue's member, and the queue. */
export interface QueueMember {
	queue: Listed;
	member: Listed;
}

type DirectorySheet = Sheet<Listed, Listed>;

/** The first column is the key: the id of what is listed. */
function sheet(
	name: string,
	about: string,
	...columns: [Column<Listed>, ...Array<Column<Listed>>]
): DirectorySheet {
	return { name, about, columns, key: [columns[0].name] };
}

/** What the lists have in common, as far as each has it. */
interface Entity {
	id?: string;
	name?: string;
	description?: string;
	division?: Models.Division;
	state?: string;
	memberCount?: number;
}

const entity = of<Entity>();

/** The columns of one of the API's models. */
function of<Model>(): FieldColumn<Model, Listed> {
	return fieldsOf<Model, Listed>();
}

/** Its id and its name, which all have. */
function named(prefix: string, thing: string, idColumn = `${prefix}Id`): [Column<Listed>, Column<Listed>] {
	return [
		entity(idColumn, 'id', `The ${thing}`, 'id'),
		entity(`${prefix}Name`, 'name', `The ${thing}'s name`, 'name'),
	];
}

const description = entity('description', 'text', 'Its description', 'description');
const state = entity('state', 'text', '`active`, `inactive` or `deleted`', 'state');
const memberCount = entity('memberCount', 'count', 'Number of members', 'memberCount');
const modified = of<{ dateModified?: string }>()(
	'modifiedTime',
	'time',
	'When it was last changed',
	'dateModified',
);
const division = [
	entity('divisionId', 'id', 'The division it belongs to', 'division.id'),
	entity('divisionName', 'name', "The division's name", 'division.name'),
];

const user = of<Models.User>();
/** Read user by user, and put beside what the listing tells. */
const queuesOfUser = of<{ queues?: Models.UserQueue[] }>();

export const userSheet: DirectorySheet = {
	...sheet(
		'users',
		'One row per user: every agent, supervisor and other person, in any state, since history also names those who have left.',
		...named('user', 'user'),
		user('email', 'text', 'Email address', 'email'),
		user('username', 'text', 'The name the user signs in with', 'username'),
		user('title', 'text', 'Job title', 'title'),
		user('department', 'text', 'Department', 'department'),
		state,
		...division,
		user('teamId', 'id', "The user's team", 'team.id'),
		user('teamName', 'name', "The team's name", 'team.name'),
		user('managerId', 'id', "The user's manager", 'manager.id'),
		nameColumn('managerName', 'managerId', 'user'),
		user(
			'autoAnswer',
			'yes/no',
			'Whether interactions from queues are answered automatically',
			'acdAutoAnswer',
		),
		user('lastLoginTime', 'time', 'When the user last signed in', 'dateLastLogin'),
	),
	simplified: [
		'userName',
		'email',
		'title',
		'department',
		'teamName',
		'managerName',
		'divisionName',
		'state',
		'lastLoginTime',
		'userId',
	],
};

/** What the option Include adds to users, by its value. */
export const userExpansions = {
	skills: [
		user('skillIds', 'ids', "The user's skills", 'skills[].id'),
		user('skillNames', 'texts', 'Their names', 'skills[].name'),
		user('skillProficiencies', 'texts', 'Proficiency in each, 0–5', 'skills[].proficiency'),
	],
	languages: [
		user('languageIds', 'ids', "The user's languages", 'languages[].id'),
		user('languageNames', 'texts', 'Their names', 'languages[].name'),
		user('languageProficiencies', 'texts', 'Proficiency in each, 0–5', 'languages[].proficiency'),
	],
	queues: [
		queuesOfUser('queueIds', 'ids', 'The queues that the user is a member of and has joined', 'queues[].id'),
		queuesOfUser('queueNames', 'texts', 'Their names', 'queues[].name'),
	],
} as const;

/** Users with everything that can be included. */
export const expandedUserSheet: DirectorySheet = {
	name: 'usersWithSkillsLanguagesAndQueues',
	about: 'The columns of users, and those that the option Include adds.',
	columns: [...userSheet.columns, ...Object.values(userExpansions).flat()],
	key: userSheet.key,
	simplified: userSheet.simplified,
	continues: userSheet,
};

const queue = of<Models.Queue>();

const MEDIA = ['call', 'callback', 'chat', 'email', 'message'] as const;

export const queueSheet: DirectorySheet = {
	...sheet(
		'queues',
		'One row per queue, with its settings.',
		...named('queue', 'queue'),
		description,
		...division,
		memberCount,
		queue('userMemberCount', 'count', 'Number of members that are users, not groups', 'userMemberCount'),
		queue('joinedMemberCount', 'count', 'Number of members who have joined', 'joinedMemberCount'),
		...MEDIA.flatMap(serviceLevel),
		queue(
			'alertingTimeoutSeconds',
			'seconds',
			'How long a call rings for an agent',
			'mediaSettings.call.alertingTimeoutSeconds',
			(seconds) => times(seconds, 1_000),
		),
		queue('wrapUpPrompt', 'text', 'Whether and how agents have to wrap up', 'acwSettings.wrapupPrompt'),
		queue('wrapUpTimeoutSeconds', 'seconds', 'How long agents may take to wrap up', 'acwSettings.timeoutMs'),
		queue('skillEvaluationMethod', 'text', '`NONE`, `BEST` or `ALL`', 'skillEvaluationMethod'),
		queue('scoringMethod', 'text', 'What decides which conversation is next', 'scoringMethod'),
		queue('transcription', 'yes/no', 'Whether calls are transcribed', 'enableTranscription'),
		queue('createdTime', 'time', 'When it was created', 'dateCreated'),
		modified,
	),
	simplified: [
		'queueName',
		'divisionName',
		'memberCount',
		'joinedMemberCount',
		'callServiceLevelPercent',
		'callServiceLevelSeconds',
		'alertingTimeoutSeconds',
		'transcription',
		'modifiedTime',
		'queueId',
	],
};

function serviceLevel(media: (typeof MEDIA)[number]): Array<Column<Listed>> {
	const path = `mediaSettings.${media}.serviceLevel` as const;
	return [
		queue(
			`${media}ServiceLevelPercent`,
			'percent',
			'How many interactions should be answered in time',
			`${path}.percentage` as const,
			(share) => times(share, 100),
		),
		queue(
			`${media}ServiceLevelSeconds`,
			'seconds',
			'The time within which they should be answered',
			`${path}.durationMs` as const,
		),
	];
}

/** Another unit, with up to two decimals; null where there is no number. */
function times(value: unknown, factor: number): number | null {
	const figure = number(value);
	return figure === null ? null : Math.round(figure * factor * 100) / 100;
}

const ofQueue = fieldsOf<Models.Queue, QueueMember>((one) => one.queue, 'queue.');
const member = fieldsOf<Models.QueueMember, QueueMember>((one) => one.member, 'member.');

export const queueMemberSheet: Sheet<QueueMember, QueueMember> = {
	name: 'queueMembers',
	about: 'One row per queue and member.',
	key: ['queueId', 'userId'],
	columns: [
		ofQueue('queueId', 'id', 'The queue', 'id'),
		nameColumn('queueName', 'queueId', 'queue'),
		member('userId', 'id', 'The member', 'id'),
		member('userName', 'name', "The member's name", 'name'),
		member('email', 'text', 'Email address', 'user.email'),
		member(
			'joined',
			'yes/no',
			'Whether the member has joined the queue and so receives its conversations',
			'joined',
		),
		member('memberBy', 'text', 'How the member was added to the queue: `user` or `group`', 'memberBy'),
		member('ringNumber', 'number', 'The bullseye ring', 'ringNumber'),
		member('routingStatus', 'text', '`IDLE`, `INTERACTING`, `OFF_QUEUE`, … now', 'routingStatus.status'),
	],
};

export const wrapUpCodeSheet = sheet(
	'wrapUpCodes',
	'One row per wrap-up code.',
	...named('wrapUp', 'wrap-up code', 'wrapUpCode'),
	...division,
);

export const skillSheet = sheet('skills', 'One row per routing skill.', ...named('skill', 'skill'), state);

export const languageSheet = sheet(
	'languages',
	'One row per routing language.',
	...named('language', 'language'),
	state,
);

const homeOrOther = of<Models.AuthzDivision>();

export const divisionSheet = sheet(
	'divisions',
	'One row per division.',
	...named('division', 'division'),
	description,
	homeOrOther(
		'homeDivision',
		'yes/no',
		'Whether it is the home division, where everything starts out',
		'homeDivision',
	),
);

export const teamSheet = sheet(
	'teams',
	'One row per team.',
	...named('team', 'team'),
	description,
	...division,
	memberCount,
	modified,
);

const group = of<Models.Group>();

export const groupSheet = sheet(
	'groups',
	'One row per group.',
	...named('group', 'group'),
	description,
	group('type', 'text', '`official` or `social`', 'type'),
	group('visibility', 'text', 'Who can see it', 'visibility'),
	state,
	memberCount,
	modified,
);

const presenceDefinition = of<Models.OrganizationPresenceDefinition>();

export const presenceDefinitionSheet = sheet(
	'presenceDefinitions',
	'One row per presence that users can have, including those that are no longer in use.',
	presenceDefinition('presenceId', 'id', 'The presence', 'id'),
	column('presenceName', 'name', "The organization's name for it", 'name, languageLabels', presenceNameOf),
	presenceDefinition(
		'systemPresence',
		'text',
		'What it counts as: `Available`, `Busy`, `Break`, …',
		'systemPresence',
	),
	presenceDefinition('type', 'text', '`System`, or `User` if the organization defined it', 'type'),
	presenceDefinition('divisionId', 'id', 'The division it belongs to', 'divisionId'),
	presenceDefinition('deactivated', 'yes/no', 'Whether it is no longer in use', 'deactivated'),
);

const flow = of<Models.Flow>();

export const flowSheet: DirectorySheet = {
	...sheet(
		'flows',
		'One row per Architect flow.',
		...named('flow', 'flow'),
		flow('type', 'text', '`inboundcall`, `bot`, `digitalbot`, `inqueuecall`, …', 'type'),
		description,
		...division,
		flow('active', 'yes/no', 'Whether it is in use', 'active'),
		flow('system', 'yes/no', "Whether it is one of Genesys Cloud's own", 'system'),
		flow('deleted', 'yes/no', 'Whether it has been deleted', 'deleted'),
		flow('publishedVersion', 'text', 'The published version', 'publishedVersion.name'),
		flow('publishedTime', 'time', 'When that version was published', 'publishedVersion.datePublished'),
	),
	simplified: [
		'flowName',
		'type',
		'description',
		'divisionName',
		'active',
		'publishedVersion',
		'publishedTime',
		'system',
		'deleted',
		'flowId',
	],
};

export const flowOutcomeSheet = sheet(
	'flowOutcomes',
	'One row per flow outcome.',
	...named('flowOutcome', 'outcome'),
	description,
	...division,
);

export const flowMilestoneSheet = sheet(
	'flowMilestones',
	'One row per flow milestone.',
	...named('flowMilestone', 'milestone'),
	description,
	...division,
);

const form = of<Models.EvaluationFormResponse | Models.SurveyForm>();

const evaluationForm = of<Models.EvaluationFormResponse>();

export const evaluationFormSheet = sheet(
	'evaluationForms',
	'One row per published version of an evaluation form; versions of a form share `formContextId`.',
	...formColumns(),
	evaluationForm('weightMode', 'text', 'How its questions are weighted', 'weightMode'),
);

const surveyForm = of<Models.SurveyForm>();

export const surveyFormSheet = sheet(
	'surveyForms',
	'One row per published version of a survey form; versions of a form share `formContextId`.',
	...formColumns(),
	surveyForm('language', 'text', 'The language of the form', 'language'),
	surveyForm('disabled', 'yes/no', 'Whether it is switched off', 'disabled'),
);

function formColumns(): [Column<Listed>, ...Array<Column<Listed>>] {
	return [
		form('formId', 'id', 'This version of the form', 'id'),
		form('formName', 'name', "The form's name", 'name'),
		form('formContextId', 'id', 'The form, the same for all its versions', 'contextId'),
		...division,
		form('published', 'yes/no', 'Whether it is published', 'published'),
		form('modifiedTime', 'time', 'When it was last changed', 'modifiedDate'),
	];
}

const topic = of<Models.ListedTopic>();

export const topicSheet: DirectorySheet = {
	...sheet(
		'topics',
		'One row per topic of speech and text analytics.',
		...named('topic', 'topic'),
		description,
		topic('dialect', 'text', 'The language of its phrases', 'dialect'),
		topic('published', 'yes/no', 'Whether it is published', 'published'),
		topic('strictness', 'text', 'How exactly phrases must match, in percent', 'strictness'),
		topic('participants', 'text', 'Whose words count: `All`, `Internal` or `External`', 'participants'),
		topic('tags', 'texts', 'Its tags', 'tags'),
		topic('programCount', 'count', 'How many programs use it', 'programsCount'),
		topic('phraseCount', 'count', 'How many phrases it has', 'phrasesCount'),
		modified,
	),
	simplified: [
		'topicName',
		'description',
		'dialect',
		'published',
		'strictness',
		'participants',
		'tags',
		'phraseCount',
		'modifiedTime',
		'topicId',
	],
};
