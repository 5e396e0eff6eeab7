/** What it is: what a suggestion costs an optimiser that knows a hundred trials. */

import type { Objective } from '../lib/hpoObjectives.ts';
import { cpuSeconds, median } from '../lib/measure.ts';
import type { Cell } from '../lib/table.ts';
import { SeededChoices } from '../../src/engine/base/choices.ts';
import { askSampler, beginSampler } from '../../src/engine/optimisation/samplers/samplers.ts';
import { search } from '../../src/engine/optimisation/testing/searches.testing.ts';
import type { Optimiser } from './optimisers.ts';

/** The optimiser, and its CPU milliseconds for a suggestion: the median of fifteen. */
export function costRow({ name, setting }: Optimiser, objective: Objective): readonly Cell[] {
  const trials = search(setting, { ...objective, trials: 100, seed: 1 });
  const state = beginSampler(setting, { space: objective.space, objectives: 1 });
  const choices = SeededChoices.named(1, 'cost');
  const ask = (trialId: number): void => {
    askSampler(state, { trialId, trials, choices });
  };
  for (let i = 0; i < 3; i++) ask(1_000 + i);
  const rounds = Array.from({ length: 15 }, (_, i) => {
    const before = cpuSeconds();
    ask(2_000 + i);
    return 1_000 * (cpuSeconds() - before);
  });
  return [name, median(rounds)];
}
