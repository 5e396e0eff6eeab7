import { describe, expect, test } from 'vitest';
import { LEARNERS } from '../../learning/learners.ts';
import type { ParameterField } from '../../learning/parameters.ts';
import { spaceProblems } from '../../optimisation/space/checks.ts';
import { ITERATIONS, LIMITS, TUNABLE_LEARNERS, spaceOfLearner } from './learnerSpaces.ts';

describe.each(TUNABLE_LEARNERS)('TUNING-3 the space of %s', (learner) => {
  const table: Readonly<Record<string, ParameterField>> = LEARNERS[learner].parameters;

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
  });

  test('and the learner’s own rounds are known', () => {
    const own = ['trees', 'rounds', 'epochs'].find((name) => name in table);
    expect(ITERATIONS[learner]).toBe(own);
  });
});
