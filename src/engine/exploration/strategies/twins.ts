/**
 * What it is: faulty agents that run twice. Two instances with one name and one key, each of them honest,
 * contradict each other as soon as they see different things; and to see different things they are put on
 * different sides of a network that is split anew in every round.
 * Source: Bano, Sonnino, Chursin, Perelman, Li, Ching, Malkhi: Twins: BFT Systems Made Robust, OPODIS 2021.
 * Rounds are spells of virtual time, since a protocol's own rounds are not known here; who leads is not
 * chosen, as in the paper, but follows from the protocol.
 */

import type { Micros } from '../../base/units.ts';
import type { Fault } from '../../document/fault.ts';
import { twinOf } from '../../faults/cards.ts';
import type { Dice } from '../dice.ts';
import { budgetOf, FaultNames, suspectsOf } from '../faultMix.ts';
import type { Arena } from '../ground.ts';
import type { Attempt, Circumstances } from './strategy.ts';
import { limitsOf, seedOf } from './strategy.ts';

const ROUNDS_MOST = 6;

/** One run with twins. */
export function withTwins({ ground, settings, dice }: Circumstances): Attempt {
  const { design, scale, calm } = ground;
  const names = new FaultNames();
  // Rounds in which a protocol gets on, or in which its timers run out.
  const longest = dice.pick([calm.end / 4, calm.end, scale].map((span) => Math.ceil(span)));
  const faults = ground.arenas.flatMap((arena) => {
    const budget = budgetOf(arena, settings);
    const twinned = dice.some(suspectsOf(arena), dice.oneIn(4) ? dice.upTo(budget) : budget);
    return twinned.length === 0 ? [] : scenario(arena, twinned, longest, dice, names);
  });
  return {
    variation: {
      seed: seedOf(dice),
      network: undefined,
      faults: [...design.faults, ...faults],
      limits: limitsOf(ground, settings),
      schedule: ground.plan.schedule ?? [],
    },
  };
}

function scenario(
  { participants, others }: Arena,
  twinned: readonly string[],
  longest: Micros,
  dice: Dice,
  names: FaultNames,
): readonly Fault[] {
  const twins: Fault = {
    id: names.next(),
    kind: 'behaviour',
    behaviour: 'twin',
    at: 0,
    agents: [...twinned],
  };
  const everybody = [...participants, ...others, ...twinned.map(twinOf)];
  const rounds: Fault[] = [];
  let at = 0;
  for (let round = 1 + dice.upTo(ROUNDS_MOST - 1); round > 0; round--) {
    const until = at + 1 + dice.moment(longest);
    const groups = dice.sides(everybody, dice.oneIn(4) ? 3 : 2).map((side) => [...side]);
    if (!dice.oneIn(5)) rounds.push({ id: names.next(), kind: 'partition', at, until, groups });
    at = until;
  }
  return [twins, ...rounds];
}
