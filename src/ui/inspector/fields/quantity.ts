/**
 * What it is: numbers as people enter them. Times are stored in whole microseconds and entered in ms or s,
 * money in minor units and entered in euros, shares of a million and entered in per cent.
 */

/** How a stored number is shown: divided by `factor`, followed by `unit`. */
export interface Scale {
  readonly unit: string;
  readonly factor: number;
}

const MICROS: Scale = { unit: 'µs', factor: 1 };
const MILLIS: Scale = { unit: 'ms', factor: 1_000 };
const SECONDS: Scale = { unit: 's', factor: 1_000_000 };
const MINUTES: Scale = { unit: 'min', factor: 60_000_000 };
const TIMES: readonly Scale[] = [MICROS, MILLIS, SECONDS, MINUTES];

/** The scale for a unit of a schema; `usual` is a typical value, such as the default. */
export function scaleOf(unit: string, usual = 0): Scale {
  switch (unit) {
    case 'µs':
      if (usual >= SECONDS.factor) return SECONDS;
      return usual !== 0 && Math.abs(usual) < MILLIS.factor ? MICROS : MILLIS;
    case 'minor units':
      return { unit: '€', factor: 100 };
    case 'ppm':
      return { unit: '%', factor: 10_000 };
    default:
      return { unit, factor: 1 };
  }
}

const QUANTITY = /^([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?)\s*([a-zµ€%]*)$/i;

/** The stored number that was typed, in the scale's unit unless another is typed; undefined when it is none. */
export function parseQuantity(text: string, scale: Scale): number | undefined {
  const match = QUANTITY.exec(
    text
      .trim()
      .replaceAll(/[\s\u202f](?=\d)/g, '')
      .replace('−', '-'),
  );
  if (match === null) return undefined;
  const [, digits = '', unit = ''] = match;
  const factor = factorOf(unit, scale);
  const number = Number(digits.replace(',', '.'));
  if (factor === undefined || !Number.isFinite(number)) return undefined;
  // 0.3 ms is 300 µs and not 299.99999999999994.
  return Number((number * factor).toPrecision(14));
}

function factorOf(unit: string, scale: Scale): number | undefined {
  if (unit === '' || unit === scale.unit) return scale.factor;
  if (!TIMES.some((time) => time.unit === scale.unit)) return undefined;
  const normal = unit === 'us' ? 'µs' : unit;
  return TIMES.find((time) => time.unit === normal)?.factor;
}

const DIGITS = 6;

/** A stored number as it stands in a field, without its unit. */
export function formatQuantity(value: number, scale: Scale): string {
  const shown = value / scale.factor;
  return Number.isInteger(shown) ? String(shown) : String(Number(shown.toPrecision(DIGITS)));
}

/** How much an arrow key changes a stored number. */
export function stepOf(
  scale: Scale,
  isWhole: boolean,
  least: number | undefined,
  most: number | undefined,
): number {
  if (!isWhole && least !== undefined && most !== undefined && most - least <= 2) return 0.05;
  return scale.factor;
}

/** Why a number may not stand there; undefined when it may. */
export function refuseNumber(
  value: number | undefined,
  {
    least,
    most,
    isWhole,
    scale,
  }: {
    readonly least: number | undefined;
    readonly most: number | undefined;
    readonly isWhole: boolean;
    readonly scale: Scale;
  },
): string | undefined {
  if (value === undefined) return `Write a number${scale.unit === '' ? '' : ` in ${scale.unit}`}.`;
  if (isWhole && !Number.isInteger(value)) return 'Write a whole number.';
  const isBelow = least !== undefined && value < least;
  const isAbove = most !== undefined && value > most;
  if (!isBelow && !isAbove) return undefined;
  return `Write ${rangeWords(least, most, scale)}.`;
}

/** `1 to 64`, `at least 0`: a range in words, in the scale's unit. */
export function rangeWords(
  least: number | undefined,
  most: number | undefined,
  scale: Scale,
): string {
  const unit = scale.unit === '' ? '' : ` ${scale.unit}`;
  if (least !== undefined && most !== undefined)
    return `${formatQuantity(least, scale)} to ${formatQuantity(most, scale)}${unit}`;
  if (least !== undefined) return `at least ${formatQuantity(least, scale)}${unit}`;
  return most === undefined ? 'any number' : `at most ${formatQuantity(most, scale)}${unit}`;
}
