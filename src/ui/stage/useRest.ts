/**
 * What it is: about how long something that moves on by steps will take yet, by the clock on the wall: from how it went lately,
 * while the run moves. Who pauses or changes the speed begins to count anew.
 */

import { useEffect, useRef, useState } from 'react';
import { usePlayback } from '../state/playbackStore.ts';

interface Step {
  readonly at: number;
  readonly progress: number;
}

/** So many of the latest steps are gone by. */
const STEPS_MOST = 12;

/** Milliseconds; undefined while nobody can know. */
export function useRest(progress: number): number | undefined {
  const isMoving = usePlayback((state) => state.transport.phase === 'playing' || state.isChasing);
  const speed = usePlayback((state) => state.speed);
  const known = useRef<{ readonly pace: string; readonly steps: readonly Step[] }>({
    pace: '',
    steps: [],
  });
  const [rest, setRest] = useState<number | undefined>(undefined);
  const pace = `${isMoving} ${speed}`;
  useEffect(() => {
    const before = known.current;
    const isOn = before.pace === pace && progress >= (before.steps.at(-1)?.progress ?? 0);
    const now = { at: performance.now(), progress };
    const steps = isMoving ? [...(isOn ? before.steps : []), now].slice(-STEPS_MOST) : [];
    known.current = { pace, steps };
    setRest(restOf(steps));
  }, [isMoving, pace, progress]);
  return progress >= 1 ? undefined : rest;
}

/** What is left at the pace of these steps; undefined before the second. */
export function restOf(steps: readonly Step[]): number | undefined {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined || last.progress <= first.progress)
    return undefined;
  return ((1 - last.progress) * (last.at - first.at)) / (last.progress - first.progress);
}
