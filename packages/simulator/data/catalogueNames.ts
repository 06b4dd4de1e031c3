export const OUTCOME_NAMES = [
	'Balance given',
	'Card blocked',
	'Appointment booked',
	'Adresse geändert',
	'Identified, "strong"',
] as const;

export const MILESTONE_NAMES = [
	'Language chosen',
	'Menu reached',
	'Customer identified',
	'Ziel erkannt',
] as const;

export const TOPIC_NAMES = [
	'Cancellation',
	'Refund',
	'Complaint',
	'Billing question',
	'Supervisor requested',
	'Delivery, late',
	'Thanks',
	'Technical fault',
	'Kündigung',
	'Rechnung fehlt',
	'Password reset',
	'Fraud',
	'Upsell "Gold"',
	'Long hold',
] as const;

export const CATEGORY_NAMES = ['Escalation risk', 'Compliance', 'Churn', 'Lob & Dank'] as const;

export const CAMPAIGN_NAMES = ['Renewals', 'Win-back "Gold"', 'Umfrage, Frühjahr'] as const;

export const CONTACT_LIST_NAMES = ['Contracts ending in June', 'Former customers', 'Kunden, Süd'] as const;

export const DEPARTMENTS = ['Customer Care', 'Back Office', 'Sales, inbound'] as const;

export const TITLES = ['Agent', 'Senior Agent', 'Team Lead'] as const;
