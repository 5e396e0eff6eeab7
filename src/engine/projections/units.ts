/** What it is: numbers as people read them: times, money, shares. No locale: the same everywhere. */

import { MICROS_PER_MILLI, MICROS_PER_SECOND } from '../base/units.ts';

/** "640 µs", "12.4 ms", "3.20 s", "2 min 05 s". */
export function sayMicros(micros: number): string {
  if (micros < 0) return `−${sayMicros(-micros)}`;
  if (micros < MICROS_PER_MILLI) return `${Math.round(micros)} µs`;
  if (micros < MICROS_PER_SECOND) return `${threeDigits(micros / MICROS_PER_MILLI)} ms`;
  const seconds = micros / MICROS_PER_SECOND;
  if (seconds < 60) return `${threeDigits(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Minor units with two decimals: 12345 → "123.45". */
export function sayMoney(minor: number): string {
  const sign = minor < 0 ? '−' : '';
  const whole = Math.abs(Math.round(minor));
  return `${sign}${sayWhole(Math.floor(whole / 100))}.${String(whole % 100).padStart(2, '0')}`;
}

/** 0.9333 → "93.3 %". */
export function sayShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Thousands set off by a thin space: 1234567 → "1 234 567". */
export function sayWhole(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');
}

function threeDigits(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A number with four digits that count, without zeros at its end. */
export function sayFigure(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}
