import { BOT_KPIS } from '../../kpis/subjectKpis';
import { kpiOperation } from './subjects';

export const getBotKpis = kpiOperation(
	'bots',
	BOT_KPIS,
	[
		['botId', 'Bot'],
		['botName', 'Bot Name'],
		['botVersion', 'Bot Version'],
		['botFinalIntent', 'Final Intent'],
		['botIntent', 'Intent'],
		['botResult', 'Result'],
		['mediaType', 'Media Type'],
		['languageCode', 'Language'],
	],
	{
		value: 'getBotKpis',
		name: 'Get Bot KPIs',
		action: 'Get bot KPIs',
		description:
			'Get the number and length of bot sessions in a time range, with containment, turns, intents and recognition failures, by bot, intent and so on',
		rowPer: 'bot, intent, … and interval: sessions, containment, turns, intents',
		// No catalogue has names of bots.
		byDefault: ['botId', 'botName'],
	},
);
