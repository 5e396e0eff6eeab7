/** What it is: an outcome's fields as people read them: names from camelCase, units from the names. */

import { formatCount, formatEuros, formatMicros, formatShare } from '../../widgets/format.ts';

/** Fields of the market's outcome that are amounts of money in minor units. */
const MONEY = new Set([
  'price',
  'payment',
  'winningBid',
  'revenue',
  'surplus',
  'priceSlope',
  'priceImpact',
  'meanPrice',
  'closingSlope',
]);
/** Fields that are shares of one. */
const SHARES = new Set(['efficiency', 'participation']);
const TIME = /Micros$/;

/** `maxLatencyMicros` → "Max latency". */
export function fieldTitle(name: string): string {
  const words = name
    .replace(TIME, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** A field's value in words; undefined for lists and objects, which other views show. */
function fieldValue(name: string, value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return undefined;
  if (TIME.test(name)) return formatMicros(value);
  if (MONEY.has(name)) return formatEuros(value);
  if (SHARES.has(name)) return formatShare(value);
  return Number.isInteger(value) ? formatCount(value) : value.toFixed(3);
}

/** All fields that can be said in a line. */
export function outcomeRows(
  outcome: Readonly<Record<string, unknown>> | undefined,
): readonly (readonly [title: string, value: string])[] {
  return Object.entries(outcome ?? {}).flatMap(([name, value]) => {
    const said = fieldValue(name, value);
    return said === undefined ? [] : [[fieldTitle(name), said] as const];
  });
}
