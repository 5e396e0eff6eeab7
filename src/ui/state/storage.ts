/**
 * What it is: small preferences in local storage, read as what they are or not at all.
 * What a person made (designs, recordings) does not belong here: see persistence.
 */

import type { z } from 'zod';

/** The part of Web Storage that is used; tests hand in a map. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The value under `key` if there is one and it has the right shape. */
export function readPreference<Value>(
  storage: KeyValueStorage | undefined,
  key: string,
  schema: z.ZodType<Value>,
): Value | undefined {
  try {
    const text = storage?.getItem(key) ?? undefined;
    if (text === undefined) return undefined;
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // A forbidden storage or a damaged text: a preference is not worth a word.
    return undefined;
  }
}

/** Keeps a preference; a storage that refuses is passed over, since nothing of worth is lost. */
export function writePreference(
  storage: KeyValueStorage | undefined,
  key: string,
  value: unknown,
): void {
  try {
    storage?.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden.
  }
}

/** The browser's storage, where there is one and it may be used. */
export function browserStorage(): KeyValueStorage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
