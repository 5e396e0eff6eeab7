/** What it is: the cursor's virtual time, and how far the run reaches. */

import { useFrame } from '../state/frameStore.ts';
import { formatCount, formatMicros } from '../widgets/format.ts';

export function CursorReadout() {
  const at = useFrame((state) => state.frame?.cursor.at);
  const end = useFrame((state) => state.frame?.end.at);
  const seq = useFrame((state) => state.frame?.cursor.seq);
  if (at === undefined || end === undefined || seq === undefined) return undefined;
  return (
    <dl className="cursor-readout">
      <div>
        <dt className="visually-hidden">Virtual time at the cursor</dt>
        <dd className="cursor-time" data-testid="cursor-time">
          {formatMicros(at)}
        </dd>
        <dt className="visually-hidden">Virtual time of the run</dt>
        <dd className="cursor-end">of {formatMicros(end)}</dd>
      </div>
      <div>
        <dt className="visually-hidden">Events up to the cursor</dt>
        <dd className="cursor-events">{formatCount(seq)} events</dd>
      </div>
    </dl>
  );
}
