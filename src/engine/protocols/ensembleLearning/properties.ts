/** What it is: what must hold of an ensemble, watched from outside. */

import { termination } from '../../contract/endings.ts';
import type { Property } from '../../contract/protocol.ts';
import { nameOf } from '../../contract/sentences.ts';
import { numberOf, seen, textOf, violation, watching } from '../../contract/watching.ts';
import type { EnsembleParameters } from './card.ts';
import type { TextDetails } from './events.ts';

type EnsembleProperty = Property<EnsembleParameters>;

/** How far sums of doubles may be off. */
const SUM_ROUNDING = 1e-9;
const DECISIONS = ['ensemble.batch.decided', 'ensemble.batch.estimated'];

const noLeakage: EnsembleProperty = {
  name: 'noLeakage',
  title: 'No row judges that was trained on, and none judges twice',
  temper: 'always',
  watches: ['ensemble.rows.assigned'],
  watch(brief) {
    const taken = new Set<number>();
    return watching(brief, (event) => {
      for (const row of JSON.parse(textOf(event, 'rows')) as readonly number[]) {
        if (taken.has(row))
          return violation(
            `Row ${row} serves twice, last for ${textOf(event, 'purpose')}.`,
            event.actor,
          );
        taken.add(row);
      }
      return undefined;
    });
  },
};

const weightsBounded: EnsembleProperty = {
  name: 'weightsBounded',
  title: 'Weights stay between 0 and 1 and move by at most their step',
  temper: 'always',
  watches: ['ensemble.member.scored', 'ensemble.weight.moved'],
  watch(brief) {
    const last = new Map<number, number>();
    // Shares of hedge and fixed share may leap; sharesAddUp watches them.
    const stepMost =
      brief.parameters.weighting === 'moving_average' ? brief.parameters.weightStep : 1;
    return watching(brief, (event) => {
      const member = numberOf(event, 'member');
      const weight = numberOf(event, 'weight');
      if (event.kind === 'ensemble.weight.moved') {
        // It begins, or begins anew: a spare, a successor, one that learned again.
        last.set(member, weight);
        return undefined;
      }
      const moved = Math.abs(weight - (last.get(member) ?? 1));
      last.set(member, weight);
      if (!(weight >= 0 && weight <= 1))
        return violation(`${nameOf(brief, member)} weighs ${weight}.`, member);
      return moved <= stepMost + 1e-12
        ? undefined
        : violation(`The weight of ${nameOf(brief, member)} leapt by ${moved}.`, member);
    });
  },
};

const sharesAddUp: EnsembleProperty = {
  name: 'sharesAddUp',
  title: 'The weights of hedge and fixed share sum to 1',
  temper: 'always',
  watches: ['ensemble.member.scored', 'ensemble.weight.moved', 'ensemble.regret.measured'],
  watch(brief) {
    const weights = new Map<number, number>();
    return watching(brief, (event) => {
      if (event.kind !== 'ensemble.regret.measured') {
        weights.set(numberOf(event, 'member'), numberOf(event, 'weight'));
        return undefined;
      }
      const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
      return Math.abs(sum - 1) <= SUM_ROUNDING
        ? undefined
        : violation(
            `After batch ${numberOf(event, 'batch')} the weights sum to ${sum}.`,
            event.actor,
          );
    });
  },
};

const regretBounded: EnsembleProperty = {
  name: 'regretBounded',
  title: 'The regret is never above its bound',
  temper: 'always',
  watches: ['ensemble.regret.measured'],
  watch: (brief) =>
    watching(brief, (event) => {
      const [regret, bound] = [numberOf(event, 'regret'), numberOf(event, 'bound')];
      return regret <= bound + SUM_ROUNDING
        ? undefined
        : violation(
            `After batch ${numberOf(event, 'batch')} the regret is ${regret}, its bound ${bound}.`,
            event.actor,
          );
    }),
};

const testThenTrain: EnsembleProperty = {
  name: 'testThenTrain',
  title: 'No lesson has rows of a batch that is not decided yet',
  temper: 'always',
  watches: ['ensemble.lesson.given', 'ensemble.batch.decided'],
  watch(brief) {
    let decided = -1;
    return watching(brief, (event) => {
      if (event.kind === 'ensemble.batch.decided') {
        decided = numberOf(event, 'batch');
        return undefined;
      }
      const [member, newest] = [numberOf(event, 'member'), numberOf(event, 'newest')];
      return newest <= decided
        ? undefined
        : violation(
            `${nameOf(brief, member)} learns from batch ${newest}, where ${decided < 0 ? 'none' : `only ${decided}`} is decided.`,
            member,
          );
    });
  },
};

const onePlaceEach: EnsembleProperty = {
  name: 'onePlaceEach',
  title: 'Only a member in service is replaced, and only by one that is not',
  temper: 'always',
  watches: ['ensemble.member.replaced'],
  watch(brief) {
    const away = new Set<number>();
    const arrived = new Set<number>();
    return watching(brief, (event) => {
      const [member, successor] = [numberOf(event, 'member'), numberOf(event, 'successor')];
      if (away.has(member))
        return violation(`${nameOf(brief, member)} was already replaced.`, member);
      if (arrived.has(successor) || member === successor)
        return violation(`${nameOf(brief, successor)} already has a place.`, successor);
      away.add(member).delete(successor);
      arrived.add(successor).delete(member);
      return undefined;
    });
  },
};

const decidedOnce: EnsembleProperty = {
  name: 'decidedOnce',
  title: 'Every batch is decided once, in order',
  temper: 'always',
  watches: DECISIONS,
  watch(brief) {
    let next = 0;
    return watching(brief, (event) => {
      const batch = numberOf(event, 'batch');
      if (batch !== next)
        return violation(`Batch ${batch} is decided, where ${next} was due.`, event.actor);
      next += 1;
      return undefined;
    });
  },
};

const confusionAddsUp: EnsembleProperty = {
  name: 'confusionAddsUp',
  title: 'The confusion matrix, or the list of answers in words, holds every answered row once',
  temper: 'always',
  watches: ['ensemble.confusion.counted', 'ensemble.text.decided', 'ensemble.batch.decided'],
  watch(brief) {
    let counted = 0;
    let right = 0;
    return watching(brief, (event) => {
      if (event.kind === 'ensemble.confusion.counted') {
        counted += numberOf(event, 'count');
        if (event.fields['truth'] === event.fields['predicted']) right += numberOf(event, 'count');
        return undefined;
      }
      if (event.kind === 'ensemble.text.decided') {
        counted += 1;
        const { isRight } = JSON.parse(textOf(event, 'details')) as TextDetails;
        right += isRight ? 1 : 0;
        return undefined;
      }
      const [answered, correct] = [numberOf(event, 'answered'), numberOf(event, 'correct')];
      const isSame = counted === answered && right === correct;
      const trouble = `Batch ${numberOf(event, 'batch')} says ${correct} of ${answered} right, what was counted says ${right} of ${counted}.`;
      counted = 0;
      right = 0;
      return isSame ? undefined : violation(trouble, event.actor);
    });
  },
};

export const ENSEMBLE_PROPERTIES: readonly EnsembleProperty[] = [
  noLeakage,
  weightsBounded,
  sharesAddUp,
  regretBounded,
  testThenTrain,
  onePlaceEach,
  decidedOnce,
  confusionAddsUp,
  termination('The ensemble ends with a result', 'aggregator', 'the ensemble'),
  seen('batchDecided', 'A batch was decided', DECISIONS),
];
