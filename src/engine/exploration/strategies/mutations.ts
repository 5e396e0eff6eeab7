/**
 * What it is: a few faults, each small: faulty agents that alter their messages a little now and then, and
 * spells in which the network is split.
 * Source: Winter, Buse, de Graaf, von Gleissenthall, Ozkan: Randomized Testing of Byzantine Fault Tolerant
 * Algorithms, OOPSLA 2023 (ByzzFuzz): c process faults and d network faults over r rounds, of which only
 * small-scope mutations are tried. What the mutations are is in faults/mutate.ts; rounds are spells of
 * virtual time.
 */

import type { Fault } from '../../document/fault.ts';
import type { Dice } from '../dice.ts';
import { budgetOf, FaultNames, suspectsOf } from '../faultMix.ts';
import type { Arena, Ground } from '../ground.ts';
import type { ExplorationSettings } from '../settings.ts';
import { drawNetwork } from './randomWalk.ts';
import type { Attempt, Circumstances } from './strategy.ts';
import { limitsOf, seedOf } from './strategy.ts';

const NETWORK_FAULTS_MOST = 2;
const ROUNDS = 8;

/** One run with small mutations. */
export function withMutations({ ground, settings, dice }: Circumstances): Attempt {
  const names = new FaultNames();
  const faults = ground.arenas.flatMap((arena) => [
    ...processFaults(arena, ground, settings, dice, names),
    ...networkFaults(arena, ground, dice, names),
  ]);
  return {
    variation: {
      seed: seedOf(dice),
      network: drawNetwork(ground, settings, dice),
      faults: [...ground.design.faults, ...faults],
      limits: limitsOf(ground, settings),
      schedule: ground.plan.schedule ?? [],
    },
  };
}

/** Each culprit mutates its messages in some rounds. */
function processFaults(
  arena: Arena,
  ground: Ground,
  settings: ExplorationSettings,
  dice: Dice,
  names: FaultNames,
): readonly Fault[] {
  return dice.some(suspectsOf(arena), budgetOf(arena, settings)).flatMap((culprit) => {
    const { at, until } = rounds(ground, dice);
    const end = dice.oneIn(2) ? {} : { until };
    return [
      { id: names.next(), kind: 'behaviour', behaviour: 'mutate', at, ...end, agents: [culprit] },
    ];
  });
}

function networkFaults(
  { participants, others }: Arena,
  ground: Ground,
  dice: Dice,
  names: FaultNames,
): readonly Fault[] {
  return Array.from({ length: dice.upTo(NETWORK_FAULTS_MOST) }, (): Fault => {
    const groups = dice.sides([...participants, ...others], 2).map((side) => [...side]);
    return { id: names.next(), kind: 'partition', ...rounds(ground, dice), groups };
  });
}

/** From the beginning of one round to the end of one. */
function rounds(
  { calm, scale }: Ground,
  dice: Dice,
): { readonly at: number; readonly until: number } {
  const length = Math.max(1, Math.floor((dice.oneIn(2) ? calm.end : scale) / ROUNDS));
  const first = dice.upTo(ROUNDS - 1);
  return { at: first * length, until: (first + 1 + dice.upTo(2)) * length };
}
