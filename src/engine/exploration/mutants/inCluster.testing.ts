/** What it is: hunts by faults that are drawn for one cluster: nothing else of its design differs from schedule to schedule. */

import type { Design } from '../../document/design.ts';
import type { Fault } from '../../document/fault.ts';
import { compileDesign } from '../../plan/compile.ts';
import { Dice } from '../dice.ts';
import { laboratoryWith, replacing } from '../laboratory.ts';
import { runTrial } from '../trial.ts';
import { varyPlan } from '../variation.ts';
import type { Strategy } from './hunt.testing.ts';

/** Hunts for what must never happen. */
export function inCluster(
  name: string,
  design: Design,
  faultsOf: (dice: Dice) => readonly Fault[],
): Strategy {
  return {
    name,
    open(protocol, seed) {
      const laboratory = laboratoryWith(replacing([protocol]));
      const { plan } = compileDesign(design);
      if (plan === undefined) throw new Error('the cluster has mistakes');
      return (number) => {
        const dice = Dice.of(seed, number, name);
        const variation = {
          seed: dice.choices.word(),
          faults: faultsOf(dice),
          network: undefined,
          limits: plan.limits,
          schedule: [],
        };
        return runTrial(varyPlan(plan, variation), { mode: 'safety' }, laboratory).breaches[0];
      };
    },
  };
}
