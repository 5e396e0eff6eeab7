/**
 * `npm run mutants`: every protocol with one rule broken at a time, hunted by exploration until it is found out,
 * from several exploration seeds. Exits with 1 when one escapes, or when the protocol that keeps all its rules is
 * accused in the same schedules.
 *
 *   npm run mutants                                   all of them, five seeds each, up to 5,000 schedules
 *   npm run mutants -- --seeds 3 --budget 1000        fewer
 *   npm run mutants -- --only gapsLeft,RAFT           those whose id, rule or family has one of the words
 */
import { parseArgs } from 'node:util';
import { cpuSeconds } from '../bench/lib/measure.ts';
import { printTable } from '../bench/lib/table.ts';
import type { Catch, Family } from '../src/engine/exploration/mutants/hunt.testing.ts';
import { hunt, tally } from '../src/engine/exploration/mutants/hunt.testing.ts';
import { FAMILIES } from '../src/engine/exploration/mutants/strategies.testing.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    budget: { type: 'string', default: '5000' },
    honest: { type: 'string', default: '1000' },
    only: { type: 'string', default: '' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const budget = Number(values.budget);
const words = values.only.split(',');

let escapes = 0;
let count = 0;

function huntAll({ name, mutants, strategies }: Family): (string | number)[][] {
  return mutants
    .filter(({ id, rule }) =>
      words.some((word) => [id, rule, name].some((text) => text.includes(word))),
    )
    .map(({ id, rule, breaks, protocol }) => {
      const catches: (Catch | undefined)[] = seeds.map((seed) =>
        hunt(protocol, strategies, breaks, seed, budget),
      );
      const { medianSchedules, escaped, strategy, property } = tally(catches);
      count++;
      if (escaped > 0) escapes++;
      const counts = catches.map((one) => one?.schedules ?? '–').join(' ');
      console.log(`${id}: ${escaped > 0 ? `ESCAPED ${escaped} times` : property} (${counts})`);
      return [id, rule, breaks, strategy, `${medianSchedules}`, property];
    });
}

/** The honest protocol in the schedules of every strategy, for what is safe and for what is live. */
function accuse({ name, honest, strategies }: Family): (string | number)[] {
  const schedules = Number(values.honest);
  const accusations = (['safety', 'liveness'] as const).flatMap((breaks) => {
    const found = hunt(honest, strategies, breaks, 1, schedules);
    if (found === undefined) return [];
    console.log(
      `${name} is accused: ${found.property} ${found.explanation} (${found.strategy}, schedule ${found.schedules})`,
    );
    return [found.property];
  });
  escapes += accusations.length;
  return [name, `${2 * schedules}`, accusations.length === 0 ? 'nothing' : accusations.join(', ')];
}

const before = cpuSeconds();
const wanted = FAMILIES.filter(({ name, mutants }) =>
  words.some(
    (word) => name.includes(word) || mutants.some(({ id, rule }) => `${id} ${rule}`.includes(word)),
  ),
);
const rows = wanted.flatMap(huntAll);
const honest = wanted.map(accuse);
printTable(
  `Mutants, median schedules of ${seeds.length} hunts`,
  ['mutant', 'rule', 'breaks', 'found by', 'schedules', 'property'],
  rows,
);
printTable('The protocols that keep their rules', ['protocol', 'schedules', 'found'], honest);
console.log(`${count} mutants, ${(cpuSeconds() - before).toFixed(0)} CPU s`);
if (escapes > 0 || count === 0) process.exitCode = 1;
