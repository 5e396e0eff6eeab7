/**
 * What it is: a list of any length over the log: only the rows near what is on screen are asked for and only
 * those on screen are drawn. At its end it follows the cursor. All rows are of one height, so which are on
 * screen is a division, whatever the length.
 */

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { LogFilter, LogPage, LogRow } from '../../../engine/projections/frame.ts';
import { frameStore } from '../../state/frameStore.ts';
import type { FrameState } from '../../state/frameStore.ts';
import { viewStore } from '../../state/viewStore.ts';
import { usePaced } from '../usePaced.ts';
import { isAtEnd, pageFor, placesOf, rowOf, startOf, topFor } from './window.ts';
import type { Places } from './window.ts';

export const ROW_HEIGHT = 22;

export interface RowWindow {
  /** The ref of the element that scrolls. */
  readonly attach: (box: HTMLDivElement | null) => void;
  /** The places of the list that are drawn. */
  readonly places: Places;
  /** Of the whole list, in pixels. */
  readonly height: number;
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
  const jump = useRef<Jump | undefined>(undefined);
  const total = page?.total ?? 0;
  const start = startOf(total);
  const count = total - start;
  const height = count * ROW_HEIGHT;
  const { top, shown } = useScroll(scroller, isFollowing);
  const places = placesOf(isFollowing ? height - shown : top, shown, count, ROW_HEIGHT);

  useWish(filter, isFollowing ? undefined : start + places.first);
  useFollowing(scroller, isFollowing, total, setFollowing);
  const scrollTo = (where: 'middle' | 'nearest', place: number): void => {
    if (scroller !== null)
      scroller.scrollTo({ top: topFor(where, place - start, scroller, ROW_HEIGHT) });
  };
  useEffect(() => {
    const { current } = jump;
    if (current === undefined || current.notOn === page || scroller === null) return;
    jump.current = undefined;
    scroller.scrollTo({ top: topFor('middle', current.place - start, scroller, ROW_HEIGHT) });
  }, [page, start, scroller]);

  return {
    attach,
    places,
    height,
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
      scrollTo('nearest', place);
    },
    show: (place, awaitsRows) => {
      setFollowing(false);
      if (awaitsRows) jump.current = { place, notOn: page };
      else scrollTo('middle', place);
    },
  };
}

/** How far a box is scrolled (not kept up to date while the list follows, which is always at its end) and its height. */
function useScroll(
  scroller: HTMLDivElement | null,
  isFollowing: boolean,
): { readonly top: number; readonly shown: number } {
  const [top, setTop] = useState(0);
  const [shown, setShown] = useState(0);
  useEffect(() => {
    if (scroller === null) return undefined;
    const observer = new ResizeObserver(() => {
      setShown(scroller.clientHeight);
    });
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller]);
  useLayoutEffect(() => {
    if (scroller === null || isFollowing) return undefined;
    const scrolled = (): void => {
      setTop(scroller.scrollTop);
    };
    scrolled();
    scroller.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      scroller.removeEventListener('scroll', scrolled);
    };
  }, [scroller, isFollowing]);
  return { top, shown };
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
    // A wheel turned upwards lets go at once: what it moves would be taken back by the next row.
    const turned = ({ deltaY }: WheelEvent): void => {
      if (deltaY < 0 && box.scrollHeight > box.clientHeight) setFollowing(false);
    };
    box.addEventListener('wheel', turned, { passive: true });
    return () => {
      box.removeEventListener('wheel', turned);
      for (const move of moves) box.removeEventListener(move, scrolled);
    };
  }, [scroller, setFollowing]);
}
