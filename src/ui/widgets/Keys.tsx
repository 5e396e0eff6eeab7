/** What it is: a key, or keys pressed together, as caps. */

import { capsOf, isAppleMachine } from '../commands/keys.ts';
import './keys.css';

export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {capsOf(keys, isAppleMachine()).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
