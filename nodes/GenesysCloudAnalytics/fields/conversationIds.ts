import { UserFacingError } from '../messages/userFacingError';
import { isNothing, onNothing, type Field } from './field';
import { list, text } from './kinds';

const LABEL = 'Conversation (Interaction) ID';

const field = text({
	displayName: LABEL,
	placeholder: 'e.g. 3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
	description:
		'The ID of the conversation, which Genesys Cloud shows as the interaction ID, or the address of its page. Separate several with commas.',
});

/** In a pasted address, the first id after this is the conversation's; later ones may be those of tabs. */
const IN_ADDRESS = /\/(?:interactions|conversations)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;

/** One conversation or several, by id or address; each once. */
export const conversationIds: Field<string[]> = {
	properties: (name) => field.properties(name).map((property) => ({ ...property, required: true })),
	read: (form, name) => {
		const { value, isExpression } = form.given(name);
		if (isExpression && isNothing(value)) onNothing(form, LABEL, false);
		const ids = list(value).map((each) => IN_ADDRESS.exec(each)?.[1] ?? each);
		if (ids.length > 0) return [...new Set(ids)];
		throw new UserFacingError('The conversation ID is missing', 'Enter the ID of at least one conversation.');
	},
};
