export { renewal as default } from './agreement-review.js';
