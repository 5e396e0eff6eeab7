/**
 * What it is: how fast exhaustive search is: two-phase commit, whose states fit a word, up to 296,448 of them,
 * beside tla-checker over the same in TLA+; and small worlds of the real protocols, whose states are whole machines.
 * The counts of two-phase commit are known from the literature and from TLC; a wrong one fails the bench.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check_spec_with_cfg as checkSpecification, initSync } from 'tla-checker';
import { AGENT_BEHAVIOURS } from '../src/engine/agents/registry.ts';
import { exploreExhaustively } from '../src/engine/exploration/exhaustive/exhaustive.ts';
import type { ExhaustiveBounds } from '../src/engine/exploration/exhaustive/exhaustive.ts';
import { Search } from '../src/engine/exploration/exhaustive/search.ts';
import type { SearchProgress } from '../src/engine/exploration/exhaustive/search.ts';
import { twoPhaseCommit } from '../src/engine/exploration/exhaustive/testing/twoPhaseCommit.testing.ts';
import { MUTANTS } from '../src/engine/protocols/byzantineConsensus/testing/mutants.testing.ts';
import {
  misbehave,
  pbftPlan,
} from '../src/engine/protocols/byzantineConsensus/testing/runs.testing.ts';
import { planOf } from '../src/engine/protocols/testing/rehearsal.testing.ts';
import { PROTOCOLS } from '../src/engine/protocols/registry.ts';
import type { AnyProtocol } from '../src/engine/contract/protocol.ts';
import { twoPhaseMachines } from '../src/engine/exploration/exhaustive/testing/twoPhaseMachines.testing.ts';
import type { Plan } from '../src/engine/plan/plan.ts';
import { cpuSeconds, median } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const STATES: readonly (readonly [managers: number, states: number])[] = [
  [3, 288],
  [4, 1_568],
  [5, 8_832],
  [7, 296_448],
];
/** Larger ones take the other checker too long. */
const OTHER_MAX = 5;
const ROUNDS = 5;
const SLICE = 20_000;
const WORLDS_MAX = 200_000;
const REDUCED_MAX = 1_000_000;

type ReductionCase = readonly [name: string, plan: Plan, protocol: AnyProtocol, timeouts?: number];

interface Measured {
  readonly progress: SearchProgress;
  readonly seconds: number;
}

function measure(search: {
  advance(expansions: number): { readonly phase: string };
  readonly progress: SearchProgress;
}): Measured {
  const before = cpuSeconds();
  while (search.advance(SLICE).phase === 'searching');
  return { progress: search.progress, seconds: cpuSeconds() - before };
}

/** CPU seconds of tla-checker for as many managers. */
function other(managers: number, expected: number): number {
  const url = new URL(
    '../src/engine/exploration/exhaustive/testing/twoPhaseCommit.tla',
    import.meta.url,
  );
  const names = Array.from({ length: managers }, (_, i) => `r${i}`).join(', ');
  const settings = `INIT Init\nNEXT Next\nINVARIANT Consistent\nCONSTANT RM = {${names}}\nCONSTANT Enough = FALSE`;
  const before = cpuSeconds();
  const report = JSON.parse(
    checkSpecification(readFileSync(url, 'utf8'), settings, '{}', 1_000_000, 1_000, true, false),
  ) as { readonly states_explored: number };
  const seconds = cpuSeconds() - before;
  if (report.states_explored !== expected)
    throw new Error(`tla-checker counts ${report.states_explored}, not ${expected}`);
  return seconds;
}

function twoPhase(): void {
  const path = createRequire(import.meta.url).resolve('tla-checker/tla_checker_bg.wasm');
  initSync({ module: readFileSync(path) });
  const rows = STATES.map(([managers, states]) => {
    const rounds = Array.from({ length: ROUNDS }, () =>
      measure(new Search(twoPhaseCommit(managers))),
    );
    const { progress } = rounds[0] as Measured;
    if (progress.states !== states) throw new Error(`${progress.states} states, not ${states}`);
    const seconds = median(rounds.map((round) => round.seconds));
    const others = managers > OTHER_MAX ? '' : states / other(managers, states) / 1e3;
    const { bytes } = progress;
    return [
      `${managers}`,
      `${states}`,
      `${progress.generated}`,
      states / seconds / 1e3,
      progress.generated / seconds / 1e3,
      bytes / states,
      others,
    ];
  });
  printTable(
    'Two-phase commit, breadth first',
    [
      'managers',
      'states',
      'generated',
      'k states / CPU s',
      'k generated / CPU s',
      'B / state',
      'tla-checker k states / CPU s',
    ],
    rows,
  );
}

function worlds(): void {
  const parameters = { requests: 1, clients: 1 };
  const silent = [misbehave('silent', [3])];
  const cases: readonly (readonly [
    string,
    Parameters<typeof pbftPlan>[0],
    ExhaustiveBounds['world'],
  ])[] = [
    ['PBFT, 1 request, 3 live of 4', { parameters, faults: silent }, {}],
    ['the same, 1 time-out', { parameters, faults: silent }, { timeouts: 1 }],
    ['PBFT, 1 request, 4 live', { parameters }, {}],
    ['the same, 1 crash', { parameters }, { crashes: 1 }],
    [
      'the same, any 2 lies of one',
      { parameters, faults: [misbehave('conflictingVotes', [3])] },
      { lies: 2 },
    ],
  ];
  const rows = cases.map(([name, wishes, budgets]) => {
    const world = { timeouts: 0, crashes: 0, ...budgets };
    const open = () => {
      const opened = exploreExhaustively(pbftPlan(wishes), PROTOCOLS, AGENT_BEHAVIOURS, {
        world,
        search: { statesMax: WORLDS_MAX },
      });
      if (!opened.ok) throw new Error(opened.problem);
      return opened.value;
    };
    const searches = Array.from({ length: ROUNDS }, open);
    const rounds = searches.map(measure);
    const seconds = median(rounds.map((round) => round.seconds));
    const { status, progress } = searches[0] as ReturnType<typeof open>;
    const { phase } = status;
    if (phase === 'violated') throw new Error(searches[0]?.story()?.explanation);
    return [
      name,
      phase,
      `${progress.states}`,
      `${progress.locals}`,
      `${progress.depth}`,
      progress.states / seconds / 1e3,
      progress.generated / seconds / 1e3,
    ];
  });
  printTable(
    'Small worlds of real machines, every property watched',
    [
      'world',
      'ended',
      'states',
      'machine states',
      'depth',
      'k states / CPU s',
      'k generated / CPU s',
    ],
    rows,
  );
}

/** The same verdict over the same worlds, with every order and without those that make no difference. */
function reductions(): void {
  const parameters = { requests: 1, clients: 1 };
  const silent = { parameters, faults: [misbehave('silent', [3])] };
  const lying = { parameters, faults: [misbehave('conflictingVotes', [3])] };
  const pbft = PROTOCOLS.get('byzantine_consensus') as AnyProtocol;
  const simple = PROTOCOLS.get('simple_consensus') as AnyProtocol;
  const promises = pbft.properties.filter(({ orderMatters }) => orderMatters?.length === 0);
  const named = (id: string) =>
    (MUTANTS.find((mutant) => mutant.id === id)?.protocol ?? pbft) as AnyProtocol;
  const twoPhased = (managers: number, isHasty: boolean): ReductionCase => [
    `two-phase commit, ${managers} managers${isHasty ? ', hasty' : ''}`,
    votesOf(managers),
    twoPhaseMachines(isHasty),
  ];
  const cases: readonly ReductionCase[] = [
    twoPhased(3, false),
    twoPhased(4, false),
    twoPhased(5, false),
    twoPhased(4, true),
    ['simple consensus, 4 voters', votesOf(4), simple],
    ['simple consensus, 3 voters, 1 time-out', votesOf(3), simple, 1],
    ['simple consensus, 2 voters, 2 time-outs', votesOf(2), simple, 2],
    ['PBFT, 3 live of 4, every property', pbftPlan(silent), pbft],
    ['the same, none that asks who was first', pbftPlan(silent), { ...pbft, properties: promises }],
    ['PBFT, 4 live, every property', pbftPlan({ parameters }), pbft],
    [
      'the same, none that asks who was first',
      pbftPlan({ parameters }),
      { ...pbft, properties: promises },
    ],
    ['PBFT that commits at 2f, one lies', pbftPlan(lying), named('committedAtTwoF')],
    ['PBFT that replies at f, one lies', pbftPlan(lying), named('replyAtF')],
  ];
  const rows = cases.map(([name, plan, protocol, timeouts = 0]) => {
    const protocols = new Map(plan.coordinations.map((one) => [one.protocol, protocol] as const));
    const searches = [false, true].map((isReduced) => {
      const world = { timeouts, crashes: 0 };
      const opened = exploreExhaustively(plan, protocols, AGENT_BEHAVIOURS, {
        world,
        search: { statesMax: REDUCED_MAX },
        isReduced,
      });
      if (!opened.ok) throw new Error(opened.problem);
      return { ...measure(opened.value), phase: opened.value.status.phase };
    });
    const [all, some] = searches as [(typeof searches)[0], (typeof searches)[0]];
    if (all.phase !== 'full' && all.phase !== some.phase)
      throw new Error(`${name}: ${all.phase} with every order, ${some.phase} without`);
    const factor = all.progress.states / some.progress.states;
    return [
      name,
      all.phase,
      `${all.progress.states}`,
      some.phase,
      `${some.progress.states}`,
      `${all.phase === 'full' ? '> ' : ''}${factor.toFixed(1)}`,
      all.seconds,
      some.seconds,
    ];
  });
  printTable(
    'Worlds with every order, and with orders left out that make no difference',
    ['world', 'ended', 'all', 'ended', 'left', 'factor', 'CPU s, all', 'CPU s, left'],
    rows,
  );
}

function votesOf(count: number): Plan {
  const agents = Array.from({ length: count }, () => ({}));
  return planOf({ protocol: 'simple_consensus', kind: 'voter', agents });
}

twoPhase();
worlds();
reductions();
