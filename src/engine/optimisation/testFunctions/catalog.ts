/** What it is: all test functions, by name. */

import { FIXED } from './fixed.ts';
import { SCALABLE } from './scalable.ts';
import type { TestFunction } from './testFunction.ts';

export const TEST_FUNCTIONS: readonly TestFunction[] = [...FIXED, ...SCALABLE];

/** The test function of a name; undefined when there is none. */
export function testFunctionNamed(name: string): TestFunction | undefined {
  return TEST_FUNCTIONS.find((one) => one.name === name);
}
