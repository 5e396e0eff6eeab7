/** What it is: the cursor's virtual time, and how far the run reaches. */

import type { TrainingLeft } from '../../engine/projections/frame.ts';
import { useFrame } from '../state/frameStore.ts';
import { formatCount, formatMicros, formatRest, plural } from '../widgets/format.ts';

export function CursorReadout() {
  const at = useFrame((state) => state.frame?.cursor.at);
  const end = useFrame((state) => state.frame?.end.at);
  const seq = useFrame((state) => state.frame?.cursor.seq);
  const training = useFrame((state) => state.frame?.training);
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
        {training === undefined ? (
          <>
            <dt className="visually-hidden">Events up to the cursor</dt>
            <dd className="cursor-events">{formatCount(seq)} events</dd>
          </>
        ) : (
          <>
            <dt className="visually-hidden">Training under way</dt>
            <dd className="cursor-events" data-training title={sayHands(training)}>
              {sayTraining(training)}
            </dd>
          </>
        )}
      </div>
    </dl>
  );
}

/** What trains, and for about how long yet by the clock on the wall. */
function sayTraining({ pieces, millis }: TrainingLeft): string {
  const rest = millis === undefined ? '' : `, ${formatRest(millis)}`;
  return `training ${formatCount(pieces)}${rest}`;
}

function sayHands({ pieces, hands }: TrainingLeft): string {
  return `${plural(pieces, 'piece')} of training, in ${plural(hands, 'worker')}; the clock of the run waits for what is due`;
}
