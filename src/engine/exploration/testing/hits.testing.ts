/**
 * What it is: how often each way of ordering messages meets a bug of a known depth.
 */

import { present } from '../../base/invariant.ts';
import type { Scheduling } from '../../network/scheduling.ts';
import { Dice } from '../dice.ts';
import { surveyDesign } from '../ground.ts';
import { laboratoryWith, replacing } from '../laboratory.ts';
import { PriorityScheduling, UniformScheduling } from '../strategies/priorities.ts';
import { runTrial } from '../trial.ts';
import { CHAINS, chainsDesign, chainsWithBug, STEPS } from './chains.testing.ts';

const MESSAGES = CHAINS * STEPS;

/** In how many of `runs` runs the bug of this depth showed, by priorities and by uniform choice. */
export function hitsOf(
  depth: number,
  runs: number,
): { readonly priorities: number; readonly uniform: number; readonly bound: number } {
  const laboratory = laboratoryWith(replacing([chainsWithBug(depth)]));
  const { plan } = present(surveyDesign(chainsDesign(), laboratory), 'a design without mistakes');
  const hits = (schedule: (dice: Dice) => Scheduling): number => {
    let count = 0;
    for (let run = 0; run < runs; run++) {
      const scheduling = schedule(Dice.of(depth, run));
      const { breaches } = runTrial(plan, { mode: 'safety' }, laboratory, { scheduling });
      if (breaches.length > 0) count++;
    }
    return count;
  };
  const options = { depth, messages: MESSAGES, stepMicros: 1_000 };
  return {
    priorities: hits((dice) => new PriorityScheduling(options, dice)),
    uniform: hits((dice) => new UniformScheduling(options.stepMicros, dice)),
    bound: 1 / (CHAINS ** 2 * MESSAGES ** (depth - 1)),
  };
}
