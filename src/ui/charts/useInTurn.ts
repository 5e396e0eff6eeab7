/**
 * What it is: several costly things drawn one after the other, one for each frame that the page paints. Drawing
 * all charts when a frame arrives would be one long task; in turn, each is short and the page stays fluent.
 */

import { useEffect, useRef, useState } from 'react';

/**
 * The items as they are shown: one more, or one newer, for each frame. `wanted` must keep its identity while
 * nothing changes.
 */
export function useInTurn<Item extends { readonly id: string }>(
  wanted: readonly Item[],
): readonly Item[] {
  const [shown, setShown] = useState<readonly Item[]>([]);
  const current = useRef(shown);
  const turn = useRef(0);
  useEffect(() => {
    let handle = requestAnimationFrame(function step() {
      current.current = takeTurn(current.current, wanted, turn.current++);
      setShown(current.current);
      if (current.current !== wanted) handle = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(handle);
  }, [wanted]);
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
