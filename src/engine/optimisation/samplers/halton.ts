/**
 * What it is: points that fill the unit cube more evenly than chance does.
 * Source: J. Halton, "On the efficiency of certain quasi-random sequences", Numerische Mathematik 2 (1960) 84-90,
 * with every digit scrambled by a random permutation of its own: A. Owen, "A randomized Halton algorithm in R",
 * arXiv:1706.02808 (2017).
 * Bounds: the number of points is below 2^31; any number of dimensions, each with the next prime as its base.
 */

import type { Choices } from '../../base/choices.ts';
import { SeededChoices, shuffle } from '../../base/choices.ts';

/** Digits after which a place no longer moves a double. */
const PRECISION = 2 ** -40;

/** A seed for one scrambling of the whole sequence. */
export function drawHaltonSeed(choices: Choices): number {
  return choices.word();
}

/** The point of a number from 0 on, every coordinate in [0, 1). Equal seeds give one sequence. */
export function haltonPoint(seed: number, dimensions: number, index: number): Float64Array {
  return haltonSequence(seed, dimensions)(index);
}

/** All points of a sequence by their numbers, for who needs many of them. */
export function haltonSequence(seed: number, dimensions: number): (index: number) => Float64Array {
  const scrambles: Scramble[] = [];
  for (let i = 0, prime = 2; i < dimensions; i++, prime = primeAfter(prime))
    scrambles.push(scrambleOf(seed, i, prime));
  return (index) => Float64Array.from(scrambles, (scramble) => radicalInverse(scramble, index));
}

/** What each digit of a coordinate becomes, from the first after the point on. */
interface Scramble {
  readonly base: number;
  readonly permutations: readonly (readonly number[])[];
}

function scrambleOf(seed: number, dimension: number, base: number): Scramble {
  const choices = SeededChoices.named(seed, `halton ${dimension}`);
  const permutations: number[][] = [];
  for (let share = 1 / base; share > PRECISION; share /= base) {
    const digits = Array.from({ length: base }, (_, digit) => digit);
    shuffle(digits, choices);
    permutations.push(digits);
  }
  return { base, permutations };
}

function radicalInverse({ base, permutations }: Scramble, index: number): number {
  let rest = index;
  let place = 0;
  let share = 1 / base;
  for (const permutation of permutations) {
    place += (permutation[rest % base] as number) * share;
    rest = Math.floor(rest / base);
    share /= base;
  }
  return Math.min(place, 1 - 2 ** -53);
}

function primeAfter(number: number): number {
  for (let candidate = number + 1; ; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++)
      if (candidate % divisor === 0) isPrime = false;
    if (isPrime) return candidate;
  }
}
