/**
 * What it is: how a candidate of the matrix scores for what is asked, from its row, from recorded runs and from
 * the forecast of its messages. Every part is in 0..1 and says where it comes from.
 * Shrinkage: with k runs a measure counts k parts and its prior four, so that a few lucky runs prove little.
 */

import type { NetworkSettings } from '../document/design.ts';
import { forecastOf } from '../forecast/forecast.ts';
import type { RunMeasure } from './history.ts';
import { LEVELS } from './matrix.ts';
import type { MatrixRow } from './matrix.ts';
import type { Requirements } from './select.ts';

export interface Part {
  /** 0..1. */
  readonly value: number;
  readonly why: string;
}

export interface Score {
  readonly total: number;
  readonly fit: Part;
  readonly performance: Part;
  readonly cost: Part;
  /** The recorded runs behind the performance. */
  readonly runs: readonly RunMeasure[];
}

/** What each part counts. */
const WEIGHTS = { fit: 0.25, performance: 0.6, cost: 0.15 } as const;

const PRIOR_RUNS = 4;
const PRIOR_SUCCESS = 0.75;
const PRIOR_HALF = 0.5;
/** A p95 duration of so much scores one half; so do so many messages for each participant. */
const DURATION_HALF_MICROS = 1_000_000;
const MESSAGES_HALF = 50;
const QUICK: NetworkSettings = {
  latency: { distribution: 'constant', micros: 0 },
  lossPpm: 0,
  duplicationPpm: 0,
  reorderPpm: 0,
  reorderMicros: 0,
};

/** The runs of a protocol that are like what is asked: half to twice as many participants. */
export function likeRuns(
  { protocol }: MatrixRow,
  { participants }: Requirements,
  history: readonly RunMeasure[],
): readonly RunMeasure[] {
  return history.filter(
    (run) =>
      run.protocol === protocol &&
      2 * run.participants >= participants &&
      run.participants <= 2 * participants,
  );
}

/** The score of a row; `cheapest` is the least forecast of messages among the candidates. */
export function scoreRow(
  row: MatrixRow,
  asked: Requirements,
  runs: readonly RunMeasure[],
  cheapest: number | undefined,
): Score {
  const fit = fitOf(row, asked);
  const performance = performanceOf(runs);
  const cost = costOf(row, asked, cheapest);
  const total =
    WEIGHTS.fit * fit.value + WEIGHTS.performance * performance.value + WEIGHTS.cost * cost.value;
  return { total, fit, performance, cost, runs };
}

/** The messages that a protocol is forecast to take with its defaults; undefined without a forecast. */
export function messagesForecast(row: MatrixRow, asked: Requirements): number | undefined {
  const { participants } = asked;
  const prospect = { participants, parameters: {}, network: QUICK, thinkMicros: 0, mute: 0 };
  const figure = forecastOf(row.protocol, prospect).find(({ measure }) => measure === 'messages');
  return typeof figure?.value === 'number' ? figure.value : undefined;
}

function fitOf(row: MatrixRow, { participants, faultTolerance }: Requirements): Part {
  const spare = LEVELS.indexOf(row.tolerates) - LEVELS.indexOf(faultTolerance);
  const tolerance = 1 - spare / 4;
  const half = (row.most - row.least) / 2;
  const distance = Math.abs(participants - (row.least + half));
  const range = half === 0 ? 1 : 1 - distance / half / 2;
  const over =
    spare === 0
      ? 'as much as asked'
      : `${spare} ${spare === 1 ? 'level' : 'levels'} more than asked`;
  return {
    value: (tolerance + range) / 2,
    why: `tolerates ${over} (${tolerance.toFixed(2)}); ${participants} lies in ${row.least} to ${row.most} (${range.toFixed(2)})`,
  };
}

function performanceOf(runs: readonly RunMeasure[]): Part {
  const shrunk = (measured: number, prior: number): number =>
    (runs.length * measured + PRIOR_RUNS * prior) / (runs.length + PRIOR_RUNS);
  const completed = runs.filter(({ isCompleted }) => isCompleted);
  const p95 = p95Of(completed.map(({ virtualMicros }) => virtualMicros));
  const quickness = p95 === undefined ? 0 : DURATION_HALF_MICROS / (DURATION_HALF_MICROS + p95);
  const each = meanOf(runs.map((run) => run.messages / Math.max(1, run.participants)));
  const thrift = MESSAGES_HALF / (MESSAGES_HALF + each);
  // What hardly ever completes is worth little, however quick it is.
  const success = shrunk(runs.length === 0 ? 0 : completed.length / runs.length, PRIOR_SUCCESS);
  const value =
    success * (1 / 2 + shrunk(quickness, PRIOR_HALF) / 4 + shrunk(thrift, PRIOR_HALF) / 4);
  if (runs.length === 0) return { value, why: 'no run like this is recorded: the prior alone' };
  const seconds = p95 === undefined ? 'none' : `${(p95 / 1e6).toFixed(2)} s`;
  return {
    value,
    why: `${completed.length} of ${runs.length} runs completed, p95 ${seconds}, ${Math.round(each)} messages a participant`,
  };
}

function costOf(row: MatrixRow, asked: Requirements, cheapest: number | undefined): Part {
  const own = messagesForecast(row, asked);
  if (own === undefined || cheapest === undefined)
    return { value: PRIOR_HALF, why: 'its messages are not forecast' };
  const share = own === 0 ? 1 : cheapest / own;
  const than = own === cheapest ? 'the fewest' : `the fewest are ${cheapest}`;
  return { value: share, why: `about ${own} messages forecast, ${than}` };
}

/** The nearest rank. */
function p95Of(values: readonly number[]): number | undefined {
  const order = values.toSorted((one, other) => one - other);
  return order[Math.ceil(0.95 * order.length) - 1];
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}
