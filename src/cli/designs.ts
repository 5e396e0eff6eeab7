/** What it is: a design from a file on its way to a run: read, set, planned, with what is to be said about it. */

import type { Design } from '../engine/document/design.ts';
import { readDesign } from '../engine/document/read.ts';
import { compileDesign } from '../engine/plan/compile.ts';
import type { Diagnostic, Plan } from '../engine/plan/plan.ts';
import { designOf, isRecording, readBytes } from './files.ts';
import { applySettings } from './setting.ts';
import { fileTrouble } from './trouble.ts';

/** The design in a file, with settings made; throws Trouble when it is none. */
export function loadDesign(path: string, settings: readonly string[]): Design {
  const bytes = readBytes(path);
  if (isRecording(bytes))
    throw fileTrouble(`${path} is a recording, not a design; concord replay shows it.`);
  const read = designOf(path, bytes);
  if (!read.ok) throw fileTrouble(`${path}: ${read.problem.message}`);
  if (settings.length === 0) return read.value.design;
  const changed = readDesign(applySettings(read.value.design, settings));
  if (!changed.ok) throw fileTrouble(`${path} with what was set: ${changed.problem.message}`);
  return changed.value.design;
}

export interface Planned {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

/** The plan of a design; throws Trouble with the first mistake when there is none. */
export function planDesign(path: string, design: Design, seed: number): Planned {
  const { plan, diagnostics } = compileDesign(design, seed);
  if (plan !== undefined) return { plan, diagnostics };
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const more =
    errors.length > 1 ? ` (and ${errors.length - 1} more; concord validate lists them)` : '';
  throw fileTrouble(`${path} cannot run: ${errors[0]?.message ?? ''}${more}`);
}
