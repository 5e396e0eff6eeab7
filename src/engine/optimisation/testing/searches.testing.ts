/** Whole searches for tests and measurements: one sampler on one objective, with so many workers. */

import { SeededChoices } from '../../base/choices.ts';
import type { Assignment, SearchSpace } from '../space/space.ts';
import type { SamplerSetting } from '../samplers/samplers.ts';
import { askSampler, beginSampler, tellSampler } from '../samplers/samplers.ts';
import type { Trial } from '../trial.ts';

export interface Search {
  readonly space: SearchSpace;
  readonly evaluate: (assignment: Assignment) => number | readonly number[];
  readonly trials: number;
  readonly seed: number;
  /** How many trials run at once; each ends after all that began before it but one of chance. */
  readonly workers?: number;
  readonly objectives?: number;
}

/** All trials of a search in the order of their numbers. A value that is not finite is a failed trial. */
export function search(setting: SamplerSetting, given: Search): readonly Trial[] {
  const { space, evaluate, seed, workers = 1, objectives = 1 } = given;
  const state = beginSampler(setting, { space, objectives });
  const choices = SeededChoices.named(seed, 'search');
  const luck = SeededChoices.named(seed, 'workers');
  const trials: Trial[] = [];
  const running: number[] = [];
  const end = (): void => {
    const [id] = running.splice(luck.below(running.length), 1);
    const trial = trials[id!]!;
    const values = [evaluate(trial.assignment)].flat();
    const isWell = values.every(Number.isFinite);
    const ended: Trial = {
      ...trial,
      state: isWell ? 'complete' : 'failed',
      values: isWell ? values : [],
    };
    trials[id!] = ended;
    tellSampler(state, ended);
  };
  for (let id = 0; id < given.trials; id++) {
    if (running.length === workers) end();
    const asked = askSampler(state, { trialId: id, trials, choices });
    if (asked.kind === 'exhausted') break;
    const { assignment } = asked;
    trials.push({ id, assignment, state: 'running', values: [], intermediates: [] });
    running.push(id);
  }
  while (running.length > 0) end();
  return trials;
}

/** The least loss among the first so many trials. */
export function bestAfter(trials: readonly Trial[], count: number): number {
  return Math.min(...trials.slice(0, count).flatMap(({ values }) => values.slice(0, 1)));
}
