/**
 * What it is: a list of any length over the log: only the rows near what is on screen are asked for and only
 * those on screen are drawn. At its end it follows the cursor.
 */

import { useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { LogFilter, LogPage, LogRow } from '../../../engine/projections/frame.ts';
import { frameStore } from '../../state/frameStore.ts';
import type { FrameState } from '../../state/frameStore.ts';
import { viewStore } from '../../state/viewStore.ts';
import { usePaced } from '../usePaced.ts';
import { isAtEnd, pageFor, rowOf, startOf } from './window.ts';

export const ROW_HEIGHT = 22;

export interface RowWindow {
  /** The ref of the element that scrolls. */
  readonly attach: (box: HTMLDivElement | null) => void;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly page: LogPage | undefined;
  /** Rows that fit the filter up to the cursor. */
  readonly total: number;
  /** The row at a place of the list; undefined while it is on its way. */
  row(place: number): LogRow | undefined;
  /** The place in the whole log of the list's first row. */
  readonly start: number;
  readonly isFollowing: boolean;
  follow(): void;
  /** Scrolls no farther than needed to have a place of the log in sight. */
  reveal(place: number): void;
  /** Brings a place of the log into the middle; when the filter changes with it, once the new rows are there. */
  show(place: number, awaitsRows: boolean): void;
}

/** A place to go to, as soon as another page than this one is there. */
interface Jump {
  readonly place: number;
  readonly notOn: LogPage | undefined;
}

const logOf = ({ log }: FrameState) => log;

export function useRowWindow(filter: LogFilter): RowWindow {
  const [scroller, attach] = useState<HTMLDivElement | null>(null);
  const page = usePaced(logOf);
  const [isFollowing, setFollowing] = useState(true);
  const [jump, setJump] = useState<Jump | undefined>(undefined);
  const total = page?.total ?? 0;
  const start = startOf(total);
  // The virtualizer keeps state of its own; nothing here is memoised on it.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: total - start,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const firstShown = start + (items[0]?.index ?? 0);

  useWish(filter, isFollowing ? undefined : firstShown);
  useFollowing(scroller, isFollowing, total, setFollowing);
  useEffect(() => {
    if (jump === undefined || jump.notOn === page) return;
    virtualizer.scrollToIndex(Math.max(0, jump.place - start), { align: 'center' });
    setJump(undefined);
  }, [jump, page, start, virtualizer]);

  return {
    attach,
    virtualizer,
    page,
    total,
    row: (place) => rowOf(page, start + place),
    start,
    isFollowing,
    follow: () => {
      setFollowing(true);
    },
    reveal: (place) => {
      setFollowing(false);
      virtualizer.scrollToIndex(Math.max(0, place - start), { align: 'auto' });
    },
    show: (place, awaitsRows) => {
      setFollowing(false);
      setJump({ place, notOn: awaitsRows ? page : undefined });
    },
  };
}

/** Asks for the rows around the first one shown, or for the newest. */
function useWish(filter: LogFilter, firstShown: number | undefined): void {
  const { kinds, agent, text } = filter;
  const kindList = kinds.join(' ');
  useEffect(() => {
    const wanted = { kinds: kindList === '' ? [] : kindList.split(' '), agent, text };
    const log = pageFor(frameStore.getState().log, firstShown, wanted);
    viewStore.want({ log });
  }, [kindList, agent, text, firstShown]);
  useEffect(
    () => () => {
      viewStore.want({ log: undefined });
    },
    [],
  );
}

/** Holds the list at its end while it follows; scrolling up lets go, scrolling to the end holds on again. */
function useFollowing(
  scroller: HTMLDivElement | null,
  isFollowing: boolean,
  total: number,
  setFollowing: (isFollowing: boolean) => void,
): void {
  useLayoutEffect(() => {
    if (isFollowing) scroller?.scrollTo({ top: scroller.scrollHeight });
  }, [scroller, isFollowing, total]);
  useEffect(() => {
    const box = scroller;
    if (box === null) return undefined;
    const scrolled = (): void => {
      setFollowing(isAtEnd(box.scrollTop, box.clientHeight, box.scrollHeight, ROW_HEIGHT));
    };
    // Only a person's own movement lets go; what the list does itself does not.
    const moves = ['wheel', 'touchmove', 'pointerup', 'keyup'] as const;
    for (const move of moves) box.addEventListener(move, scrolled, { passive: true });
    return () => {
      for (const move of moves) box.removeEventListener(move, scrolled);
    };
  }, [scroller, setFollowing]);
}
