import { presenceNameOf } from '../records/agentStatus';
import { entries, number } from '../records/conversation';
import { column, nameColumn, type Column } from './column';
import { field, valueAt } from './field';
import type { Sheet } from './sheet';

/** An entry of a listing, as the API gives it. */
export type Listed = Readonly<Record<string, unknown>>;

/** A queue's member, and the queue. */
export interface QueueMember {
	queue: Listed;
	member: Listed;
}

type DirectorySheet = Sheet<Listed, Listed>;

const listed = field<Listed>;

/** The first column is the key: the id of what is listed. */
function sheet(
	name: string,
	about: string,
	...columns: [Column<Listed>, ...Array<Column<Listed>>]
): DirectorySheet {
	return { name, about, columns, key: [columns[0].name] };
}

/** Its id and its name, which all have. */
function named(prefix: string, thing: string, idColumn = `${prefix}Id`): [Column<Listed>, Column<Listed>] {
	return [
		listed(idColumn, 'id', `The ${thing}`, 'id'),
		listed(`${prefix}Name`, 'name', `The ${thing}'s name`, 'name'),
	];
}

const description = listed('description', 'text', 'Its description', 'description');
const state = listed('state', 'text', '`active`, `inactive` or `deleted`', 'state');
const memberCount = listed('memberCount', 'count', 'Number of members', 'memberCount');
const modified = (path: string) => listed('modifiedTime', 'time', 'When it was last changed', path);
const division = [
	listed('divisionId', 'id', 'The division it belongs to', 'division.id'),
	listed('divisionName', 'name', "The division's name", 'division.name'),
];

export const userSheet = sheet(
	'users',
	'One row per user: every agent, supervisor and other person, in any state, since history also names those who have left.',
	...named('user', 'user'),
	listed('email', 'text', 'Email address', 'email'),
	listed('username', 'text', 'The name the user signs in with', 'username'),
	listed('title', 'text', 'Job title', 'title'),
	listed('department', 'text', 'Department', 'department'),
	state,
	...division,
	listed('teamId', 'id', "The user's team", 'team.id'),
	listed('teamName', 'name', "The team's name", 'team.name'),
	listed('managerId', 'id', "The user's manager", 'manager.id'),
	nameColumn('managerName', 'managerId', 'user'),
	listed(
		'autoAnswer',
		'yes/no',
		'Whether interactions from queues are answered automatically',
		'acdAutoAnswer',
	),
	listed('lastLoginTime', 'time', 'When the user last signed in', 'dateLastLogin'),
);

/** What the option Include adds to users, by its value. */
export const userExpansions = {
	skills: proficiencies('skill', 'skills'),
	languages: proficiencies('language', 'languages'),
	queues: [
		listOf('queueIds', 'ids', 'The queues that the user is a member of and has joined', 'queues', 'id'),
		listOf('queueNames', 'texts', 'Their names', 'queues', 'name'),
	],
} as const;

/** Users with everything that can be included. */
export const expandedUserSheet: DirectorySheet = {
	name: 'usersWithSkillsLanguagesAndQueues',
	about: 'The columns of users, and those that the option Include adds.',
	columns: [...userSheet.columns, ...Object.values(userExpansions).flat()],
	key: userSheet.key,
	continues: userSheet,
};

function proficiencies(prefix: string, list: string): Array<Column<Listed>> {
	return [
		listOf(`${prefix}Ids`, 'ids', `The user's ${list}`, list, 'id'),
		listOf(`${prefix}Names`, 'texts', 'Their names', list, 'name'),
		listOf(`${prefix}Proficiencies`, 'texts', 'Proficiency in each, 0–5', list, 'proficiency'),
	];
}

/** A field of each entry of a list. */
function listOf(
	name: string,
	unit: 'ids' | 'texts',
	meaning: string,
	list: string,
	path: string,
): Column<Listed> {
	return column(name, unit, meaning, `${list}.${path}`, (record) =>
		entries<Listed>(record[list]).map((entry) => valueAt(entry, path)),
	);
}

const ALERTING = 'mediaSettings.call.alertingTimeoutSeconds';

export const queueSheet = sheet(
	'queues',
	'One row per queue, with its settings.',
	...named('queue', 'queue'),
	description,
	...division,
	memberCount,
	listed('userMemberCount', 'count', 'Number of members that are users, not groups', 'userMemberCount'),
	listed('joinedMemberCount', 'count', 'Number of members who have joined', 'joinedMemberCount'),
	...['call', 'callback', 'chat', 'email', 'message'].flatMap(serviceLevel),
	column('alertingTimeoutSeconds', 'seconds', 'How long a call rings for an agent', ALERTING, (queue) => {
		const seconds = number(valueAt(queue, ALERTING));
		return seconds === null ? null : seconds * 1_000;
	}),
	listed('wrapUpPrompt', 'text', 'Whether and how agents have to wrap up', 'acwSettings.wrapupPrompt'),
	listed('wrapUpTimeoutSeconds', 'seconds', 'How long agents may take to wrap up', 'acwSettings.timeoutMs'),
	listed('skillEvaluationMethod', 'text', '`NONE`, `BEST` or `ALL`', 'skillEvaluationMethod'),
	listed('scoringMethod', 'text', 'What decides which conversation is next', 'scoringMethod'),
	listed('transcription', 'yes/no', 'Whether calls are transcribed', 'enableTranscription'),
	listed('createdTime', 'time', 'When it was created', 'dateCreated'),
	modified('dateModified'),
);

function serviceLevel(media: string): Array<Column<Listed>> {
	const path = `mediaSettings.${media}.serviceLevel`;
	return [
		column(
			`${media}ServiceLevelPercent`,
			'percent',
			'How many interactions should be answered in time',
			`${path}.percentage`,
			(queue) => {
				const share = number(valueAt(queue, `${path}.percentage`));
				return share === null ? null : Math.round(share * 10_000) / 100;
			},
		),
		listed(
			`${media}ServiceLevelSeconds`,
			'seconds',
			'The time within which they should be answered',
			`${path}.durationMs`,
		),
	];
}

export const queueMemberSheet: Sheet<QueueMember, QueueMember> = {
	name: 'queueMembers',
	about: 'One row per queue and member.',
	key: ['queueId', 'userId'],
	columns: [
		field('queueId', 'id', 'The queue', 'queue.id'),
		nameColumn('queueName', 'queueId', 'queue'),
		field('userId', 'id', 'The member', 'member.id'),
		field('userName', 'name', "The member's name", 'member.name'),
		field('email', 'text', 'Email address', 'member.user.email'),
		field(
			'joined',
			'yes/no',
			'Whether the member has joined the queue and so receives its conversations',
			'member.joined',
		),
		field('memberBy', 'text', 'How the member was added to the queue: `user` or `group`', 'member.memberBy'),
		field('ringNumber', 'number', 'The bullseye ring', 'member.ringNumber'),
		field(
			'routingStatus',
			'text',
			'`IDLE`, `INTERACTING`, `OFF_QUEUE`, … now',
			'member.routingStatus.status',
		),
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

export const divisionSheet = sheet(
	'divisions',
	'One row per division.',
	...named('division', 'division'),
	description,
	listed(
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
	modified('dateModified'),
);

export const groupSheet = sheet(
	'groups',
	'One row per group.',
	...named('group', 'group'),
	description,
	listed('type', 'text', '`official` or `social`', 'type'),
	listed('visibility', 'text', 'Who can see it', 'visibility'),
	state,
	memberCount,
	modified('dateModified'),
);

export const presenceDefinitionSheet = sheet(
	'presenceDefinitions',
	'One row per presence that users can have, including those that are no longer in use.',
	listed('presenceId', 'id', 'The presence', 'id'),
	column('presenceName', 'name', "The organization's name for it", 'name, languageLabels', presenceNameOf),
	listed('systemPresence', 'text', 'What it counts as: `Available`, `Busy`, `Break`, …', 'systemPresence'),
	listed('type', 'text', '`System`, or `User` if the organization defined it', 'type'),
	listed('divisionId', 'id', 'The division it belongs to', 'divisionId'),
	listed('deactivated', 'yes/no', 'Whether it is no longer in use', 'deactivated'),
);

export const flowSheet = sheet(
	'flows',
	'One row per Architect flow.',
	...named('flow', 'flow'),
	listed('type', 'text', '`inboundcall`, `bot`, `digitalbot`, `inqueuecall`, …', 'type'),
	description,
	...division,
	listed('active', 'yes/no', 'Whether it is in use', 'active'),
	listed('system', 'yes/no', "Whether it is one of Genesys Cloud's own", 'system'),
	listed('deleted', 'yes/no', 'Whether it has been deleted', 'deleted'),
	listed('publishedVersion', 'text', 'The published version', 'publishedVersion.name'),
	listed('publishedTime', 'time', 'When that version was published', 'publishedVersion.datePublished'),
);

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

export const evaluationFormSheet = sheet(
	'evaluationForms',
	'One row per published version of an evaluation form; versions of a form share `formContextId`.',
	...formColumns(),
	listed('weightMode', 'text', 'How its questions are weighted', 'weightMode'),
);

export const surveyFormSheet = sheet(
	'surveyForms',
	'One row per published version of a survey form; versions of a form share `formContextId`.',
	...formColumns(),
	listed('language', 'text', 'The language of the form', 'language'),
	listed('disabled', 'yes/no', 'Whether it is switched off', 'disabled'),
);

function formColumns(): [Column<Listed>, ...Array<Column<Listed>>] {
	return [
		listed('formId', 'id', 'This version of the form', 'id'),
		listed('formName', 'name', "The form's name", 'name'),
		listed('formContextId', 'id', 'The form, the same for all its versions', 'contextId'),
		...division,
		listed('published', 'yes/no', 'Whether it is published', 'published'),
		modified('modifiedDate'),
	];
}

export const topicSheet = sheet(
	'topics',
	'One row per topic of speech and text analytics.',
	...named('topic', 'topic'),
	description,
	listed('dialect', 'text', 'The language of its phrases', 'dialect'),
	listed('published', 'yes/no', 'Whether it is published', 'published'),
	listed('strictness', 'text', 'How exactly phrases must match, in percent', 'strictness'),
	listed('participants', 'text', 'Whose words count: `All`, `Internal` or `External`', 'participants'),
	listed('tags', 'texts', 'Its tags', 'tags'),
	listed('programCount', 'count', 'How many programs use it', 'programsCount'),
	listed('phraseCount', 'count', 'How many phrases it has', 'phrasesCount'),
	modified('dateModified'),
);
