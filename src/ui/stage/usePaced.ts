/**
 * What it is: a part of the frame at the pace of the eye. Pictures made of elements (tables, bars, matrices)
 * follow at most ten times a second while a run plays; the last change always arrives.
 */

import { useEffect, useRef, useState } from 'react';
import { frameStore } from '../state/frameStore.ts';
import type { FrameState } from '../state/frameStore.ts';

const EVERY_MILLIS = 100;

/** The selector must be the same function every time. */
export function usePaced<Part>(selector: (state: FrameState) => Part): Part {
  const [part, setPart] = useState(() => selector(frameStore.getState()));
  const last = useRef(-Infinity);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => {
      timer = undefined;
      last.current = performance.now();
      setPart(() => selector(frameStore.getState()));
    };
    const changed = (): void => {
      if (timer !== undefined) return;
      const left = EVERY_MILLIS - (performance.now() - last.current);
      if (left <= 0) take();
      else timer = setTimeout(take, left);
    };
    take();
    const unsubscribe = frameStore.subscribe(changed);
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [selector]);
  return part;
}
