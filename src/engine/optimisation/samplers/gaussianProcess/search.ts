/**
 * What it is: the assignment of which a process expects most: many by chance and around the best, then the most
 * promising of them uphill, floats along the slope, whole numbers and choices a step at a time.
 */

import type { Choices } from '../../../base/choices.ts';
import { minimiseInBox } from '../../mathematics/boxDescent.ts';
import { drawNormal } from '../../mathematics/normal.ts';
import { assignmentAt, fromUnit, pointOf, toUnit } from '../../space/encoding.ts';
import type { Assignment, Parameter, ParameterValue, SearchSpace } from '../../space/space.ts';
import { activeParameters, assign } from '../../space/space.ts';
import { drawHaltonSeed, haltonSequence } from '../halton.ts';
import type { FeatureTable } from './features.ts';
import { writeFeatures } from './features.ts';
import { logImprovement } from './improvement.ts';
import type { Process, Room } from './process.ts';
import { predictSlopes, predictWith, roomFor } from './process.ts';

/** What is looked for: improvement on `best`, as the process believes. */
export interface Hope {
  readonly space: SearchSpace;
  readonly table: FeatureTable;
  readonly process: Process;
  readonly best: number;
  /** Good assignments, in whose neighbourhood it is worth looking. */
  readonly elite: readonly Assignment[];
}

/** `score` is the logarithm of the expected improvement. */
export interface Candidate {
  readonly assignment: Assignment;
  readonly score: number;
}

const SPREAD_CANDIDATES = 400;
const CLOSE_CANDIDATES = 100;
/** How far around an elite, in turn, as shares of each range. */
const RADII = [0.1, 0.02, 0.004];
/** The best of those spread out climb as well as the best close ones, which would otherwise keep all to one place. */
const SPREAD_CLIMBERS = 5;
const CLOSE_CLIMBERS = 3;
const CLIMB = { stepsMax: 25, slopeMax: 1e-6 };
const DISCRETE_ROUNDS = 4;
const NEIGHBOURS_MAX = 8;
/** A belief is never so sure that nothing could be hoped for. */
const VARIANCE_LEAST = 1e-18;

/** What is looked for, and where its predictions are worked out. */
interface Looking extends Hope {
  readonly room: Room;
  readonly row: Float64Array;
}

/** The best found. */
export function mostPromising(given: Hope, choices: Choices): Candidate {
  const { space, elite, process, table } = given;
  const hope = { ...given, room: roomFor(process), row: new Float64Array(table.columns) };
  const spread = haltonSequence(drawHaltonSeed(choices), space.parameters.length);
  const judge = (assignment: Assignment): Candidate => ({
    assignment,
    score: scoreOf(hope, assignment),
  });
  const far = Array.from({ length: SPREAD_CANDIDATES }, (_, i) =>
    judge(assignmentAt(space, spread(i))),
  );
  const close = Array.from({ length: elite.length > 0 ? CLOSE_CANDIDATES : 0 }, (_, i) =>
    judge(nearby(space, elite[i % elite.length] as Assignment, i, choices)),
  );
  // Sorting is stable, so equals stand in the order in which they were made.
  const better = (one: Candidate, other: Candidate): number => other.score - one.score;
  const climbers = [
    ...far.toSorted(better).slice(0, SPREAD_CLIMBERS),
    ...close.toSorted(better).slice(0, CLOSE_CLIMBERS),
  ];
  let best = climbers[0] as Candidate;
  for (const candidate of climbers) {
    const climbed = climb(hope, candidate);
    if (climbed.score > best.score) best = climbed;
  }
  return best;
}

function scoreOf(looking: Looking, assignment: Assignment): number {
  const { space, table, process, best, room, row } = looking;
  writeFeatures(space, table, assignment, row);
  const { mean, variance } = predictWith(process, row, room);
  return logImprovement(mean, Math.sqrt(Math.max(variance, VARIANCE_LEAST)), best).log;
}

/** An elite with each number moved a little, and now and then a choice changed. */
function nearby(
  space: SearchSpace,
  around: Assignment,
  turn: number,
  choices: Choices,
): Assignment {
  const radius = RADII[turn % RADII.length] as number;
  const point = pointOf(space, around);
  const moved = space.parameters.map((parameter, i) => {
    const luck = choices.fraction();
    if (parameter.kind === 'categorical') return luck < 0.1 ? luck * 10 : (point[i] as number);
    return (point[i] as number) + radius * drawNormal(choices);
  });
  return assignmentAt(space, moved);
}

/** Alternates between the floats' slope and single steps of the rest until neither helps. */
function climb(hope: Looking, from: Candidate): Candidate {
  let best = alongSlope(hope, from);
  for (let round = 0; round < DISCRETE_ROUNDS; round++) {
    let next = best;
    for (const assignment of neighbours(hope.space, best.assignment)) {
      const score = scoreOf(hope, assignment);
      if (score > next.score) next = { assignment, score };
    }
    if (next === best) break;
    best = alongSlope(hope, next);
  }
  return best;
}

function alongSlope(hope: Looking, from: Candidate): Candidate {
  const { space, table, process, room } = hope;
  const floats = space.parameters.flatMap((parameter, i) =>
    parameter.kind === 'float' && from.assignment[parameter.name] !== undefined
      ? [{ parameter, column: table.starts[i] as number }]
      : [],
  );
  if (floats.length === 0) return from;
  const row = new Float64Array(table.columns);
  writeFeatures(space, table, from.assignment, row);
  const { ofMean, ofVariance } = room;
  const smooth = (places: Float64Array, gradient: Float64Array): number => {
    floats.forEach(({ column }, i) => {
      row[column] = places[i] as number;
    });
    const { mean, variance } = predictSlopes(process, row, room);
    const deviation = Math.sqrt(Math.max(variance, VARIANCE_LEAST));
    const { log, byMean, byDeviation } = logImprovement(mean, deviation, hope.best);
    floats.forEach(({ column }, i) => {
      const ofDeviation =
        variance > VARIANCE_LEAST ? (ofVariance[column] as number) / 2 / deviation : 0;
      gradient[i] = -(byMean * (ofMean[column] as number) + byDeviation * ofDeviation);
    });
    return -log;
  };
  const start = Float64Array.from(floats, ({ column }) => row[column] as number);
  const box = { low: floats.map(() => 0), high: floats.map(() => 1) };
  const { point } = minimiseInBox(smooth, start, box, CLIMB);
  const places = new Map(floats.map(({ parameter }, i) => [parameter.name, point[i] as number]));
  const assignment = assign(space, (parameter) => {
    const place = places.get(parameter.name);
    if (place !== undefined) return fromUnit(parameter, place);
    // What a float that moved has made active stands in the middle.
    return from.assignment[parameter.name] ?? fromUnit(parameter, 0.5);
  });
  const score = scoreOf(hope, assignment);
  return score > from.score ? { assignment, score } : from;
}

/** The assignment with one whole number a step away, or one choice changed; what becomes active stands in the middle. */
function neighbours(space: SearchSpace, around: Assignment): readonly Assignment[] {
  return activeParameters(space, around).flatMap((changed) =>
    steps(changed, around[changed.name] as ParameterValue).map((value) =>
      assign(space, (parameter) =>
        parameter === changed ? value : (around[parameter.name] ?? fromUnit(parameter, 0.5)),
      ),
    ),
  );
}

function steps(parameter: Parameter, value: ParameterValue): readonly ParameterValue[] {
  if (parameter.kind === 'float') return [];
  if (parameter.kind === 'categorical')
    return parameter.choices.filter((choice) => choice !== value).slice(0, NEIGHBOURS_MAX);
  const place = toUnit(parameter, value);
  const whole = value as number;
  const tried = [
    whole - 1,
    whole + 1,
    fromUnit(parameter, place - 0.1),
    fromUnit(parameter, place + 0.1),
  ];
  return tried.filter(
    (one, i) =>
      one !== whole &&
      (one as number) >= parameter.low &&
      (one as number) <= parameter.high &&
      tried.indexOf(one) === i,
  );
}
