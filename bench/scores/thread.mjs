/** What it is: lets a thread read TypeScript, and starts it. */
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
