/**
 * What it is: where a text stops being JSON. JSON.parse says it too, but in other words in every engine, and not
 * always where.
 * Source: RFC 8259. Shapes: an end is the offset after what was read, or −1 − the offset of the mistake.
 * Cost: one pass; nesting is bounded by whoever calls, since this recurses.
 */

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LITERALS = ['true', 'false', 'null'];
const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
const SHOWN = 12;

/** In a sentence where the text is no JSON, by line and column from 1; undefined if it is. */
export function sayMistake(text: string): string | undefined {
  const end = afterSpace(text, valueEnd(text, 0));
  if (end === text.length) return undefined;
  const at = end < 0 ? -1 - end : end;
  const before = text.slice(0, at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  if (at >= text.length) return `it ends too soon, at ${place}`;
  const found = text.slice(at, at + SHOWN).split(/[\r\n]/)[0] ?? '';
  return found === ''
    ? `the line at ${place} ends too soon`
    : `${found} at ${place} cannot stand there`;
}

function afterSpace(text: string, from: number): number {
  if (from < 0) return from;
  let at = from;
  while (' \t\n\r'.includes(text.charAt(at)) && at < text.length) at++;
  return at;
}

function valueEnd(text: string, from: number): number {
  const at = afterSpace(text, from);
  const first = text.charAt(at);
  if (first === '"') return stringEnd(text, at);
  if (first === '[') return listEnd(text, at, ']', (place) => valueEnd(text, place));
  if (first === '{') return listEnd(text, at, '}', (place) => memberEnd(text, place));
  const literal = LITERALS.find((one) => text.startsWith(one, at));
  if (literal !== undefined) return at + literal.length;
  const number = lengthOf(NUMBER, text, at);
  return number === 0 ? -1 - at : at + number;
}

/** Of items between brackets, the first at `from`. */
function listEnd(
  text: string,
  from: number,
  closing: string,
  itemEnd: (at: number) => number,
): number {
  let at = afterSpace(text, from + 1);
  if (text.charAt(at) === closing) return at + 1;
  for (;;) {
    at = afterSpace(text, itemEnd(at));
    if (at < 0) return at;
    const mark = text.charAt(at);
    if (mark === closing) return at + 1;
    if (mark !== ',') return -1 - at;
    at = afterSpace(text, at + 1);
  }
}

function memberEnd(text: string, at: number): number {
  if (text.charAt(at) !== '"') return -1 - at;
  const colon = afterSpace(text, stringEnd(text, at));
  if (colon < 0) return colon;
  return text.charAt(colon) === ':' ? valueEnd(text, colon + 1) : -1 - colon;
}

function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < SPACE) return -1 - at;
    if (code !== BACKSLASH) continue;
    const escape = lengthOf(ESCAPE, text, at);
    if (escape === 0) return -1 - at;
    at += escape - 1;
  }
  return -1 - text.length;
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
