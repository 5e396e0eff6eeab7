/** Every watcher of a search, fed by hand: actors 0 to 2 are workers, 3 is the coordinator. */

import { describe } from 'vitest';
import { testPromises } from '../testing/promises.testing.ts';
import type { Broken, Told } from '../testing/promises.testing.ts';

const COORDINATOR = 3;

const of = (kind: string, fields: NonNullable<Told[2]>): Told => [
  `tuning.${kind}`,
  COORDINATOR,
  fields,
];
const created = (trial: number, values = '{"x1":1,"x2":2}'): Told =>
  of('trial.created', { trial, values });
const finished = (trial: number, value = 1): Told => of('trial.finished', { trial, value });
const reported = (trial: number, level: number): Told => of('trial.reported', { trial, level });
const assigned = (trial: number, worker: number): Told => of('trial.assigned', { trial, worker });
const completed: Told = ['coordination.completed', COORDINATOR, {}];

const search = (
  property: string,
  history: readonly Told[],
  says: string,
  names: readonly number[] = [COORDINATOR],
): Broken => ({
  protocol: 'hyperparameter_optimization',
  property,
  history,
  says,
  names,
  parameters: { objective: 'branin', maxIterations: 5 },
});

const ALL: readonly Broken[] = [
  search('countedOnce', [finished(0), finished(1), finished(0)], 'Trial 0 had ended before.'),
  search(
    'countedOnce',
    [reported(0, 1), reported(0, 2), reported(0, 2)],
    'Trial 0 is counted at level 2 after 2.',
  ),
  search(
    'oneHolder',
    [assigned(0, 1), of('trial.lost', { trial: 0 }), assigned(0, 2), assigned(0, 1)],
    'Trial 0 goes to p/1 while p/2 is at it.',
    [2, 1],
  ),
  search(
    'noneLost',
    [created(0), created(1), created(2), finished(1), completed],
    'Of the trials, 0, 2 never ended.',
  ),
  search('withinSpace', [created(4), created(5)], 'Trial 5 is one too many.'),
  search('withinSpace', [created(0), created(1, '{"x1":1,"x2":99}')], 'Trial 1: '),
  search(
    'bestIsLeast',
    [finished(0, 3), of('best.improved', { value: 3 }), finished(1, 2), completed],
    'The best is 2, not 3.',
  ),
  search(
    'bestIsLeast',
    [finished(0, 3), of('best.improved', { value: 2 })],
    'The best is said to be 2, beside 3.',
  ),
  search(
    'noLeakage',
    [of('rows.assigned', { rows: '[1,2]' }), of('rows.assigned', { rows: '[3,1]' })],
    'Row 1 serves twice.',
  ),
  search('termination', [], 'c/coordinator has not ended the search, though it is up.'),
];

describe('every promise of a search', () => {
  testPromises(['hyperparameter_optimization'], ALL);
});
