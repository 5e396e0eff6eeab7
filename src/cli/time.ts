/** What it is: a moment of virtual time as people write it. */

import { usageTrouble } from './trouble.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  us: 1,
  µs: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
};

/** Microseconds: a plain number is µs; 12.5ms, 3s, 2m and 800us have units. */
export function readTime(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-zµ]*)$/.exec(text);
  const unit = UNITS[match?.[2] ?? 'none'];
  if (match === null || unit === undefined)
    throw usageTrouble(`--at is a time such as 1500, 12.5ms or 3s, not ${text}.`);
  return Math.round(Number(match[1]) * unit);
}
