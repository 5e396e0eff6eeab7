/** A thread of `concord explore`: loads the sources as they are, as the command line does. */
import { register } from 'tsx/esm/api';

register();
await import('../src/cli/exploration/thread.ts');
