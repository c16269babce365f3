import { shell } from '../../tasklist/scripts/shell.js';

shell('Throughline Admin');

export default [];
