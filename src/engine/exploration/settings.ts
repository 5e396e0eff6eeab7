/**
 * What it is: what an exploration is to do: which strategies, how many may be faulty, what the network may
 * do, what counts as a violation. Plain data: it crosses threads and is printed by the command line.
 * Units: shares in parts per million.
 */

import type { Ppm } from '../base/units.ts';

export const STRATEGIES = [
  {
    id: 'walk',
    title: 'Random walk',
    help: 'Every run has its own luck: latencies, losses, faults at random times, each kind of trouble on in half of the runs.',
  },
  {
    id: 'priorities',
    title: 'Priorities (PCT)',
    help: 'One message is delivered at a time, by random priorities that change at a few random points: good at orders that few random runs would meet.',
  },
  {
    id: 'twins',
    title: 'Twins',
    help: 'Faulty agents run twice under one name and key, and the network is split anew in every round.',
  },
  {
    id: 'mutations',
    title: 'Small mutations',
    help: 'Faulty agents change small things in a few of their messages: a number by one, a digest for another, an old message again.',
  },
  {
    id: 'ambushes',
    title: 'Ambushes',
    help: 'Whoever is elected, votes, commits or sends a certain message is crashed, cut off or slowed at that very moment: good at what hides between two steps.',
  },
] as const;
export type StrategyId = (typeof STRATEGIES)[number]['id'];
export const STRATEGY_IDS: readonly StrategyId[] = STRATEGIES.map(({ id }) => id);

/** safety: what must never happen; liveness: all trouble ends, and then there must be progress. */
export type ExplorationMode = 'safety' | 'liveness';

export interface ExplorationSettings {
  /** Of the exploration: with it a run's number stands for the run. */
  readonly seed: number;
  /** By turns: run i is made by strategy i modulo their number. At least one. */
  readonly strategies: readonly StrategyId[];
  readonly mode: ExplorationMode;
  /** How many participants of a coordination may be faulty, those drawn in the design among them; undefined: as many as the protocol bears. */
  readonly faultyMost?: number;
  /** The most that is lost and that is doubled, where the design does not say more. */
  readonly lossPpmMost: Ppm;
  readonly duplicationPpmMost: Ppm;
  /** How many times longer than drawn a message may take. */
  readonly stretchMost: number;
  /** How many of the others may crash and come back. */
  readonly recoveriesMost: number;
  /** d of the priorities: how many ordered steps a violation may hang on; d − 1 changes of priority. */
  readonly depth: number;
  /** Kinds of events at which ambushes lie in wait; undefined: all that the protocols have, and their messages. */
  readonly turningPoints?: readonly string[];
  /** Names of properties that count; undefined: all of the mode. */
  readonly properties?: readonly string[];
}

/** What is done unless something else is asked for. */
export const DEFAULT_EXPLORATION: ExplorationSettings = {
  seed: 1,
  strategies: STRATEGY_IDS,
  mode: 'safety',
  lossPpmMost: 0,
  duplicationPpmMost: 0,
  stretchMost: 10,
  recoveriesMost: 1,
  depth: 3,
};

/** In a small world: how often, in all, each kind of mishap may happen. */
export interface SearchBudgets {
  /** Messages that are lost, and that arrive once more. */
  readonly drops: number;
  readonly duplicates: number;
  /** Crashes of honest actors, which may restart at any time or never. */
  readonly crashes: number;
  /** Timers that run out, whenever they are set. */
  readonly timeouts: number;
}

/** What the search of a small world is to do. */
export interface SearchSettings {
  /** Breadth: every world near the beginning first; depth: one way to its end, then the next, which finds what lies deep. */
  readonly order: 'breadth' | 'depth';
  readonly statesMax: number;
  readonly depthMax: number;
  /** What is left out follows from the design's network and faults. */
  readonly budgets: Partial<SearchBudgets>;
  /** Of orders that make no difference one is looked at: the same verdict, fewer worlds. */
  readonly isReduced: boolean;
}

export const DEFAULT_SEARCH: SearchSettings = {
  order: 'breadth',
  statesMax: 500_000,
  depthMax: 1_000,
  budgets: {},
  isReduced: false,
};
