/**
 * What it is: reading JSON that a stranger wrote.
 * A scan before parsing bounds size and nesting, because whatever walks the parsed value (schemas, copies)
 * recurses; afterwards keys that could reach a prototype are refused, wherever they stand and however they
 * were escaped.
 * Units: sizes in UTF-16 code units.
 * Errors: returned, never thrown.
 */

import type { Failure, Result } from './result.ts';
import { failure, success } from './result.ts';
import { sayMistake } from './jsonMistake.ts';

export interface JsonLimits {
  readonly charsMax: number;
  readonly depthMax: number;
}

/** Keys with which a document could reach a prototype. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
]);
const BYTE_ORDER_MARK = 0xfeff;

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING_BRACKET = 91;
const CLOSING_BRACKET = 93;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

/** The value that `text` holds, or why it is refused. */
export function parseJson(text: string, limits: JsonLimits): Result<unknown, Failure> {
  if (text.length > limits.charsMax)
    return failure({
      kind: 'tooLarge',
      message: `The text has ${text.length} characters; at most ${limits.charsMax} are read.`,
    });
  if (isDeeperThan(text, limits.depthMax)) return failure(tooDeep(limits.depthMax));
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start));
  } catch {
    const where = sayMistake(text.slice(start)) ?? 'it cannot be read';
    return failure({ kind: 'notOurs', message: `This is not valid JSON: ${where}.` });
  }
  return refuseKeys(value, limits.depthMax);
}

/** The same value, or why it is refused: for values that were parsed or copied elsewhere. */
export function refuseKeys(value: unknown, depthMax: number): Result<unknown, Failure> {
  const problem = findForbidden(value, depthMax);
  return problem === undefined ? success(value) : failure(problem);
}

/** Whether brackets outside texts nest deeper than `depthMax`; needs no stack of its own. */
function isDeeperThan(text: string, depthMax: number): boolean {
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isInText) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) isInText = false;
    } else if (code === QUOTE) isInText = true;
    else if (code === OPENING_BRACE || code === OPENING_BRACKET) {
      if (++depth > depthMax) return true;
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) depth--;
  }
  return false;
}

function findForbidden(root: unknown, depthMax: number): Failure | undefined {
  // Level by level instead of recursion: a cyclic value ends at the depth limit, too.
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthMax) return tooDeep(depthMax);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const [key, inner] of Object.entries(value)) {
        if (FORBIDDEN_KEYS.has(key))
          return { kind: 'corrupt', message: `The key ${key} is not allowed in a document.` };
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
  return undefined;
}

function tooDeep(depthMax: number): Failure {
  return {
    kind: 'corrupt',
    message: `Lists and objects are nested more than ${depthMax} deep.`,
  };
}
