/** What it is: what must hold of a search, watched from outside. */

import { ENDINGS, termination } from '../../contract/endings.ts';
import type { Property } from '../../contract/protocol.ts';
import { nameOf } from '../../contract/sentences.ts';
import { numberOf, seen, textOf, violation, watching } from '../../contract/watching.ts';
import type { TuningParameters } from './card.ts';
import { spaceInForce } from './setup.ts';
import { assignmentProblems } from '../../optimisation/space/checks.ts';
import type { Assignment } from '../../optimisation/space/space.ts';

type TuningProperty = Property<TuningParameters>;

/** With these a trial is over. */
const TRIAL_ENDINGS = [
  'tuning.trial.finished',
  'tuning.trial.pruned',
  'tuning.trial.failed',
  'tuning.trial.cancelled',
];
/** With these nobody is at a trial any more, besides. */
const RELEASES = ['tuning.trial.lost', 'tuning.trial.declined', 'tuning.trial.paused'];

const countedOnce: TuningProperty = {
  name: 'countedOnce',
  title: 'No trial ends twice, and no level of a trial is counted twice',
  temper: 'always',
  watches: ['tuning.trial.reported', ...TRIAL_ENDINGS],
  watch(brief) {
    const ended = new Set<number>();
    const level = new Map<number, number>();
    return watching(brief, (event) => {
      const trial = numberOf(event, 'trial');
      if (ended.has(trial)) return violation(`Trial ${trial} had ended before.`, event.actor);
      if (event.kind !== 'tuning.trial.reported') {
        ended.add(trial);
        return undefined;
      }
      const own = numberOf(event, 'level');
      const last = level.get(trial) ?? 0;
      level.set(trial, own);
      return own > last
        ? undefined
        : violation(`Trial ${trial} is counted at level ${own} after ${last}.`, event.actor);
    });
  },
};

const oneHolder: TuningProperty = {
  name: 'oneHolder',
  title: 'A trial is given to another only when it was taken back from the one before',
  temper: 'always',
  watches: ['tuning.trial.assigned', 'tuning.trial.resumed', ...RELEASES, ...TRIAL_ENDINGS],
  watch(brief) {
    const held = new Map<number, number>();
    return watching(brief, (event) => {
      const trial = numberOf(event, 'trial');
      if (event.kind !== 'tuning.trial.assigned' && event.kind !== 'tuning.trial.resumed') {
        held.delete(trial);
        return undefined;
      }
      const before = held.get(trial);
      const worker = numberOf(event, 'worker');
      held.set(trial, worker);
      return before === undefined
        ? undefined
        : violation(
            `Trial ${trial} goes to ${nameOf(brief, worker)} while ${nameOf(brief, before)} is at it.`,
            before,
            worker,
          );
    });
  },
};

const noneLost: TuningProperty = {
  name: 'noneLost',
  title: 'When the search is over every trial that was drawn up has ended',
  temper: 'always',
  watches: ['tuning.trial.created', ...TRIAL_ENDINGS, ...ENDINGS],
  watch(brief) {
    const open = new Set<number>();
    return watching(brief, (event) => {
      if (event.kind === 'tuning.trial.created') open.add(numberOf(event, 'trial'));
      else if (!ENDINGS.includes(event.kind)) open.delete(numberOf(event, 'trial'));
      else if (open.size > 0)
        return violation(`Of the trials, ${[...open].join(', ')} never ended.`, event.actor);
      return undefined;
    });
  },
};

const withinSpace: TuningProperty = {
  name: 'withinSpace',
  title: 'Every trial lies in the search space, and there are no more than asked for',
  temper: 'always',
  watches: ['tuning.trial.created'],
  watch(brief) {
    const space = spaceInForce(brief.parameters);
    return watching(brief, (event) => {
      const trial = numberOf(event, 'trial');
      if (trial >= brief.parameters.maxIterations)
        return violation(`Trial ${trial} is one too many.`, event.actor);
      const values = JSON.parse(textOf(event, 'values')) as Assignment;
      const [problem] = assignmentProblems(space, values);
      return problem && violation(`Trial ${trial}: ${problem.message}`, event.actor);
    });
  },
};

const bestIsLeast: TuningProperty = {
  name: 'bestIsLeast',
  title: 'The best is always the least of what complete trials came to',
  temper: 'always',
  watches: ['tuning.trial.finished', 'tuning.best.improved', ...ENDINGS],
  watch(brief) {
    let least = Infinity;
    let best = Infinity;
    return watching(brief, (event) => {
      if (event.kind === 'tuning.trial.finished') least = Math.min(least, numberOf(event, 'value'));
      else if (event.kind === 'tuning.best.improved') {
        const value = numberOf(event, 'value');
        if (!(value < best && value === least))
          return violation(`The best is said to be ${value}, beside ${least}.`, event.actor);
        best = value;
      } else if (best !== least)
        return violation(`The best is ${least}, not ${best}.`, event.actor);
      return undefined;
    });
  },
};

const noLeakage: TuningProperty = {
  name: 'noLeakage',
  title: 'No row that the best is assessed on was seen by a trial',
  temper: 'always',
  watches: ['tuning.rows.assigned'],
  watch(brief) {
    const taken = new Set<number>();
    return watching(brief, (event) => {
      for (const row of JSON.parse(textOf(event, 'rows')) as readonly number[]) {
        if (taken.has(row)) return violation(`Row ${row} serves twice.`, event.actor);
        taken.add(row);
      }
      return undefined;
    });
  },
};

export const TUNING_PROPERTIES: readonly TuningProperty[] = [
  countedOnce,
  oneHolder,
  noneLost,
  withinSpace,
  bestIsLeast,
  noLeakage,
  termination('The search ends with a result', 'coordinator', 'the search'),
  seen('trialFinished', 'A trial was carried through', ['tuning.trial.finished']),
  seen('trialRescued', 'A trial was taken back from a worker', ['tuning.trial.lost']),
];
