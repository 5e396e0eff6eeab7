/**
 * What it is: how long something takes, in CPU time of this process (user and system), because wall
 * time on a shared machine counts the neighbours too. Figures are medians of several rounds, and the
 * rounds of everything compared are interleaved, so that a busy minute does not hit one row only.
 */

/** One thing to measure. `run` does the work once and returns how many operations that was. */
export interface Subject {
  readonly name: string;
  readonly run: () => number;
}

/** What was measured: operations for each CPU second. */
export interface Rate {
  readonly name: string;
  readonly median: number;
  readonly best: number;
  /** Of each round, in their order: what was measured right after one another is compared by these. */
  readonly rounds: readonly number[];
}

/** How many times as long the same operations take at the first rate as at the second: the median over the rounds. */
export function slowdown(slow: Rate, quick: Rate): number {
  return median(slow.rounds.map((rate, round) => (quick.rounds[round] ?? Number.NaN) / rate));
}

/** CPU seconds that this process has used. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The middle value; of an even number, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((x, y) => x - y);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Warms every subject up once, then measures `rounds` interleaved rounds. */
export function compare(subjects: readonly Subject[], rounds = 5): Rate[] {
  for (const subject of subjects) subject.run();
  const rates = subjects.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    subjects.forEach((subject, i) => {
      const before = cpuSeconds();
      const operations = subject.run();
      rates[i]?.push(operations / (cpuSeconds() - before));
    });
  }
  return subjects.map(({ name }, i) => {
    const own = rates[i] ?? [];
    return { name, median: median(own), best: Math.max(...own), rounds: own };
  });
}
