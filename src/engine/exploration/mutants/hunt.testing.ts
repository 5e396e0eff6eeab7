/**
 * What it is: the hunt for mutants: schedules are tried, the strategies taking turns, until one shows that a rule
 * is broken. The same schedules must find nothing wrong with the protocol that keeps all its rules.
 * Shapes: an exploration seed and a number make a schedule; a hunt from another seed is another hunt.
 */

import type { AnyProtocol } from '../../contract/protocol.ts';
import type { Mutant } from '../../protocols/testing/mutant.testing.ts';

/** A property that a schedule broke. */
export interface Broken {
  readonly property: string;
  readonly explanation: string;
}

/** One way of making schedules, opened for a protocol. */
export interface Strategy {
  readonly name: string;
  /** What breaks is asked in a run of its own for each schedule. */
  open(
    protocol: AnyProtocol,
    seed: number,
    breaks: Mutant['breaks'],
  ): (number: number) => Broken | undefined;
}

/** A protocol with its mutants and the schedules that fit it. */
export interface Family {
  readonly name: string;
  readonly honest: AnyProtocol;
  readonly mutants: readonly Mutant[];
  readonly strategies: readonly Strategy[];
}

/** How a hunt ended. */
export interface Catch extends Broken {
  readonly strategy: string;
  /** How many it took, the last one included. */
  readonly schedules: number;
}

/** Hunts with at most `budget` schedules; undefined when it escaped. */
export function hunt(
  protocol: AnyProtocol,
  strategies: readonly Strategy[],
  breaks: Mutant['breaks'],
  seed: number,
  budget: number,
): Catch | undefined {
  const opened = strategies.map((strategy) => ({
    name: strategy.name,
    run: strategy.open(protocol, seed, breaks),
  }));
  for (let i = 0; i < budget; i++) {
    const { name, run } = opened[i % opened.length]!;
    const broken = run(Math.floor(i / opened.length));
    if (broken !== undefined) return { ...broken, strategy: name, schedules: i + 1 };
  }
  return undefined;
}

/** What several hunts for one mutant came to. */
export interface Tally {
  /** Of the hunts that caught it. */
  readonly medianSchedules: number;
  readonly escaped: number;
  /** The most frequent ones. */
  readonly strategy: string;
  readonly property: string;
}

/** Sums up hunts, one from each seed. */
export function tally(catches: readonly (Catch | undefined)[]): Tally {
  const caught = catches.filter((one) => one !== undefined);
  const counts = caught.map(({ schedules }) => schedules).sort((x, y) => x - y);
  return {
    medianSchedules: counts[counts.length >> 1] ?? 0,
    escaped: catches.length - caught.length,
    strategy: mostFrequent(caught.map(({ strategy }) => strategy)),
    property: mostFrequent(caught.map(({ property }) => property)),
  };
}

function mostFrequent(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? '';
}
