import { expect, test } from 'vitest';
import { CONDITIONS, conditionOf } from './conditions.ts';
import {
  AGENT_ACCUSED,
  AGENT_BYZANTINE,
  AGENT_CRASHED,
  AGENT_CUT_OFF,
  AGENT_DISTURBED,
  AGENT_HEALTHY,
  AGENT_LEADS,
  AGENT_SKEWED,
  AGENT_SLOW,
} from './frame.ts';

test('every number of a condition has its word, whatever flags stand on top', () => {
  const numbers = [
    AGENT_HEALTHY,
    AGENT_CRASHED,
    AGENT_BYZANTINE,
    AGENT_SLOW,
    AGENT_CUT_OFF,
    AGENT_SKEWED,
    AGENT_DISTURBED,
  ];
  expect(numbers.map((number) => conditionOf(number))).toEqual(CONDITIONS);
  expect(numbers.map((number) => conditionOf(number | AGENT_LEADS | AGENT_ACCUSED))).toEqual(
    CONDITIONS,
  );
});
