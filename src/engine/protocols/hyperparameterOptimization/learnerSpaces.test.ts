import { describe, expect, test } from 'vitest';
import { isLearnerKind, LEARNERS } from '../../learning/learners.ts';
import type { ParameterField } from '../../learning/parameters.ts';
import { isRegressorKind, REGRESSORS } from '../../learning/regressors.ts';
import { spaceProblems } from '../../optimisation/space/checks.ts';
import {
  learnersFor,
  LIMITS,
  spaceOfAny,
  spaceOfLearner,
  TUNABLE_LEARNERS,
} from './learnerSpaces.ts';
import type { TunableLearner } from './learnerSpaces.ts';

/** What a learner takes, of classes and of numbers: the same where it can do both. */
function tablesOf(learner: TunableLearner): readonly Readonly<Record<string, ParameterField>>[] {
  return [
    ...(isLearnerKind(learner) ? [LEARNERS[learner].parameters] : []),
    ...(isRegressorKind(learner) ? [REGRESSORS[learner].parameters] : []),
  ];
}

describe.each(TUNABLE_LEARNERS)('TUNING-3 the space of %s', (learner) => {
  const [table = {}] = tablesOf(learner);

  test('can be searched', () => {
    expect(spaceProblems(spaceOfLearner(learner))).toEqual([]);
  });

  test('lies within what the learner takes', () => {
    for (const parameter of spaceOfLearner(learner).parameters) {
      const field = table[parameter.name];
      if (parameter.kind === 'categorical') expect(field?.kind).toBe('flag');
      else if (field?.kind === 'integer' || field?.kind === 'real') {
        expect(field.kind).toBe(parameter.kind === 'integer' ? 'integer' : 'real');
        expect(parameter.low).toBeGreaterThanOrEqual(field.least);
        expect(parameter.high).toBeLessThanOrEqual(field.most);
      } else throw new Error(`${learner} has no ${parameter.name}`);
    }
  });

  test('is told with the learner’s own limits', () => {
    const own = Object.entries(table).map(([name, field]) => [
      name,
      field.kind === 'flag' ? ['flag'] : [field.kind, field.least, field.most],
    ]);
    expect(Object.entries(LIMITS[learner])).toEqual(own);
    for (const other of tablesOf(learner)) expect(Object.keys(other)).toEqual(Object.keys(table));
  });
});

test.each([false, true])(
  'TUNING-3 the learner can be searched for too, each with its own parameters below it; numbers: %s',
  (saysNumbers) => {
    const able = learnersFor(saysNumbers);
    for (const learner of TUNABLE_LEARNERS)
      expect(able.includes(learner)).toBe(
        saysNumbers ? isRegressorKind(learner) : isLearnerKind(learner),
      );
    const joint = spaceOfAny(able);
    expect(spaceProblems(joint)).toEqual([]);
    const [first, ...rest] = joint.parameters;
    expect(first).toEqual({ kind: 'categorical', name: 'learner', choices: able });
    expect(rest.map(({ name, when }) => [name, when?.equals])).toEqual(
      able.flatMap((learner) =>
        spaceOfLearner(learner).parameters.map(({ name }) => [`${learner}.${name}`, [learner]]),
      ),
    );
  },
);
