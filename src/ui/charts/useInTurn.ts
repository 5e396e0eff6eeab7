/**
 * What it is: several costly things drawn one after the other, one for each frame that the page paints. Drawing
 * all charts when a frame arrives would be one long task; in turn, each is short and the page stays fluent.
 * What must not take long even once (a chart while the cursor runs) comes in parts, one for each turn.
 */

import { startTransition, useEffect, useRef, useState } from 'react';

export interface InTurn {
  readonly id: string;
  /** How many of its parts are shown. */
  readonly parts: number;
  /** Whether it comes in parts: at rest it may take the time of one frame. */
  readonly isLive: boolean;
}

/**
 * The items as they are shown: one more, one part more, or one newer, for each frame. `wanted` must keep its
 * identity while nothing changes.
 */
export function useInTurn<Item extends InTurn>(wanted: readonly Item[]): readonly Item[] {
  const [shown, setShown] = useState<readonly Item[]>([]);
  const turn = useRef(0);
  // The next turn comes only when the one before is on screen: on a slow machine they would pile up to one task.
  useEffect(() => {
    if (shown === wanted) return undefined;
    const handle = requestAnimationFrame(() => {
      const next = takeTurn(shown, wanted, turn.current++);
      // A transition is rendered in slices, between which the page does what is more urgent.
      startTransition(() => {
        setShown(next);
      });
    });
    return () => cancelAnimationFrame(handle);
  }, [shown, wanted]);
  return shown;
}

/** What is shown after one more turn: `wanted` itself once all has been taken over. */
export function takeTurn<Item extends InTurn>(
  shown: readonly Item[],
  wanted: readonly Item[],
  turn: number,
): readonly Item[] {
  let known = 0;
  while (known < shown.length && shown[known]?.id === wanted[known]?.id) known++;
  const kept = shown.slice(0, known);
  const growing = kept.findIndex(({ parts }, i) => parts < (wanted[i]?.parts ?? 0));
  if (growing >= 0) return renewedAt(shown, wanted, growing);
  const next = wanted[known];
  if (next !== undefined) return [...kept, renewed(undefined, next)];
  if (known < shown.length) return kept;
  const stale = wanted.map((_, i) => i).filter((i) => shown[i] !== wanted[i]);
  if (stale.length <= 1) return wanted;
  const chosen = stale.find((i) => i >= turn % wanted.length) ?? stale[0] ?? 0;
  return renewedAt(shown, wanted, chosen);
}

function renewedAt<Item extends InTurn>(
  shown: readonly Item[],
  wanted: readonly Item[],
  chosen: number,
): readonly Item[] {
  return shown.map((item, i) => (i === chosen ? renewed(item, wanted[i] ?? item) : item));
}

/** An item as it is wanted now, but while the cursor runs with at most one part more than before. */
function renewed<Item extends InTurn>(item: Item | undefined, wanted: Item): Item {
  const parts = item === undefined ? 0 : item.parts + 1;
  return wanted.isLive && parts < wanted.parts ? { ...wanted, parts } : wanted;
}
