/**
 * What it is: the arithmetic of votes. Every count that a protocol waits for comes from here.
 * Source: Castro and Liskov, OSDI 1999, section 3 (n = 3f + 1, quorums of 2f + 1); for other n the
 * smallest quorums of which any two share an honest member, as in Bracha and Toueg 1985.
 * Units: whole votes or whole weights; thresholds are decimals, compared as they are written. In binary
 * 0.7 is a little less than seven tenths and 0.1 + 0.2 a little more than three: a vote must not hang on
 * that, so the shortest decimal that stands for the number is read as a fraction of whole numbers.
 * Errors: counts that are not whole or below zero, and thresholds that are no decimals, are our bugs.
 */

import { invariant } from './invariant.ts';

/** How many Byzantine members `n` can bear: the largest f with n >= 3f + 1; none of nobody. */
export function faultsTolerated(n: number): number {
  invariant(Number.isSafeInteger(n) && n >= 0, `${n} members`);
  return n === 0 ? 0 : Math.floor((n - 1) / 3);
}

/** The smallest count of n of which any two sets share an honest member when f may lie; 2f+1 of 3f+1. */
export function byzantineQuorum(n: number, f: number): number {
  checkMembers(n, f);
  return Math.ceil((n + f + 1) / 2);
}

/** The smallest count in which at least one is honest when f may lie. */
export function weakQuorum(f: number): number {
  invariant(Number.isSafeInteger(f) && f >= 0, `${f} faults`);
  return f + 1;
}

/** The smallest count that is more than half of n. */
export function majority(n: number): number {
  invariant(Number.isSafeInteger(n) && n >= 0, `${n} members`);
  return Math.floor(n / 2) + 1;
}

/** A fraction of whole numbers. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,4}))?$/;

/** Whether part of whole is at least the threshold: 7 of 10 meets 0.7. Of nothing, nothing is met. */
export function meetsThreshold(part: number, whole: number, threshold: number | string): boolean {
  checkShare(part, whole);
  if (whole === 0) return false;
  const { numerator, denominator } = fractionOf(threshold);
  return BigInt(part) * denominator >= numerator * BigInt(whole);
}

/** The smallest part of whole that meets the threshold; more than whole if the threshold is above 1. */
export function neededFor(whole: number, threshold: number | string): number {
  checkShare(0, whole);
  const { numerator, denominator } = fractionOf(threshold);
  return Number((numerator * BigInt(whole) + denominator - 1n) / denominator);
}

/** Like meetsThreshold, for the weights of those in favour among the weights of all. */
export function weightMeetsThreshold(
  inFavour: readonly number[],
  all: readonly number[],
  threshold: number | string,
): boolean {
  const whole = sumExactly(all);
  const part = sumExactly(inFavour);
  invariant(part <= whole, `weight ${part} of ${whole}`);
  if (whole === 0n) return false;
  const { numerator, denominator } = fractionOf(threshold);
  return part * denominator >= numerator * whole;
}

function sumExactly(weights: readonly number[]): bigint {
  let sum = 0n;
  for (const weight of weights) {
    invariant(Number.isSafeInteger(weight) && weight >= 0, `weight ${weight}`);
    sum += BigInt(weight);
  }
  return sum;
}

/** A decimal as a fraction. A number is read in its shortest decimal form, the one it is written in. */
function fractionOf(threshold: number | string): Fraction {
  const match = DECIMAL.exec(String(threshold));
  invariant(match !== null, `${threshold} is no threshold`);
  const decimals = match[2] ?? '';
  const digits = BigInt(`${match[1] ?? ''}${decimals}`);
  const exponent = Number(match[3] ?? '0') - decimals.length;
  return exponent >= 0
    ? { numerator: digits * powerOfTen(exponent), denominator: 1n }
    : { numerator: digits, denominator: powerOfTen(-exponent) };
}

function powerOfTen(exponent: number): bigint {
  return BigInt(`1${'0'.repeat(exponent)}`);
}

function checkMembers(n: number, f: number): void {
  invariant(Number.isSafeInteger(n) && n >= 1, `${n} members`);
  invariant(Number.isSafeInteger(f) && f >= 0 && f <= n, `${f} faults of ${n}`);
}

function checkShare(part: number, whole: number): void {
  invariant(Number.isSafeInteger(whole) && whole >= 0, `whole ${whole}`);
  invariant(Number.isSafeInteger(part) && part >= 0 && part <= whole, `part ${part} of ${whole}`);
}
