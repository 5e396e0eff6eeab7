/**
 * What it is: the bars of the fault track: one for each planned fault, where it is planned or where it struck,
 * and one for each thing that a person did. Bars that overlap lie in rows of their own.
 */

import type { Fault } from '../../../engine/document/fault.ts';
import { FAULT_CARDS } from '../../../engine/faults/cards.ts';
import type { Strike } from '../../../engine/projections/frame.ts';
import { agentsOfFault } from '../../state/faultNames.ts';
import { formatMicros } from '../../widgets/format.ts';

export interface FaultBar {
  /** The fault's id, or `intervention/0`. */
  readonly id: string;
  readonly kind: string;
  /** Whether it can be moved: a fault of the open design, struck at a time. */
  readonly fault: Fault | undefined;
  readonly from: number;
  /** Undefined: it lasts. */
  readonly to: number | undefined;
  /** Whether it waits for something that has not happened in the run shown. */
  readonly isWaiting: boolean;
  readonly title: string;
  /** Whom it strikes, as far as the design says. */
  readonly whom: string;
  /** The whole of it in a sentence, for tooltips and who cannot see. */
  readonly words: string;
}

const titleOf = (kind: string): string =>
  FAULT_CARDS.find((card) => card.kind === kind)?.title ?? kind;

/** All bars, planned ones first, in order of the design; `actors` are those of the run that the strikes are of. */
export function barsOf(
  faults: readonly Fault[],
  strikes: readonly Strike[],
  actors: readonly { readonly agentId: string }[] = [],
): readonly FaultBar[] {
  const struck = new Map(strikes.map((strike) => [strike.fault, strike]));
  const planned = faults.map((fault) => plannedBar(fault, struck.get(fault.id)));
  const made = strikes
    .filter(({ fault }) => fault.startsWith('intervention/'))
    .map((strike): FaultBar => {
      const title = titleOf(strike.kind);
      const times = sayTimes(strike.at, strike.until);
      const whom = sayNames(strike.actors.flatMap((actor) => actors[actor]?.agentId ?? []));
      return {
        id: strike.fault,
        kind: strike.kind,
        fault: undefined,
        from: strike.at,
        to: strike.until,
        isWaiting: false,
        title,
        whom,
        words: `${title}${whom === '' ? '' : ` of ${whom}`}, done by hand ${times}`,
      };
    });
  return [...planned, ...made];
}

function plannedBar(fault: Fault, strike: Strike | undefined): FaultBar {
  const title = titleOf(fault.kind);
  const whom = sayNames(agentsOfFault(fault));
  const isInstant = fault.kind === 'reboot';
  const base = { id: fault.id, kind: fault.kind, fault, title, whom };
  if (fault.when === undefined) {
    const to = isInstant ? fault.at : fault.until;
    const times = sayTimes(fault.at, to);
    return {
      ...base,
      from: fault.at,
      to,
      isWaiting: false,
      words: `${title} of ${whom} ${times}`,
    };
  }
  const { event, message, nth } = fault.when;
  const what = `${sayPlace(nth)} ${event}${message === undefined ? '' : ` of ${message}`}`;
  if (strike === undefined)
    return {
      ...base,
      from: fault.at,
      to: fault.until,
      isWaiting: true,
      words: `${title} of ${whom}, waits for the ${what}`,
    };
  return {
    ...base,
    from: strike.at,
    to: isInstant ? strike.at : strike.until,
    isWaiting: false,
    words: `${title} of ${whom} at the ${what}: ${sayTimes(strike.at, strike.until)}`,
  };
}

const PLACES = ['first', 'second', 'third'];

function sayPlace(nth: number): string {
  return PLACES[nth - 1] ?? `${nth}th`;
}

const NAMES_SHOWN = 3;

function sayNames(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  return more <= 0
    ? names.join(', ')
    : `${names.slice(0, NAMES_SHOWN).join(', ')} and ${more} more`;
}

function sayTimes(from: number, to: number | undefined): string {
  if (to === undefined) return `from ${formatMicros(from)} on`;
  return to === from
    ? `at ${formatMicros(from)}`
    : `from ${formatMicros(from)} to ${formatMicros(to)}`;
}

/**
 * The row of each bar: the first in which nothing that it overlaps lies. `least` is how wide a short bar is
 * drawn, `waiting` one that waits, both in µs.
 */
export function rowsOf(
  bars: readonly FaultBar[],
  { least, waiting }: { readonly least: number; readonly waiting: number },
): readonly number[] {
  const ends: number[] = [];
  const order = bars
    .map((bar, place) => ({ bar, place }))
    .toSorted((one, other) => one.bar.from - other.bar.from || one.place - other.place);
  const rows = bars.map(() => 0);
  for (const { bar, place } of order) {
    const free = ends.findIndex((end) => end <= bar.from);
    const row = free < 0 ? ends.length : free;
    ends[row] = bar.isWaiting ? bar.from + waiting : Math.max(bar.to ?? Infinity, bar.from + least);
    rows[place] = row;
  }
  return rows;
}

export type BarPart = 'body' | 'begin' | 'end';

/** The fault after a part of its bar was moved by so much from where it was; one that waits is not moved. */
export function movedFault(fault: Fault, part: BarPart, by: number): Fault {
  if (fault.when !== undefined) return fault;
  const { at, until } = fault;
  switch (part) {
    case 'body': {
      const shift = Math.max(by, -at);
      const moved = { ...fault, at: at + shift };
      return until === undefined ? moved : { ...moved, until: until + shift };
    }
    case 'begin': {
      const most = until === undefined ? Infinity : until - 1;
      return { ...fault, at: Math.min(Math.max(0, at + by), most) };
    }
    case 'end':
      return until === undefined || fault.kind === 'reboot'
        ? fault
        : { ...fault, until: Math.max(at + 1, until + by) };
  }
}

/** The fault with its beginning at a time, before its end. */
export function beganFault(fault: Fault, at: number): Fault {
  return movedFault(fault, 'begin', at - fault.at);
}

/** The fault with an end at a time, where it had none. */
export function endedFault(fault: Fault, until: number): Fault {
  return fault.when !== undefined || fault.kind === 'reboot'
    ? fault
    : { ...fault, until: Math.max(fault.at + 1, until) };
}
