export { cleanUp as default } from './prepared';
