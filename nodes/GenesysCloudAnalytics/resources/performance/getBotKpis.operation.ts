import { BOT_KPIS } from '../../kpis/subjectKpis';
import { kpiOperation } from './subjects';

// A constant, because n8n's lint wants inline options in alphabetical order.
const groups = [
	{ name: 'Bot', value: 'botId' },
	{ name: 'Bot Name', value: 'botName' },
	{ name: 'Bot Version', value: 'botVersion' },
	{ name: 'Final Intent', value: 'botFinalIntent' },
	{ name: 'Intent', value: 'botIntent' },
	{ name: 'Result', value: 'botResult' },
	{ name: 'Media Type', value: 'mediaType' },
	{ name: 'Language', value: 'languageCode' },
];

export const getBotKpis = kpiOperation('bots', BOT_KPIS, groups, {
	value: 'getBotKpis',
	name: 'Get Bot KPIs',
	action: 'Get bot KPIs',
	description:
		'Get the number and length of bot sessions in a time range, with containment, turns, intents and recognition failures, by bot, intent and so on',
});
