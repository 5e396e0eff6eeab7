/**
 * What it is: the faults of one run, drawn at random: who is faulty and how, who crashes and comes back, who
 * is late, when the network is split. Each kind is on in a part of the runs only, because a run that has a
 * little of everything seldom gets far in anything.
 * Source: Groce, Zhang, Eide, Chen, Regehr: Swarm Testing, ISSTA 2012.
 * In every coordination at most as many participants are faulty as the settings say. Whoever only crashes
 * and comes back, or is late, is not faulty: asynchrony is no fault.
 */

import type { Micros } from '../base/units.ts';
import type { Fault } from '../document/fault.ts';
import { isTwinning } from '../faults/cards.ts';
import type { Dice } from './dice.ts';
import type { Arena, Ground } from './ground.ts';
import type { ExplorationSettings } from './settings.ts';

/** Trouble that is drawn begins before so many times the scale, and ends before twice as many. */
const BEGIN_SCALES = 2;

/** Numbers the faults of a run, so that none has the name of one that is drawn. */
export class FaultNames {
  private count = 0;

  next(): string {
    this.count++;
    return `explored${this.count}`;
  }
}

/** How many of an arena's participants a run may make faulty beside those that the design makes so. */
export function budgetOf(arena: Arena, { faultyMost }: ExplorationSettings): number {
  return Math.max(0, (faultyMost ?? arena.tolerated) - arena.drawnFaulty.length);
}

/** The participants that a run may choose culprits from. */
export function suspectsOf({ participants, drawnFaulty }: Arena): readonly string[] {
  return participants.filter((name) => !drawnFaulty.includes(name));
}

/** The faults of one run, beside those of the design. */
export function mixFaults(
  { arenas, scale }: Ground,
  settings: ExplorationSettings,
  dice: Dice,
  names: FaultNames,
): readonly Fault[] {
  return arenas.flatMap((arena) => {
    const budget = budgetOf(arena, settings);
    const shuffled = dice.some(suspectsOf(arena), Infinity);
    const culprits = shuffled.slice(0, dice.oneIn(3) ? dice.upTo(budget) : budget);
    const honest = shuffled.slice(culprits.length);
    return [
      ...lies(arena, culprits, scale, dice, names),
      ...recoveries(honest, settings, scale, dice, names),
      ...lateness(arena, scale, dice, names),
      ...splits(arena, scale, dice, names),
    ];
  });
}

function lies(
  arena: Arena,
  culprits: readonly string[],
  scale: Micros,
  dice: Dice,
  names: FaultNames,
): readonly Fault[] {
  if (culprits.length === 0) return [];
  const behaviours = arena.behaviours.filter((behaviour) => !isTwinning(behaviour));
  const lie = (agents: readonly string[]): Fault => ({
    id: names.next(),
    kind: 'behaviour',
    behaviour: dice.pick(behaviours),
    at: beginning(scale, dice),
    agents: [...agents],
  });
  // Of several culprits, either all are in one plot, or each is on its own.
  if (dice.oneIn(3)) return [lie(culprits)];
  return culprits.flatMap((culprit): readonly Fault[] => {
    if (dice.oneIn(6))
      return [{ id: names.next(), kind: 'crash', at: beginning(scale, dice), agents: [culprit] }];
    return dice.oneIn(2) ? [lie([culprit])] : [lie([culprit]), lie([culprit])];
  });
}

function beginning(scale: Micros, dice: Dice): Micros {
  return dice.oneIn(2) ? 0 : dice.moment(scale * BEGIN_SCALES);
}

/** A time in which trouble holds that is not to last. */
function spell(scale: Micros, dice: Dice): { readonly at: Micros; readonly until: Micros } {
  const at = dice.moment(scale * BEGIN_SCALES);
  return { at, until: at + 1 + dice.moment(scale * BEGIN_SCALES) };
}

function recoveries(
  honest: readonly string[],
  { recoveriesMost }: ExplorationSettings,
  scale: Micros,
  dice: Dice,
  names: FaultNames,
): readonly Fault[] {
  if (!dice.oneIn(3)) return [];
  return honest
    .slice(0, dice.upTo(recoveriesMost))
    .map((name) => ({ id: names.next(), kind: 'crash', ...spell(scale, dice), agents: [name] }));
}

function lateness(
  { participants }: Arena,
  scale: Micros,
  dice: Dice,
  names: FaultNames,
): readonly Fault[] {
  if (!dice.oneIn(4)) return [];
  return dice.some(participants, 1 + dice.upTo(1)).map((name) => ({
    id: names.next(),
    kind: 'slow',
    ...spell(scale, dice),
    delayMicros: dice.moment(scale),
    agents: [name],
  }));
}

function splits(
  { participants, others }: Arena,
  scale: Micros,
  dice: Dice,
  names: FaultNames,
): readonly Fault[] {
  if (participants.length < 2 || !dice.oneIn(3)) return [];
  return Array.from({ length: 1 + dice.upTo(1) }, (): Fault => {
    const groups = dice.sides([...participants, ...others], 2).map((side) => [...side]);
    return { id: names.next(), kind: 'partition', ...spell(scale, dice), groups };
  });
}
