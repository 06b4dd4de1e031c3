import type { Resource } from '../operation';
import { get } from './get.operation';
import { getMessages } from './getMessages.operation';
import { getTranscript } from './getTranscript.operation';
import { getMany } from './getAll.operation';

export const conversation: Resource = {
	value: 'conversation',
	name: 'Conversation',
	operations: [getMany, get, getTranscript, getMessages],
	defaultOperation: getMany.value,
};
