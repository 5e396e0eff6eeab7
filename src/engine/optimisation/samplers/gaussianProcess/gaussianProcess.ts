/**
 * What it is: Bayesian optimisation: a Gaussian process of what is known, and the next trial where it expects the
 * greatest improvement.
 * Sources: D. Jones, M. Schonlau, W. Welch 1998; J. Snoek, H. Larochelle, R. Adams, "Practical Bayesian Optimization of Machine
 * Learning Algorithms", NeurIPS 2012 (Matérn 5/2, a length for each coordinate).
 * Parallel trials: one that runs is believed to end as the process predicts (the kriging believer of D. Ginsbourger,
 * R. Le Riche, L. Carraro 2010), which leaves nothing to hope for in its neighbourhood.
 * Several objectives: one weighting of them for each trial, by chance (J. Knowles, "ParEGO", IEEE Transactions on
 * Evolutionary Computation 10 (2006) 50-66).
 * Pruned and paused trials count with the last they showed, failed ones as the worst that is known.
 * Beside a search that has settled another begins anew (freshStart.ts).
 * Cost: points³; beyond POINTS_MAX trials only the best half of so many and the newest are learned from.
 */

import { exp } from '../../../base/maths.ts';
import type { Choices } from '../../../base/choices.ts';
import type { Assignment } from '../../space/space.ts';
import type { Trial } from '../../trial.ts';
import { assignmentAt } from '../../space/encoding.ts';
import { freshAssignment } from '../fresh.ts';
import { drawHaltonSeed, haltonPoint } from '../halton.ts';
import { lossOf } from '../ranking.ts';
import type { Asking, Sampler, Study } from '../sampler.ts';
import { suggest } from '../sampler.ts';
import { featureTable, writeFeatures } from './features.ts';
import type { FeatureTable } from './features.ts';
import { fitProcess } from './fit.ts';
import { hasSettled, joinFreshStart } from './freshStart.ts';
import type { FreshStart } from './freshStart.ts';
import type { Process } from './process.ts';
import { learnProcess, predict } from './process.ts';
import { scalarise, standardise } from './scaling.ts';
import { mostPromising } from './search.ts';

export interface GaussianProcessSetting {
  readonly kind: 'gaussianProcess';
  /** Evenly spread trials before the first is chosen by the process. */
  readonly startupTrials: number;
}

export interface GaussianProcessState {
  readonly kind: 'gaussianProcess';
  readonly setting: GaussianProcessSetting;
  readonly study: Study;
  seed: number | undefined;
  /** Evenly spread trials suggested. */
  spread: number;
  readonly fresh: FreshStart;
  /** Of each search, the lengths and variances found last, and with how many points. */
  readonly learned: Record<Scope, Learned>;
}

/** All trials, or those of the search that was begun anew. */
type Scope = 'whole' | 'fresh';

interface Learned {
  theta: readonly number[] | undefined;
  rows: number;
}

/** The setting that is right when nothing is known. */
export const GAUSSIAN_PROCESS_DEFAULT: GaussianProcessSetting = {
  kind: 'gaussianProcess',
  startupTrials: 10,
};

const POINTS_MAX = 200;
const ELITE = 5;
/** Up to so many points the lengths are looked for anew each time; then whenever there are a fifth more. */
const THOROUGH_UP_TO = 25;
const THOROUGH_GROWTH = 1.2;

/** Expected improvement over a process fitted to all trials. */
export const gaussianProcessSampler: Sampler<GaussianProcessSetting, GaussianProcessState> = {
  begin: (setting, study) => ({
    kind: 'gaussianProcess',
    setting,
    study,
    seed: undefined,
    spread: 0,
    fresh: { trials: [] },
    learned: {
      whole: { theta: undefined, rows: 0 },
      fresh: { theta: undefined, rows: 0 },
    },
  }),
  ask(state, asking) {
    const { study } = state;
    const { trialId, trials, choices } = asking;
    const known = knownTrials(trials, study, choices);
    const first = askProcess(state, asking, known, 'whole');
    // Weighted anew each time, several objectives never settle.
    if (trialId % 2 === 1 || study.objectives > 1 || !first.isSettled)
      return suggest(first.assignment);
    const own = joinFreshStart(state.fresh, known, trialId);
    return suggest(askProcess(state, asking, own, 'fresh').assignment);
  },
  tell: () => undefined,
};

/** What a process that knows these trials would try next, and whether it expects next to nothing of it. */
function askProcess(
  state: GaussianProcessState,
  { trials, choices }: Asking,
  known: readonly Known[],
  scope: Scope,
): { readonly assignment: Assignment; readonly isSettled: boolean } {
  const { study, setting } = state;
  const { space } = study;
  const table = featureTable(space);
  // As many values as parameters tell nothing yet; those by chance are spread before any is chosen.
  const isSpread = known.length < Math.max(2, setting.startupTrials);
  const process = isSpread ? undefined : learn(state, table, known, scope);
  if (process === undefined) {
    state.seed ??= drawHaltonSeed(choices);
    const { seed } = state;
    const spread = (): Assignment =>
      assignmentAt(space, haltonPoint(seed, space.parameters.length, state.spread++));
    return { assignment: freshAssignment(space, trials, spread, choices), isSettled: false };
  }
  const { values } = process.observations;
  const ranked = known.toSorted((one, other) => one.loss - other.loss);
  const hope = {
    space,
    table,
    process: withRunning(process, table, study, trials),
    best: Math.min(...values),
    elite: ranked.slice(0, ELITE).map(({ assignment }) => assignment),
  };
  let score = -Infinity;
  const make = (): Assignment => {
    const found = mostPromising(hope, choices);
    ({ score } = found);
    return found.assignment;
  };
  const assignment = freshAssignment(space, trials, make, choices);
  const noise = exp(process.theta[table.columns + 1] as number);
  return { assignment, isSettled: hasSettled(values, noise, exp(score)) };
}

interface Known {
  readonly id: number;
  readonly assignment: Assignment;
  readonly loss: number;
}

/** Every trial that has something to show or failed, with one number for how bad it is. */
function knownTrials(trials: readonly Trial[], study: Study, choices: Choices): readonly Known[] {
  const complete = trials.filter(({ state }) => state === 'complete');
  const losses =
    study.objectives === 1
      ? complete.map(lossOf)
      : scalarise(
          complete.map(({ values }) => values),
          choices,
        );
  const lossById = new Map(complete.map(({ id }, i) => [id, losses[i] as number]));
  const shown = trials.map((trial): number | undefined => {
    const { id, state, intermediates } = trial;
    const isStopped = state === 'pruned' || state === 'paused';
    const last = isStopped && study.objectives === 1 ? intermediates.at(-1)?.value : undefined;
    return lossById.get(id) ?? (Number.isFinite(last) ? last : undefined);
  });
  const worst = shown.reduce<number>((most, loss) => Math.max(most, loss ?? -Infinity), -Infinity);
  if (worst === -Infinity) return [];
  const known = trials.flatMap(({ id, state, assignment }, i): Known[] =>
    state === 'running' ? [] : [{ id, assignment, loss: shown[i] ?? worst }],
  );
  if (known.length <= POINTS_MAX) return known;
  const half = POINTS_MAX / 2;
  const best = new Set(known.toSorted((one, other) => one.loss - other.loss).slice(0, half));
  const newest = known.filter((one) => !best.has(one)).slice(-half);
  return [...best, ...newest];
}

function learn(
  state: GaussianProcessState,
  table: FeatureTable,
  known: readonly Known[],
  scope: Scope,
): Process | undefined {
  const learned = state.learned[scope];
  const { columns } = table;
  const rows = known.length;
  const points = new Float64Array(rows * columns);
  known.forEach(({ assignment }, i) =>
    writeFeatures(state.study.space, table, assignment, points, i * columns),
  );
  const values = standardise(known.map(({ loss }) => loss));
  const isThorough = rows <= THOROUGH_UP_TO || rows >= learned.rows * THOROUGH_GROWTH;
  if (isThorough) learned.rows = rows;
  const process = fitProcess({ rows, columns, points, values }, learned.theta, {
    isThorough,
    stepsMax: isThorough ? 30 : 8,
  });
  if (process !== undefined) learned.theta = Array.from(process.theta);
  return process;
}

/** The process with running trials taken to end as it predicts. */
function withRunning(
  process: Process,
  table: FeatureTable,
  { space }: Study,
  trials: Asking['trials'],
): Process {
  const running = trials.filter(({ state }) => state === 'running');
  if (running.length === 0) return process;
  const { columns } = table;
  const { rows, points, values } = process.observations;
  const more = rows + running.length;
  const allPoints = new Float64Array(more * columns);
  const allValues = new Float64Array(more);
  allPoints.set(points);
  allValues.set(values);
  running.forEach(({ assignment }, i) => {
    const at = (rows + i) * columns;
    writeFeatures(space, table, assignment, allPoints, at);
    allValues[rows + i] = predict(process, allPoints.subarray(at, at + columns)).mean;
  });
  const observations = {
    rows: more,
    columns,
    points: allPoints,
    values: allValues,
  };
  return learnProcess(observations, process.theta) ?? process;
}
