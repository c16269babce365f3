import { shell } from '../../tasklist/scripts/shell.js';

shell('Throughline Cockpit');

export default [];
