/**
 * What it is: what is shown of an ensemble that estimates numbers: how far off it and its members are, and the latest
 * estimates against the truth.
 */

import { rootInterval } from '../../base/intervals.ts';
import type { EventReader } from '../../events/eventReader.ts';
import type { ChartSink } from '../charts.ts';
import type { EstimatePoint, EstimatesStage } from '../ensembleStage.ts';
import { agentLine } from './agentLine.ts';

/** So many of the latest estimates are drawn. */
const POINTS_MOST = 300;

/** Sums over the rows so far. Replaced as a whole, never changed in place. */
export interface EstimatesState {
  readonly rows: number;
  readonly squares: number;
  readonly fourths: number;
  readonly uncertainty: number;
  readonly within: number;
  readonly truths: number;
  readonly truthSquares: number;
  readonly points: readonly EstimatePoint[];
  /** By member: squared errors and rows. */
  readonly members: ReadonlyMap<number, readonly [squares: number, rows: number]>;
}

/** Before the first batch. */
export const NO_ESTIMATES: EstimatesState = {
  rows: 0,
  squares: 0,
  fourths: 0,
  uncertainty: 0,
  within: 0,
  truths: 0,
  truthSquares: 0,
  points: [],
  members: new Map(),
};

/** After a batch. */
export function withBatch(state: EstimatesState, events: EventReader, seq: number): EstimatesState {
  const batch = JSON.parse(events.text(events.int(seq, 3))) as readonly EstimatePoint[];
  const sum = (part: (point: EstimatePoint) => number): number =>
    batch.reduce((total, point) => total + part(point), 0);
  const square = ([truth, value]: EstimatePoint): number => (value - truth) * (value - truth);
  return {
    ...state,
    rows: state.rows + batch.length,
    squares: state.squares + sum(square),
    fourths: state.fourths + sum((point) => square(point) * square(point)),
    uncertainty: state.uncertainty + sum(([, , uncertainty]) => uncertainty),
    within: state.within + sum((point) => (square(point) <= 4 * point[2] * point[2] ? 1 : 0)),
    truths: state.truths + sum(([truth]) => truth),
    truthSquares: state.truthSquares + sum(([truth]) => truth * truth),
    points: [...state.points, ...batch].slice(-POINTS_MOST),
  };
}

/** After a member's errors of a batch are known. */
export function withMember(
  state: EstimatesState,
  events: EventReader,
  seq: number,
): EstimatesState {
  const member = events.int(seq, 0);
  const rows = events.int(seq, 2);
  const error = events.real(seq, 0);
  const [squares, before] = state.members.get(member) ?? [0, 0];
  const members = new Map(state.members);
  members.set(member, [squares + rows * error * error, before + rows]);
  return { ...state, members };
}

/** The error of a member so far; undefined before it has answered. */
export function errorOf(state: EstimatesState, member: number): number | undefined {
  const [squares, rows] = state.members.get(member) ?? [0, 0];
  return rows === 0 ? undefined : Math.sqrt(squares / rows);
}

/** The root of the mean squared error so far; undefined before any row. */
export function errorSoFar({ squares, rows }: EstimatesState): number | undefined {
  return rows === 0 ? undefined : Math.sqrt(squares / rows);
}

/** What the stage draws; undefined while no number was estimated. */
export function estimatesStage(state: EstimatesState): EstimatesStage | undefined {
  const { rows, squares, fourths, truths, truthSquares } = state;
  if (rows === 0) return undefined;
  const mean = truths / rows;
  return {
    error: Math.sqrt(squares / rows),
    interval: rootInterval(squares, fourths, rows),
    chance: Math.sqrt(Math.max(0, truthSquares / rows - mean * mean)),
    uncertainty: state.uncertainty / rows,
    within: state.within / rows,
    points: state.points,
  };
}

/** The charts' points. */
export const estimateChartRules = {
  'ensemble.batch.estimated': (sink: ChartSink, events: EventReader, seq: number) => {
    const answered = events.int(seq, 2);
    if (answered === 0) return;
    const at = events.at(seq);
    const add = (note: string, value: number): number => {
      const total = (sink.notes.get(note) ?? 0) + value;
      sink.notes.set(note, total);
      return total;
    };
    const rows = add('estimated', answered);
    const error = Math.sqrt(add('squares', events.real(seq, 0)) / rows);
    const uncertainty = add('uncertain', answered * events.real(seq, 1)) / rows;
    const line = (id: string, title: string, hue: number) => ({ id, title, hue });
    sink.point('error', line('ensemble', 'Ensemble, so far', 0), seq, at, error);
    const own = Math.sqrt(events.real(seq, 0) / answered);
    sink.point('error', line('batch', 'Ensemble, this batch', 4), seq, at, own);
    sink.point('uncertainty', line('uncertainty', 'Mean uncertainty', 2), seq, at, uncertainty);
    sink.point('uncertainty', line('error', 'Error', 0), seq, at, error);
  },
  'ensemble.member.erred': (sink: ChartSink, events: EventReader, seq: number) => {
    const actor = events.int(seq, 0);
    const rows = events.int(seq, 2);
    const error = events.real(seq, 0);
    const name = agentLine(sink, actor);
    const total = (sink.notes.get(`e:${name.id}`) ?? 0) + rows * error * error;
    const count = (sink.notes.get(`r:${name.id}`) ?? 0) + rows;
    sink.notes.set(`e:${name.id}`, total);
    sink.notes.set(`r:${name.id}`, count);
    sink.point('memberError', name, seq, events.at(seq), Math.sqrt(total / count));
  },
} as const;
