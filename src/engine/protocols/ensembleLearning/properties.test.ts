/** Every watcher of an ensemble, fed by hand: actors 0 to 3 are members, 4 is the aggregator. */

import { describe } from 'vitest';
import { testPromises } from '../testing/promises.testing.ts';
import type { Broken, Told } from '../testing/promises.testing.ts';

const AGGREGATOR = 4;

const scored = (member: number, weight: number): Told => [
  'ensemble.member.scored',
  AGGREGATOR,
  { member, weight },
];
const moved = (member: number, weight: number): Told => [
  'ensemble.weight.moved',
  AGGREGATOR,
  { member, weight },
];
const measured = (batch: number, regret: number, bound: number): Told => [
  'ensemble.regret.measured',
  AGGREGATOR,
  { batch, regret, bound },
];
const decided = (batch: number, answered = 0, correct = 0): Told => [
  'ensemble.batch.decided',
  AGGREGATOR,
  { batch, answered, correct },
];
const assigned = (purpose: string, rows: string): Told => [
  'ensemble.rows.assigned',
  AGGREGATOR,
  { purpose, rows },
];
const replaced = (member: number, successor: number): Told => [
  'ensemble.member.replaced',
  AGGREGATOR,
  { member, successor },
];
const lesson = (member: number, newest: number): Told => [
  'ensemble.lesson.given',
  AGGREGATOR,
  { member, newest },
];
const counted = (truth: number, predicted: number, count: number): Told => [
  'ensemble.confusion.counted',
  AGGREGATOR,
  { truth, predicted, count },
];

const ensemble = (
  property: string,
  history: readonly Told[],
  says: string,
  names: readonly number[] = [AGGREGATOR],
  parameters: object = {},
): Broken => ({ protocol: 'ensemble_learning', property, history, says, names, parameters });

const ALL: readonly Broken[] = [
  ensemble(
    'noLeakage',
    [assigned('training', '[1,2]'), assigned('judging', '[3,2]')],
    'Row 2 serves twice, last for judging.',
  ),
  ensemble(
    'weightsBounded',
    [moved(1, 0.5), scored(1, 0.55), scored(1, 0.75)],
    'The weight of p/1 leapt by ',
    [1],
    { weighting: 'moving_average', weightStep: 0.1 },
  ),
  ensemble('weightsBounded', [moved(2, 1), scored(2, 1.05)], 'p/2 weighs 1.05.', [2]),
  ensemble(
    'sharesAddUp',
    [moved(0, 0.5), moved(1, 0.5), measured(0, 0, 1), scored(1, 0.25), measured(1, 0, 1)],
    'After batch 1 the weights sum to 0.75.',
  ),
  ensemble(
    'regretBounded',
    [measured(0, 1, 1), measured(1, 2.5, 2)],
    'After batch 1 the regret is 2.5, its bound 2.',
  ),
  ensemble(
    'testThenTrain',
    [lesson(3, -1), decided(0), lesson(3, 0), lesson(3, 1)],
    'p/3 learns from batch 1, where only 0 is decided.',
    [3],
  ),
  ensemble('testThenTrain', [lesson(3, 0)], 'p/3 learns from batch 0, where none is decided.', [3]),
  ensemble('onePlaceEach', [replaced(0, 2), replaced(0, 3)], 'p/0 was already replaced.', [0]),
  ensemble('onePlaceEach', [replaced(0, 2), replaced(1, 2)], 'p/2 already has a place.', [2]),
  ensemble('decidedOnce', [decided(0), decided(0)], 'Batch 0 is decided, where 1 was due.'),
  ensemble('decidedOnce', [decided(0), decided(2)], 'Batch 2 is decided, where 1 was due.'),
  ensemble(
    'confusionAddsUp',
    [counted(0, 0, 8), counted(0, 1, 2), decided(0, 10, 8), counted(1, 1, 9), decided(1, 10, 9)],
    'Batch 1 says 9 of 10 right, what was counted says 9 of 9.',
  ),
  ensemble('termination', [], 'c/aggregator has not ended the ensemble, though it is up.'),
];

describe('every promise of an ensemble', () => {
  testPromises(['ensemble_learning'], ALL);
});
