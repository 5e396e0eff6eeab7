/** What it is: the strategies by id, and the attempt that a run's number stands for. */

import { present } from '../../base/invariant.ts';
import { Dice } from '../dice.ts';
import type { Ground } from '../ground.ts';
import type { ExplorationSettings, StrategyId } from '../settings.ts';
import { withAmbushes } from './ambushes.ts';
import { withMutations } from './mutations.ts';
import { byPriorities } from './priorities.ts';
import { randomWalk } from './randomWalk.ts';
import type { Attempt, Strategy } from './strategy.ts';
import { withTwins } from './twins.ts';

const BY_ID: Readonly<Record<StrategyId, Strategy>> = {
  walk: randomWalk,
  priorities: byPriorities,
  twins: withTwins,
  mutations: withMutations,
  ambushes: withAmbushes,
};

/** Which strategy makes run `number`. */
export function strategyOf({ strategies }: ExplorationSettings, number: number): StrategyId {
  return present(strategies[number % strategies.length], 'a strategy');
}

/** What run `number` is to do. */
export function attemptOf(ground: Ground, settings: ExplorationSettings, number: number): Attempt {
  const dice = Dice.of(settings.seed, number);
  return BY_ID[strategyOf(settings, number)]({ ground, settings, dice, number });
}
