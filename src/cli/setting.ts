/**
 * What it is: `--set PATH=VALUE`: one value in a design's JSON replaced before it is checked.
 * A path is names joined by dots; an entry of a list is named by its place or by its id, so
 * `nodes.replicas.count=7` and `nodes.0.count=7` may mean the same. A value is JSON, or else a text.
 */

import { FORBIDDEN_KEYS } from '../engine/base/safeJson.ts';
import { usageTrouble } from './trouble.ts';

/** A copy of `design` with all settings made, in their order. */
export function applySettings(design: unknown, settings: readonly string[]): unknown {
  const changed: unknown = structuredClone(design);
  for (const setting of settings) applyOne(changed, setting);
  return changed;
}

function applyOne(design: unknown, setting: string): void {
  const split = setting.indexOf('=');
  if (split < 1) throw usageTrouble(`--set is PATH=VALUE, such as seed=7, not ${setting}.`);
  const path = setting.slice(0, split).split('.');
  const value = readValue(setting.slice(split + 1));
  if (path.some((step) => step === '' || FORBIDDEN_KEYS.has(step)))
    throw usageTrouble(`--set ${setting}: ${path.join('.')} is no path into a design.`);
  const last = path.pop() ?? '';
  let here = design;
  for (const step of path) here = enter(here, step, setting);
  if (Array.isArray(here)) here[placeOf(here, last, setting)] = value;
  else if (typeof here === 'object' && here !== null)
    (here as Record<string, unknown>)[last] = value;
  else throw usageTrouble(`--set ${setting}: there is nothing at ${path.join('.')} to set it in.`);
}

function enter(here: unknown, step: string, setting: string): unknown {
  if (Array.isArray(here)) return here[placeOf(here, step, setting)] as unknown;
  if (typeof here === 'object' && here !== null && Object.hasOwn(here, step))
    return (here as Readonly<Record<string, unknown>>)[step];
  throw usageTrouble(`--set ${setting}: the design has no ${step} there.`);
}

function placeOf(list: readonly unknown[], step: string, setting: string): number {
  const place = /^\d+$/.test(step) ? Number(step) : list.findIndex((entry) => hasId(entry, step));
  if (place >= 0 && place < list.length) return place;
  throw usageTrouble(`--set ${setting}: the list has no entry ${step}.`);
}

function hasId(entry: unknown, id: string): boolean {
  return typeof entry === 'object' && entry !== null && 'id' in entry && entry.id === id;
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
