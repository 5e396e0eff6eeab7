/**
 * What it is: `explore FILE`: many runs with other seeds, faults and orders of messages; the first violation
 * is made small and saved as a design that reproduces it.
 */

import { availableParallelism } from 'node:os';
import { DEFAULT_EXPLORATION, STRATEGY_IDS } from '../../engine/exploration/settings.ts';
import type { ExplorationSettings, StrategyId } from '../../engine/exploration/settings.ts';
import type { Find } from '../../engine/exploration/explore.ts';
import type { Counterexample } from '../../engine/exploration/shrinking/shrink.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import { ExplorationPool, RANGE_RUNS } from '../../workers/client/explorationPool.ts';
import type { Progress } from '../../workers/client/ledger.ts';
import { fileOf, readArguments } from '../arguments.ts';
import type { Written } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { loadDesign, planDesign } from '../designs.ts';
import { saveCounterexample } from '../exploration/save.ts';
import { ownThread, startThread } from '../exploration/threads.ts';
import { EXIT_OK, EXIT_UNMET, usageTrouble } from '../trouble.ts';
import { EXHAUSTIVE, refuseSearchFlags, SEARCH_FLAGS, searchAll } from './searchAll.ts';

const RUNS = 1_000;
const RUNS_MOST = 100_000_000;
const WORKERS_MOST = 64;
const PPM = 1_000_000;

/** Exit 0 when nothing was found, 1 when something was. */
export async function explore(args: readonly string[], console: Console): Promise<number> {
  const written = readArguments(args, {
    runs: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    strategy: { type: 'string', multiple: true },
    mode: { type: 'string' },
    faulty: { type: 'string' },
    loss: { type: 'string' },
    duplication: { type: 'string' },
    depth: { type: 'string' },
    property: { type: 'string', multiple: true },
    event: { type: 'string', multiple: true },
    workers: { type: 'string' },
    ...SEARCH_FLAGS,
    set: { type: 'string', multiple: true },
  });
  const path = fileOf(written);
  const design = loadDesign(path, written.texts('set'));
  planDesign(path, design, design.seed);
  if (written.texts('strategy').includes(EXHAUSTIVE)) return searchAll(design, written, console);
  refuseSearchFlags(written);
  const settings = settingsOf(written);
  const runs = written.whole('runs', 1, RUNS_MOST) ?? RUNS;
  const workers = written.whole('workers', 1, WORKERS_MOST) ?? workersFor(runs);
  const pool = new ExplorationPool({
    design,
    settings,
    workers,
    spawn: workers === 1 ? ownThread : startThread,
    onProgress: (progress) => console.progress(sayProgress(progress, runs)),
  });
  try {
    await pool.open();
    await pool.exploreTo(runs);
    const { progress } = pool;
    const [first] = progress.finds;
    const small = first === undefined ? undefined : await pool.shrink(first.run, first.property);
    const file = small === undefined ? undefined : saveCounterexample(small, written.text('out'));
    const report = { design: design.name, settings, progress, first, small, file };
    if (written.isJson) sayJson(console, reportJson(report));
    else sayReport(console, report);
    return first === undefined ? EXIT_OK : EXIT_UNMET;
  } finally {
    pool.dispose();
  }
}

/** More threads than there is work for are not started. */
function workersFor(runs: number): number {
  return Math.max(1, Math.min(availableParallelism() - 1, Math.ceil(runs / RANGE_RUNS)));
}

function settingsOf(written: Written): ExplorationSettings {
  const strategies = written.texts('strategy').map((name): StrategyId => {
    const known = STRATEGY_IDS.find((id) => id === name);
    if (known === undefined)
      throw usageTrouble(
        `--strategy is one of ${STRATEGY_IDS.join(', ')}, or ${EXHAUSTIVE} alone, not ${name}.`,
      );
    return known;
  });
  const properties = written.texts('property');
  const turningPoints = written.texts('event');
  const faultyMost = written.whole('faulty', 0, 1_000);
  return {
    ...DEFAULT_EXPLORATION,
    seed: written.whole('seed', 0, Number.MAX_SAFE_INTEGER) ?? DEFAULT_EXPLORATION.seed,
    mode: written.oneOf('mode', ['safety', 'liveness']) ?? DEFAULT_EXPLORATION.mode,
    depth: written.whole('depth', 1, 20) ?? DEFAULT_EXPLORATION.depth,
    lossPpmMost: written.whole('loss', 0, PPM) ?? 0,
    duplicationPpmMost: written.whole('duplication', 0, PPM) ?? 0,
    ...(strategies.length === 0 ? {} : { strategies }),
    ...(properties.length === 0 ? {} : { properties }),
    ...(turningPoints.length === 0 ? {} : { turningPoints }),
    ...(faultyMost === undefined ? {} : { faultyMost }),
  };
}

function sayProgress({ runs, finds, states }: Progress, most: number): string {
  return `${runs} of ${most} runs, ${states} states, ${finds.length} violations`;
}

interface Report {
  readonly design: string;
  readonly settings: ExplorationSettings;
  readonly progress: Progress;
  readonly first: Find | undefined;
  readonly small: Counterexample | undefined;
  readonly file: string | undefined;
}

function reportJson({ design, settings, progress, first, small, file }: Report): object {
  const { runs, events, states, violations, ends, finds } = progress;
  return {
    design,
    engine: ENGINE_VERSION,
    seed: settings.seed,
    mode: settings.mode,
    strategies: settings.strategies,
    runs,
    events,
    states,
    violations,
    ends,
    found: finds.map((find) => ({ ...find })),
    counterexample:
      first === undefined || small === undefined
        ? undefined
        : { run: first.run, property: first.property, ...small.size, trials: small.trials, file },
  };
}

function sayReport(console: Console, { design, progress, first, small, file }: Report): void {
  const { runs, events, states, finds } = progress;
  console.say(`${design}: ${runs} runs, ${events} events, ${states} distinct states`);
  if (first === undefined) console.say('  nothing was violated');
  for (const { run, strategy, title, explanation, times } of finds)
    console.say(
      `  violated in ${times} runs, first in run ${run} (${strategy}): ${title}: ${explanation}`,
    );
  if (small !== undefined) {
    const { agents, faults, decisions, messages } = small.size;
    console.say(
      `  made small: ${agents} agents, ${faults} faults, ${decisions} decisions, ${messages} messages`,
    );
  } else if (first !== undefined) {
    console.say(
      '  run by itself, the design does not violate it: please report this with the seed',
    );
  }
  if (file !== undefined) console.say(`  saved as ${file}; concord run ${file} shows it`);
}
