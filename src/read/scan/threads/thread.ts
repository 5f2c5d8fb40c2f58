// The inside of a thread that looks at pages, one at a time.
export { lookAt as default } from '../look.js';
