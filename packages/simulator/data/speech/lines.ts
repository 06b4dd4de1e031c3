/** What people say; a line about something names the topic. */
export interface Line {
	text: string;
	sentiment?: -1 | 0 | 1;
	topic?: string;
}

export const CUSTOMER_LINES: readonly Line[] = [
	{ text: 'Hello, I have a question about my bill.', sentiment: 0, topic: 'Billing question' },
	{ text: "I've been waiting for a week, this is unacceptable!", sentiment: -1, topic: 'Complaint' },
	{ text: 'I want to cancel my contract.', sentiment: -1, topic: 'Cancellation' },
	{ text: 'Could I speak to your supervisor?', sentiment: -1, topic: 'Supervisor requested' },
	{ text: 'Thank you, that was very helpful.', sentiment: 1, topic: 'Thanks' },
	{ text: 'Great, that solves it.', sentiment: 1 },
	{ text: 'My card number is 4111 1111 1111 1111.' },
	{ text: 'Ich möchte kündigen, „sofort“.', sentiment: -1, topic: 'Kündigung' },
	{ text: 'I would like my money back, please.', sentiment: 0, topic: 'Refund' },
	{ text: 'OK.' },
	{ text: 'ありがとうございます。', sentiment: 1 },
	{
		text: 'The parcel has not come, and it was promised for Monday.',
		sentiment: -1,
		topic: 'Delivery, late',
	},
];

export const AGENT_LINES: readonly Line[] = [
	{ text: 'Thank you for calling, how can I help?' },
	{ text: 'Let me look that up for you.' },
	{ text: 'I am sorry to hear that.' },
	{ text: 'Would you like to hear about our "Gold" plan?', topic: 'Upsell "Gold"' },
	{ text: 'I have sent you an e-mail.' },
	{ text: 'Is there anything else?' },
	{ text: 'Einen Moment bitte.' },
];

export const FLOW_LINE = 'Welcome. Press 1 for billing, 2 for sales.';
/** What replaces the digits where they may not be seen. */
export const REDACTED = '[CARD_NUMBER]';
export const SENSITIVE = /(?:\d[ -]?){13,19}(?=\D)/;
