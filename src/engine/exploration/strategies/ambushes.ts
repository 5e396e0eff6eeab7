/**
 * What it is: trouble at turning points: whoever is elected, votes, commits or sends a message of a certain kind is
 * crashed, cut off, muted or slowed at that moment or shortly after, for about as long as one of the protocol's own
 * intervals. Faults at random times seldom strike between two steps of an algorithm; these do nothing else.
 * A rule names one kind of event and one trouble and lies in wait for every participant; a run has a few of them.
 * An ambush is an ordinary fault with a condition, so what is found is an ordinary design.
 * Source: crashes between the steps of a protocol are where its rules come from (Ongaro and Ousterhout, USENIX ATC
 * 2014, Figure 8); triggering faults by events: Joshi, Gunawi, Sen: PREFAIL, OOPSLA 2011.
 */

import type { Micros } from '../../base/units.ts';
import type { Fault, FaultCondition } from '../../document/fault.ts';
import type { Dice } from '../dice.ts';
import { FaultNames } from '../faultMix.ts';
import type { Arena, Ground } from '../ground.ts';
import { drawNetwork, meanOf } from './randomWalk.ts';
import type { Attempt, Circumstances } from './strategy.ts';
import { limitsOf, seedOf } from './strategy.ts';

const RULES_MOST = 4;
/** Of a large population, so many are waited for. */
const VICTIMS_MOST = 12;
/** In how many of its events in a row a participant is struck, and how many are let pass before. */
const REPEATS_MOST = 3;
const PASSED_MOST = 4;
/** In times the scale: when the last ambush is over. */
const END_SCALES = 2;

/** One run with ambushes. */
export function withAmbushes({ ground, settings, dice }: Circumstances): Attempt {
  const names = new FaultNames();
  const until = Math.max(1, Math.floor(END_SCALES * ground.scale));
  const mayCrash = settings.recoveriesMost > 0;
  const latency = latencyOf(ground);
  const faults = ground.arenas.flatMap((arena) => {
    const { turningPoints } = settings;
    const theme = turningPoints ?? themeOf(arena, dice);
    const messages = turningPoints === undefined ? arena.messages : [];
    const field: Field = { arena, theme, messages, latency, until, mayCrash, dice, names };
    return Array.from({ length: 1 + dice.upTo(RULES_MOST - 1) }, () => layRule(field)).flat();
  });
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

function latencyOf({ plan }: Ground): Micros {
  const [first] = plan.coordinations;
  return first === undefined ? 0 : Math.ceil(meanOf(first.network.latency));
}

/** What the rules of a run are about: the events of one part of the protocol, such as `raft.`, or all. */
function themeOf({ events }: Arena, dice: Dice): readonly string[] {
  if (events.length === 0 || dice.oneIn(4)) return events;
  const [part = ''] = dice.pick(events).split('.');
  return events.filter((event) => event.startsWith(`${part}.`));
}

interface Field {
  readonly arena: Arena;
  /** Events and messages to lie in wait at. */
  readonly theme: readonly string[];
  readonly messages: readonly string[];
  readonly latency: Micros;
  readonly until: Micros;
  readonly mayCrash: boolean;
  readonly dice: Dice;
  readonly names: FaultNames;
}

/** What every fault of a rule has. */
interface Sprung {
  readonly id: string;
  readonly at: Micros;
  readonly until: Micros;
  readonly when: FaultCondition;
}

/** What happens to whoever steps into it. A fault is written out at once: many are laid, and few ever spring. */
type Trap = (victim: string, sprung: Sprung) => Fault;

/** One rule for many: the same event, the same trouble. */
function layRule(field: Field): readonly Fault[] {
  const { arena, dice, names, until } = field;
  const cue = drawCue(field);
  const trap = drawTrap(field);
  const delayMicros = dice.oneIn(2) ? 0 : drawDelay(field);
  const isBrief = dice.oneIn(2);
  const spell = drawSpell(field);
  const first = 1 + (dice.oneIn(2) ? 0 : dice.upTo(PASSED_MOST));
  const repeats = dice.oneIn(2) ? 1 : 1 + dice.upTo(REPEATS_MOST - 1);
  const laid: Fault[] = [];
  for (const victim of dice.some(arena.participants, VICTIMS_MOST)) {
    const by = [victim];
    for (let i = 0; i < repeats; i++) {
      const forMicros = isBrief ? spell : drawSpell(field);
      const { event, message } = cue;
      const nth = first + i;
      const when =
        message === undefined
          ? { event, by, nth, delayMicros, forMicros }
          : { event, message, by, nth, delayMicros, forMicros };
      laid.push(trap(victim, { id: names.next(), at: 0, until, when }));
    }
  }
  return laid;
}

type Cue = Pick<FaultCondition, 'event' | 'message'>;

function drawCue({ theme, messages, dice }: Field): Cue {
  if (theme.length > 0 && (messages.length === 0 || !dice.oneIn(6)))
    return { event: dice.pick(theme) };
  const event = dice.oneIn(2) ? 'message.sent' : 'message.delivered';
  return messages.length === 0 ? { event } : { event, message: dice.pick(messages) };
}

/** A few messages' time. */
function drawDelay({ latency, dice }: Field): Micros {
  return dice.moment(Math.max(2, latency * dice.pick([1, 2, 4, 16])));
}

/** A fraction or a small multiple of one of the protocol's own intervals. */
function drawSpell({ arena, latency, until, dice }: Field): Micros {
  const interval = arena.intervals.length === 0 ? 16 * latency : dice.pick(arena.intervals);
  const most = Math.min(until, interval * dice.pick([1, 2, 4, 16]));
  return 1 + dice.moment(most);
}

function drawTrap({ arena, latency, mayCrash, dice }: Field): Trap {
  const { participants, others } = arena;
  const everybody = [...participants, ...others];
  const companions = dice.some(everybody, dice.upTo(2));
  const other = dice.pick(participants);
  const [left = [], right = []] = dice.sides(everybody, 3);
  // The third side hears both.
  const isSplit = right.length > 0;
  const kind = dice.upTo(5 + (isSplit ? 1 : 0) + (mayCrash ? 3 : 0));
  switch (isSplit || kind < 5 ? kind : kind + 1) {
    case 0:
      return (victim, { id, at, until, when }) => {
        return { kind: 'partition', id, at, until, when, groups: [[victim, ...others]] };
      };
    case 1:
      return (victim, { id, at, until, when }) => {
        const groups = [[...new Set([victim, ...companions])]];
        return { kind: 'partition', id, at, until, when, groups };
      };
    case 2:
      return (victim, { id, at, until, when }) => {
        return { kind: 'cut', id, at, until, when, link: { from: [victim], oneWay: true } };
      };
    case 3:
      return (victim, { id, at, until, when }) => {
        const from = everybody.filter((one) => one !== victim);
        return { kind: 'cut', id, at, until, when, link: { from, to: [victim], oneWay: true } };
      };
    case 4:
      return (victim, { id, at, until, when }) => {
        const link = { from: [victim], to: [other], oneWay: false };
        return { kind: 'cut', id, at, until, when, link };
      };
    case 5:
      return (_, { id, at, until, when }) => {
        const link = { from: [...left], to: [...right], oneWay: false };
        return { kind: 'cut', id, at, until, when, link };
      };
    case 6: {
      const delayMicros = Math.max(1, latency) * (1 + dice.upTo(15));
      return (victim, { id, at, until, when }) => {
        return { kind: 'slow', id, at, until, when, delayMicros, agents: [victim] };
      };
    }
    case 7:
      return (victim, { id, at, until, when }) => {
        return { kind: 'crash', id, at, until, when, agents: [victim] };
      };
    case 8:
      return (victim, { id, at, until, when }) => {
        return { kind: 'reboot', id, at, until, when, agents: [victim] };
      };
    default:
      return (_, { id, at, until, when }) => {
        return { kind: 'crash', id, at, until, when, agents: [other] };
      };
  }
}
