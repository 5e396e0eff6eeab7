/**
 * What it is: numbers as people read them: with units, in few digits, always of the same width where
 * they change. A thin space stands before a unit; figures are tabular by the base style.
 */

const THIN = '\u202f';
const MINUS = '\u2212';

function withSign(value: number, text: string): string {
  return value < 0 ? `${MINUS}${text}` : text;
}

/** Three significant figures below a thousand, no digits after the point from there on. */
function figures(value: number): string {
  if (value >= 100) return value.toFixed(0);
  if (value >= 10) return value.toFixed(1);
  return value.toFixed(2);
}

/** Virtual time or a span of it: 12.4 ms, 1.25 s, 2 min 05 s. */
export function formatMicros(micros: number): string {
  if (!Number.isFinite(micros)) return '–';
  const size = Math.abs(micros);
  if (size === 0) return `0${THIN}ms`;
  if (size < 1_000) return withSign(micros, `${Math.round(size)}${THIN}µs`);
  if (size < 999_950) return withSign(micros, `${figures(size / 1_000)}${THIN}ms`);
  if (size < 60_000_000) return withSign(micros, `${figures(size / 1_000_000)}${THIN}s`);
  const seconds = Math.round(size / 1_000_000);
  const minutes = Math.floor(seconds / 60);
  const rest = String(seconds % 60).padStart(2, '0');
  if (minutes < 60) return withSign(micros, `${minutes}${THIN}min ${rest}${THIN}s`);
  return withSign(
    micros,
    `${Math.floor(minutes / 60)}${THIN}h ${String(minutes % 60).padStart(2, '0')}${THIN}min`,
  );
}

/** A time that somebody set, without the noughts that a measured one has for its width: 5 ms, 1.5 s. */
export function formatSetting(micros: number): string {
  return formatMicros(micros)
    .replace(/(\.\d*?)0+(?!\d)/, '$1')
    .replace(/\.(?!\d)/, '');
}

/** From one such time to another, the unit said once where it is the same: 5 – 15 ms. */
export function formatSettings(from: number, to: number): string {
  const [number = '', unit] = formatSetting(from).split(THIN);
  const upper = formatSetting(to);
  const isSameUnit = from === 0 || upper.endsWith(`${THIN}${unit ?? ''}`);
  return `${isSameUnit ? number : formatSetting(from)} – ${upper}`;
}

/** The cursor's time at a fixed number of places, so that it does not dance: 1.234 s. */
export function formatClock(micros: number): string {
  const seconds = micros / 1_000_000;
  if (seconds < 60) return `${seconds.toFixed(3)}${THIN}s`;
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - minutes * 60).toFixed(3).padStart(6, '0')}`;
}

/** A time in words for a screen reader: 12.4 milliseconds. */
export function spokenMicros(micros: number): string {
  if (micros < 1_000) return `${Math.round(micros)} microseconds`;
  if (micros < 999_950) return `${figures(micros / 1_000)} milliseconds`;
  return `${figures(micros / 1_000_000)} seconds`;
}

/** A count with thin spaces between thousands: 12 345. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return '–';
  const digits = String(Math.round(Math.abs(count)));
  return withSign(count, digits.replaceAll(/\B(?=(?:\d{3})+$)/g, THIN));
}

/** A figure that may be a word already. */
export function formatFigure(figure: string | number): string {
  return typeof figure === 'number' ? formatCount(figure) : figure;
}

/** A count in little room: 950, 12.3 k, 4.56 M. */
export function formatShort(count: number): string {
  const size = Math.abs(count);
  if (size < 1_000) return withSign(count, String(Math.round(size)));
  if (size < 999_500) return withSign(count, `${figures(size / 1_000)}${THIN}k`);
  return withSign(count, `${figures(size / 1_000_000)}${THIN}M`);
}

/** 512 B, 1.20 kB, 3.4 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${Math.round(bytes)}${THIN}B`;
  if (bytes < 999_500) return `${figures(bytes / 1_000)}${THIN}kB`;
  return `${figures(bytes / 1_000_000)}${THIN}MB`;
}

/** A share of one as a percentage: 66.7 %. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  const percent = share * 100;
  const digits = percent === Math.round(percent) ? 0 : 1;
  return `${percent.toFixed(digits)}${THIN}%`;
}

/** Whole minor units as money: 12.50. */
export function formatMoney(minor: number, minorPerMajor = 100, symbol = ''): string {
  const digits = Math.round(Math.log10(minorPerMajor));
  const amount = (Math.abs(minor) / minorPerMajor).toFixed(Math.max(0, digits));
  return withSign(minor, symbol === '' ? amount : `${symbol}${THIN}${amount}`);
}

/** Minor units in the currency of every design: € 12.50. */
export function formatEuros(minor: number): string {
  return formatMoney(minor, 100, '€');
}

/** About how long something will take yet, in few steps, so that it does not dance: 4 s, 25 s, 3 min. */
export function formatRest(millis: number): string {
  const seconds = Math.max(1, Math.round(millis / 1_000));
  if (seconds < 10) return `${seconds}${THIN}s`;
  if (seconds < 55) return `${Math.round(seconds / 5) * 5}${THIN}s`;
  return `${Math.max(1, Math.round(seconds / 60))}${THIN}min`;
}

/** How long ago something happened, in words: just now, 5 min ago, 3 days ago. */
export function formatAgo(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1_000));
  if (seconds < 45) return 'just now';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.round(hours / 24);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** The speed of playback: 0.01×, 1×, 100×. */
export function formatSpeed(speed: number | 'max'): string {
  return speed === 'max' ? 'max' : `${speed}×`;
}

/** "1 event", "3 events": a count with its noun. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
