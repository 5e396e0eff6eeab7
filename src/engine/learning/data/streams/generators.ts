/**
 * What it is: the generators of streams: each makes the features and the class of a row, given the moment of
 * the concept. Every row draws equally often, whatever the concept, so that two streams that differ in their
 * changes only have the same features.
 * Source: sea: W. Street, Y. Kim, "A Streaming Ensemble Algorithm (SEA)", KDD 2001; hyperplane: G. Hulten,
 * L. Spencer, P. Domingos, "Mining Time-Changing Data Streams", KDD 2001; stagger: J. Schlimmer, R. Granger,
 * "Incremental Learning from Noisy Data", Machine Learning 1 (1986); led: L. Breiman et al., "Classification
 * and Regression Trees", 1984, section 2.6.1, whose segments change places with others as in MOA (A. Bifet et
 * al., JMLR 11, 2010).
 */

import type { StreamChange, StreamGenerator } from '../../../base/streamName.ts';
import type { ConceptMoment } from './concepts.ts';

/** Numbers in [0, 1). */
export interface Fractions {
  fraction(): number;
}

/** Writes one row's features and returns its class. */
export type RowMaker = (
  chance: Fractions,
  moment: ConceptMoment,
  features: Float64Array,
  start: number,
) => number;

interface GeneratorPlan {
  readonly concepts: number;
  readonly featureNames: readonly string[];
  /** `chance` is for what the generator itself draws before the first row. */
  make(chance: Fractions, noise: number, change: StreamChange): RowMaker;
}

/** The concept of a single row, which is on one of the two sides. */
function conceptOf(chance: Fractions, { from, to, share }: ConceptMoment): number {
  return chance.fraction() < share ? to : from;
}

/** The moment of a single row: gradual changes choose a side for it, the others leave it on the way. */
function ownMoment(chance: Fractions, moment: ConceptMoment, change: StreamChange): ConceptMoment {
  const concept = conceptOf(chance, moment);
  return change === 'gradual' ? { from: concept, to: concept, share: 1 } : moment;
}

function between(values: readonly number[], { from, to, share }: ConceptMoment): number {
  const [start = 0, end = 0] = [values[from], values[to]];
  return start + (end - start) * share;
}

const SEA_THRESHOLDS = [8, 9, 7, 9.5] as const;

/** Class 1 where the first two measures sum up to at most the threshold. */
const sea: GeneratorPlan = {
  concepts: SEA_THRESHOLDS.length,
  featureNames: ['x1', 'x2', 'x3'],
  make: (_, noise, change) => (chance, moment, features, start) => {
    for (let j = 0; j < 3; j++) features[start + j] = 10 * chance.fraction();
    const isFlipped = chance.fraction() < noise;
    const threshold = between(SEA_THRESHOLDS, ownMoment(chance, moment, change));
    const isBelow = (features[start] as number) + (features[start + 1] as number) <= threshold;
    return Number(isBelow !== isFlipped);
  },
};

const PLANE_COLUMNS = 10;
const PLANE_CONCEPTS = 4;

/** Class 1 where the weighted sum of the measures is at least half of what the weights sum up to. */
const hyperplane: GeneratorPlan = {
  concepts: PLANE_CONCEPTS,
  featureNames: Array.from({ length: PLANE_COLUMNS }, (_, j) => `x${j + 1}`),
  make(drawn, noise, change) {
    // By column, the weight in each concept.
    const weights = Array.from({ length: PLANE_COLUMNS }, () =>
      Array.from({ length: PLANE_CONCEPTS }, () => drawn.fraction()),
    );
    return (chance, moment, features, start) => {
      for (let j = 0; j < PLANE_COLUMNS; j++) features[start + j] = chance.fraction();
      const isFlipped = chance.fraction() < noise;
      const own = ownMoment(chance, moment, change);
      let sum = 0;
      weights.forEach((column, j) => {
        sum += between(column, own) * ((features[start + j] as number) - 0.5);
      });
      return Number(sum >= 0 !== isFlipped);
    };
  },
};

const STAGGER_WORDS = [
  ['small', 'medium', 'large'],
  ['red', 'green', 'blue'],
  ['square', 'circle', 'triangle'],
] as const;
type Thing = readonly [size: number, colour: number, shape: number];
const STAGGER_CONCEPTS: readonly ((thing: Thing) => boolean)[] = [
  ([size, colour]) => size === 0 && colour === 0,
  ([, colour, shape]) => colour === 1 || shape === 1,
  ([size]) => size > 0,
];

/** Class 1 where the thing is of the concept; each of its three properties is three columns of 0 and 1. */
const stagger: GeneratorPlan = {
  concepts: STAGGER_CONCEPTS.length,
  featureNames: STAGGER_WORDS.flat(),
  make: (_, noise) => (chance, moment, features, start) => {
    const draw = (): number => Math.floor(3 * chance.fraction());
    const thing: Thing = [draw(), draw(), draw()];
    thing.forEach((value, property) => {
      for (let j = 0; j < 3; j++) features[start + 3 * property + j] = Number(j === value);
    });
    const isFlipped = chance.fraction() < noise;
    const isInside = STAGGER_CONCEPTS[conceptOf(chance, moment)]?.(thing) === true;
    return Number(isInside !== isFlipped);
  },
};

/** Which of the seven segments are lit, from the top: top, upper left, upper right, middle, lower left, lower right, bottom. */
const LED_SEGMENTS = [
  '1110111',
  '0010010',
  '1011101',
  '1011011',
  '0111010',
  '1101011',
  '1101111',
  '1010010',
  '1111111',
  '1111011',
] as const;
const LED_LIT = 7;
const LED_COLUMNS = 24;
/** How many segments have changed places with one that means nothing, by concept. */
const LED_MOVED = [0, 3, 5, 7] as const;

/** The digit that the segments show, each of which is wrong as often as the noise says. */
const led: GeneratorPlan = {
  concepts: LED_MOVED.length,
  featureNames: Array.from({ length: LED_COLUMNS }, (_, j) => `segment ${j + 1}`),
  make: (_, noise) => (chance, moment, features, start) => {
    const digit = Math.floor(10 * chance.fraction());
    const moved = LED_MOVED[conceptOf(chance, moment)] as number;
    const segments = LED_SEGMENTS[digit] as string;
    for (let j = 0; j < LED_COLUMNS; j++) {
      const drawn = chance.fraction();
      const isWrong = drawn < noise;
      // What changes places with segment j is the column seven further on.
      const isMoved = j < LED_LIT ? j < moved : j < LED_LIT + moved;
      const shown = isMoved ? (j < LED_LIT ? j + LED_LIT : j - LED_LIT) : j;
      const isLit = shown < LED_LIT ? (segments[shown] === '1') !== isWrong : drawn < 0.5;
      features[start + j] = Number(isLit);
    }
    return digit;
  },
};

export const GENERATORS: Readonly<Record<StreamGenerator, GeneratorPlan>> = {
  sea,
  hyperplane,
  stagger,
  led,
};
