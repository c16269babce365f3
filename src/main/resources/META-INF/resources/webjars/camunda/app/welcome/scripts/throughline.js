import { shell } from '../../tasklist/scripts/shell.js';

shell('Throughline Welcome');

export default [];
