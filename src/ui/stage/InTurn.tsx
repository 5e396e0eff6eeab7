/**
 * What it is: a part of a picture that is drawn in a turn of its own, so that a picture of many parts is never one long
 * task while the run moves on. At rest it shows what is there at once. A part that is awaited leaves a mark before it is
 * drawn, by which its picture stays out of sight until it is whole: nothing jumps.
 */

import { useMemo } from 'react';
import type { ComponentType } from 'react';
import { useTurn } from './useTurn.ts';

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
