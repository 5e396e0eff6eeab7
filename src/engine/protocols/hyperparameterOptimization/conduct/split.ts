/**
 * What it is: the rows of the connected data set: those that trials are trained on and judged by, fold by fold, and
 * those that no trial sees.
 * Leakage: the assessment trains on the rows of the search and is judged by the others, once, when the search is over.
 */

import type { Choices } from '../../../base/choices.ts';
import { shuffle } from '../../../base/choices.ts';
import { invariant } from '../../../base/invariant.ts';
import { PPM_ONE } from '../../../base/units.ts';
import type { Measure, Objective } from '../../../contract/consultation.ts';
import { datasetFrom } from '../../../learning/data/named.ts';
import { stratifiedFolds, stratifiedSplit } from '../../../learning/data/splits.ts';
import type { TuningParameters } from '../card.ts';
import { functionOf } from '../objectives.ts';
import { rowsAssigned } from '../events.ts';
import type { Effects, Tuning } from './desk.ts';
import type { CoordinatorState } from './state.ts';

/** Rows that train and never judge. */
const TRAINS_ONLY = -1;
/** The share that judges when there is one fold. */
const HELD_OUT_PPM = 250_000;

/** What is searched for, before any row is dealt out. */
export function emptyObjective(parameters: TuningParameters): Objective {
  const { learner, measure, secondMeasure, resource, evaluationUnits: units } = parameters;
  const chosen = functionOf(parameters);
  if (chosen !== undefined) return { kind: 'function', name: chosen.made.name, units };
  const measures: Measure[] = secondMeasure === 'none' ? [measure] : [measure, secondMeasure];
  return {
    kind: 'learner',
    learner: learner === 'any' ? undefined : learner,
    dataset: '',
    rows: [],
    folds: [],
    measures,
    resource,
  };
}

/** Deals the rows out; a test function has none. */
export function splitRows(state: CoordinatorState, context: Tuning, outbox: Effects): void {
  if (state.objective.kind !== 'learner') return;
  const { testShare, folds } = context.parameters;
  const { choices, resources } = context;
  const name = resources.dataset ?? '';
  const found = datasetFrom(name, resources.table);
  invariant(found !== undefined, `no data set "${name}"`);
  // Numbers are spread by chance alone: all rows are of one class.
  const labels = found.task === 'regression' ? new Int32Array(found.rows) : found.labels;
  const split = stratifiedSplit(labels, Math.round(testShare * PPM_ONE), choices);
  // Shuffled, so that the first so many are a fair share.
  const search = Array.from(split.train);
  shuffle(search, choices);
  const test = Array.from(split.test);
  const own = Int32Array.from(search, (row) => labels[row] as number);
  const dataset = { ...state.objective, dataset: name };
  state.objective = { ...dataset, rows: search, folds: foldsOf(own, folds, choices) };
  state.assessment = {
    ...dataset,
    rows: [...search, ...test],
    folds: [...search.map(() => TRAINS_ONLY), ...test.map(() => 0)],
  };
  state.searchRows = search.length;
  state.testRows = test.length;
  assign('search', search, outbox);
  assign('assessment', test, outbox);
}

function foldsOf(labels: Int32Array, folds: number, choices: Choices): readonly number[] {
  if (folds > 1)
    return Array.from(stratifiedFolds(labels, Math.min(folds, labels.length), choices));
  const { test } = stratifiedSplit(labels, HELD_OUT_PPM, choices);
  const judging = new Set(test);
  return Array.from(labels, (_, row) => (judging.has(row) ? 0 : TRAINS_ONLY));
}

function assign(purpose: string, rows: readonly number[], outbox: Effects): void {
  outbox.record(rowsAssigned, { purpose, rows: JSON.stringify(rows), count: rows.length });
}
