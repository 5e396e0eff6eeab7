/**
 * What it is: several costly things drawn one after the other, one for each frame that the page paints. Drawing
 * all charts when a frame arrives would be one long task; in turn, each is short and the page stays fluent.
 */

import { startTransition, useEffect, useRef, useState } from 'react';

/**
 * The items as they are shown: one more, or one newer, for each frame. `wanted` must keep its identity while
 * nothing changes.
 */
export function useInTurn<Item extends { readonly id: string }>(
  wanted: readonly Item[],
): readonly Item[] {
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
export function takeTurn<Item extends { readonly id: string }>(
  shown: readonly Item[],
  wanted: readonly Item[],
  turn: number,
): readonly Item[] {
  let known = 0;
  while (known < shown.length && shown[known]?.id === wanted[known]?.id) known++;
  const kept = shown.slice(0, known);
  const next = wanted[known];
  if (next !== undefined) return [...kept, next];
  if (known < shown.length) return kept;
  const stale = wanted.map((_, i) => i).filter((i) => shown[i] !== wanted[i]);
  if (stale.length <= 1) return wanted;
  const chosen = stale.find((i) => i >= turn % wanted.length) ?? stale[0];
  return shown.map((item, i) => (i === chosen ? (wanted[i] ?? item) : item));
}
