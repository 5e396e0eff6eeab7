/**
 * What it is: made-up combinatorial auctions after the published recipes, for tests and benchmarks.
 * Sources: regions and arbitrary of the CATS test suite (Leyton-Brown, Pearson, Shoham 2000) with its default
 * parameters; uniform and decay of T. Sandholm, "Algorithm for Optimal Winner Determination" (2002).
 * Values are whole numbers. Of the bids of one bidder at most one may win (an XOR row each).
 */

import { SeededChoices } from '../../../../base/choices.ts';
import type { Choices } from '../../../../base/choices.ts';
import { packingOf } from './packing.ts';
import type { Packing, PackingColumn } from './packing.ts';

export interface Instance {
  readonly items: number;
  readonly bids: readonly {
    readonly bidder: number;
    readonly items: readonly number[];
    readonly value: number;
  }[];
}

export const RECIPES = ['regions', 'arbitrary', 'uniform', 'decay'] as const;
export type Recipe = (typeof RECIPES)[number];

const VALUE_MOST = 100;
const DEVIATION = 0.5;
const REMOVE_EDGE = 0.1;
const DIAGONAL = 0.2;
const ANOTHER = 0.9;
const JUMP = 0.05;
const ADDITIVITY = 0.2;
const BUDGET = 1.5;
const RESALE = 0.5;
const SUBSTITUTES = 5;
const SCALE = 100;

/** The auction of a recipe and a seed. */
export function makeInstance(recipe: Recipe, items: number, bids: number, seed: number): Instance {
  const choices = SeededChoices.named(seed, `${recipe}/${items}/${bids}`);
  if (recipe === 'uniform') return byOne(items, bids, choices, () => 5);
  if (recipe === 'decay') return byOne(items, bids, choices, () => decayedSize(items, choices));
  return cats(recipe, items, bids, choices);
}

/** Independent bids of one bidder each. */
function byOne(items: number, bids: number, choices: Choices, size: () => number): Instance {
  const made: Instance['bids'][number][] = [];
  for (let bidder = 0; bidder < bids; bidder++) {
    const wanted = Math.min(items, size());
    const chosen = new Set<number>();
    while (chosen.size < wanted) chosen.add(choices.below(items));
    const price = 500 + choices.fraction() * 500;
    made.push({ bidder, items: [...chosen], value: Math.max(1, Math.round(price * wanted)) });
  }
  return { items, bids: made };
}

function decayedSize(items: number, choices: Choices): number {
  let size = 1;
  while (size < items && choices.fraction() < 0.75) size++;
  return size;
}

/** Who is next to whom: a grid with some edges gone and some diagonals (regions), or anybody by chance (arbitrary). */
function neighbourhood(recipe: Recipe, side: number, choices: Choices): number[][] {
  const count = side * side;
  const near = Array.from({ length: count }, (): number[] =>
    Array.from({ length: count }, () => 0),
  );
  const link = (x: number, y: number, weight: number): void => {
    near[x]![y] = weight;
    near[y]![x] = weight;
  };
  if (recipe === 'arbitrary') {
    for (let x = 0; x < count; x++)
      for (let y = x + 1; y < count; y++) link(x, y, choices.fraction());
    return near;
  }
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const at = row * side + column;
      const right = column + 1 < side;
      const below = row + 1 < side;
      if (right && choices.fraction() >= REMOVE_EDGE) link(at, at + 1, 1);
      if (below && choices.fraction() >= REMOVE_EDGE) link(at, at + side, 1);
      if (right && below && choices.fraction() < DIAGONAL) link(at, at + side + 1, 1);
      if (column > 0 && below && choices.fraction() < DIAGONAL) link(at, at + side - 1, 1);
    }
  return near;
}

interface Bidder {
  readonly values: readonly number[];
  readonly chances: readonly number[];
}

function pick(weights: readonly number[], choices: Choices): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = choices.fraction() * total;
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i]!;
    if (rest < 0) return i;
  }
  return weights.length - 1;
}

function addItem(
  bundle: number[],
  near: number[][],
  bidder: Bidder,
  canJump: boolean,
  choices: Choices,
): void {
  const all = bidder.chances.map((chance, item) => (bundle.includes(item) ? 0 : chance));
  const isJump = canJump && choices.fraction() < JUMP;
  const beside = all.map(
    (chance, item) => chance * bundle.reduce((sum, own) => sum + near[own]![item]!, 0),
  );
  const weights = isJump || beside.every((weight) => weight === 0) ? all : beside;
  if (weights.some((weight) => weight > 0)) bundle.push(pick(weights, choices));
}

function cats(recipe: Recipe, items: number, bids: number, choices: Choices): Instance {
  const side = Math.floor(Math.sqrt(items));
  const count = side * side;
  const near = neighbourhood(recipe, side, choices);
  const common = Array.from({ length: count }, () => 1 + choices.fraction() * (VALUE_MOST - 1));
  const made: Instance['bids'][number][] = [];
  for (let bidder = 0; made.length < bids; bidder++) {
    const own = common.map(() => (choices.fraction() * 2 - 1) * DEVIATION * VALUE_MOST);
    const chances = own.map((p) => (p + DEVIATION * VALUE_MOST) / (2 * DEVIATION * VALUE_MOST));
    const values = common.map((value, item) => value + own[item]!);
    const worth = (bundle: readonly number[]): number =>
      bundle.reduce((sum, item) => sum + values[item]!, 0) + bundle.length ** (1 + ADDITIVITY);
    const grow = (first: number, size: number | undefined): number[] => {
      const bundle = [first];
      const isMore = (): boolean =>
        bundle.length < count &&
        (size === undefined ? choices.fraction() <= ANOTHER : bundle.length < size);
      while (isMore()) addItem(bundle, near, { values, chances }, recipe === 'regions', choices);
      return bundle;
    };
    const first = grow(pick(chances, choices), undefined);
    if (worth(first) <= 0) continue;
    const resale = RESALE * first.reduce((sum, item) => sum + common[item]!, 0);
    const others = first
      .map((item) => grow(item, first.length))
      .filter(
        (bundle) =>
          worth(bundle) > 0 &&
          worth(bundle) <= BUDGET * worth(first) &&
          bundle.reduce((sum, item) => sum + common[item]!, 0) >= resale,
      )
      .toSorted((x, y) => worth(y) - worth(x))
      .slice(0, SUBSTITUTES);
    const seen = new Set<string>();
    for (const bundle of [first, ...others]) {
      const key = bundle.toSorted((x, y) => x - y).join();
      if (seen.has(key) || made.length >= bids) continue;
      seen.add(key);
      made.push({ bidder, items: bundle, value: Math.max(1, Math.round(worth(bundle) * SCALE)) });
    }
  }
  return { items: count, bids: made };
}

/** An auction as a packing: a row for each item, and one for each bidder with several bids. */
export function packingOfInstance({ items, bids }: Instance): Packing {
  const ownRows = new Map<number, number>();
  for (const { bidder } of bids)
    if (bids.filter((bid) => bid.bidder === bidder).length > 1 && !ownRows.has(bidder))
      ownRows.set(bidder, items + ownRows.size);
  const columns = bids.map((bid): PackingColumn => {
    const own = ownRows.get(bid.bidder);
    return { rows: own === undefined ? bid.items : [...bid.items, own], value: bid.value };
  });
  return packingOf(columns, items + ownRows.size);
}

/** The packing in the format of mathematical programmes that solvers read. */
export function programmeOf({ columnCount, rowCount, starts, rows, values }: Packing): string {
  const byRow = Array.from({ length: rowCount }, (): string[] => []);
  for (let c = 0; c < columnCount; c++)
    for (let k = starts[c]!; k < starts[c + 1]!; k++) byRow[rows[k]!]!.push(`x${c}`);
  const names = Array.from({ length: columnCount }, (_, c) => `x${c}`);
  const constraints = byRow
    .filter((row) => row.length > 1)
    .map((row, i) => ` r${i}: ${row.join(' + ')} <= 1`);
  return [
    'Maximize',
    ` obj: ${names.map((name, c) => `${values[c]!} ${name}`).join(' + ')}`,
    'Subject To',
    ...constraints,
    'Binary',
    ` ${names.join(' ')}`,
    'End',
  ].join('\n');
}
