/**
 * What it is: what a part of a picture shows while it waits for its turn: what it showed in the one before, and of a long
 * table the rows that it had room for. At rest everything is there at once.
 */

import { startTransition, useCallback, useEffect, useState } from 'react';
import { usePlayback } from '../state/playbackStore.ts';
import { turns } from '../state/turns.ts';

/** Rows that are added in a turn. */
const ROWS_A_TURN = 16;

interface Shown<Value> {
  readonly value: Value;
}

/** The value as it is shown: the wanted one at rest, else the one of the latest turn; undefined before the first. */
export function useTurn<Value>(wanted: Value): Shown<Value> | undefined {
  const isAtRest = useRestingCursor();
  const [shown, setShown] = useState<Shown<Value> | undefined>(undefined);
  // Taken over while rendering: what was seen at rest must not give way to something older when it goes on.
  if (isAtRest && shown?.value !== wanted) setShown({ value: wanted });
  const take = useCallback((value: Value) => setShown({ value }), []);
  useAsking(isAtRest || shown?.value === wanted ? undefined : wanted, shown, take);
  return shown;
}

/** How many of so many rows are shown: some more in each turn. */
export function useRowsInTurn(count: number): number {
  const isAtRest = useRestingCursor();
  const [room, setRoom] = useState(ROWS_A_TURN);
  if (isAtRest && room < count) setRoom(count);
  useAsking(room < count ? room + ROWS_A_TURN : undefined, room, setRoom);
  return Math.min(room, count);
}

/** Whether the cursor stays where it is until a person moves it. */
function useRestingCursor(): boolean {
  return usePlayback(({ transport, isChasing }) => transport.phase === 'paused' && !isChasing);
}

/** Asks for a turn to take what is wanted, unless that is undefined; another `shown` says that it is on screen. `take` keeps its identity. */
function useAsking<Value>(
  wanted: Value | undefined,
  shown: unknown,
  take: (value: Value) => void,
): void {
  const [who] = useState(() => ({}));
  useEffect(() => {
    if (wanted === undefined) {
      turns.leave(who);
      return;
    }
    turns.ask(who, () => {
      startTransition(() => {
        take(wanted);
      });
    });
  }, [who, wanted, shown, take]);
  useEffect(() => {
    turns.done(who);
  }, [who, shown]);
  useEffect(() => () => turns.leave(who), [who]);
}
