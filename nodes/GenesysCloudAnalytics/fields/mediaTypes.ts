import { choiceIfAdded, severalOf, type Option } from './kinds';

/** The API's media types, those that most contact centers have first. */
const OPTIONS = [
	['voice', 'Voice'],
	['callback', 'Callback'],
	['message', 'Message', 'Web messaging, SMS, WhatsApp, …'],
	['chat', 'Chat'],
	['email', 'Email'],
	['video', 'Video'],
	['cobrowse', 'Cobrowse'],
	['screenshare', 'Screen Share'],
	['screenmonitoring', 'Screen Monitoring'],
	['internalmessage', 'Internal Message'],
	['unknown', 'Unknown'],
] as const satisfies ReadonlyArray<Option<string>>;

export const mediaTypes = severalOf({
	displayName: 'Media Types',
	byDefault: [],
	isFilter: true,
	description: 'Only conversations of these media types',
	options: OPTIONS,
});

export const direction = choiceIfAdded({
	displayName: 'Direction',
	byDefault: 'inbound',
	isFilter: true,
	description: 'Who started the conversation',
	options: [
		['inbound', 'Inbound', 'The customer'],
		['outbound', 'Outbound', 'The contact center'],
	],
});
