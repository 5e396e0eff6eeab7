/**
 * What it is: a part of a picture that is drawn in a turn of its own, so that a picture of many parts is never one long
 * task while the run moves on. At rest it shows what is there at once. A part that is awaited leaves a mark before it is
 * drawn, by which its picture stays out of sight until it is whole: nothing jumps.
 */

import { startTransition, useEffect, useMemo, useState } from 'react';
import type { ComponentType } from 'react';
import { usePlayback } from '../state/playbackStore.ts';
import { turns } from '../state/turns.ts';

export interface InTurnProps<Stage> {
  readonly stage: Stage;
  /** The same component every time. */
  readonly part: ComponentType<{ readonly stage: Stage }>;
  /** Whether its picture is not to be seen without it. */
  readonly isAwaited?: boolean;
}

export function InTurn<Stage>({ stage, part: Part, isAwaited = false }: InTurnProps<Stage>) {
  const shown = useTurn(stage);
  // The same element while nothing newer is shown: the picture around it draws itself more often.
  const drawn = useMemo(() => shown && <Part stage={shown.value} />, [Part, shown]);
  return drawn ?? (isAwaited ? <span hidden data-awaited /> : undefined);
}

interface Shown<Value> {
  readonly value: Value;
}

/** The value as it is shown: the wanted one at rest, else the one of the latest turn; undefined before the first. */
function useTurn<Value>(wanted: Value): Shown<Value> | undefined {
  const isAtRest = usePlayback(
    ({ transport, isChasing }) => transport.phase === 'paused' && !isChasing,
  );
  const [who] = useState(() => ({}));
  const [shown, setShown] = useState<Shown<Value> | undefined>(undefined);
  // Taken over while rendering: what was seen at rest must not give way to something older when it goes on.
  if (isAtRest && shown?.value !== wanted) setShown({ value: wanted });
  useEffect(() => {
    if (isAtRest || shown?.value === wanted) {
      turns.leave(who);
      return;
    }
    turns.ask(who, () => {
      startTransition(() => {
        setShown({ value: wanted });
      });
    });
  }, [who, isAtRest, shown, wanted]);
  useEffect(() => {
    turns.done(who);
  }, [who, shown]);
  useEffect(() => () => turns.leave(who), [who]);
  return shown;
}
