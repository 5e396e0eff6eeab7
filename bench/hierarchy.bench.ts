/**
 * What it is: what a hierarchy costs and distorts, by cluster size and by how representatives are chosen: messages in
 * all and the busiest agent against a flat vote, and how often the tree decides what a flat vote of the same ballots
 * would not. A flat vote without a coordinator, where everybody tells everybody, takes n(n − 1) messages. Voters judge a proposal that deserves agreement, rightly six times in ten, and clusters decide by
 * majority. A flat vote has one agent, its coordinator, handle all its messages. The number of seeds may be said:
 * HIERARCHY_SEEDS=200.
 */

import { designSchema } from '../src/engine/document/design.ts';
import { compileDesign } from '../src/engine/plan/compile.ts';
import { PROTOCOLS } from '../src/engine/protocols/registry.ts';
import { AGENT_BEHAVIOURS } from '../src/engine/agents/registry.ts';
import { openSimulation } from '../src/engine/kernel/simulation.ts';
import { cpuSeconds } from './lib/measure.ts';
import { printTable } from './lib/table.ts';

const SEEDS = Number(process.env['HIERARCHY_SEEDS'] ?? 40);
const AGENTS = [25, 125, 625];
const CLUSTER_SIZES = [2, 3, 5, 10, 25];
const STRATEGIES = [
  'expertise_based',
  'reputation_based',
  'round_robin',
  'random',
  'load_balanced',
] as const;
const COMPETENCE = 0.6;
const position = { x: 0, y: 0 };

interface Sample {
  readonly messages: number;
  readonly flatMessages: number;
  readonly loadMax: number;
  readonly loadMean: number;
  /** Of the first level. */
  readonly firstLoadMax: number;
  /** Most roles of one agent. */
  readonly roles: number;
  readonly isDistorted: boolean;
  readonly micros: number;
}

interface Shape {
  readonly agents: number;
  readonly clusterSize: number;
  readonly delegation?: (typeof STRATEGIES)[number];
}

/** Agents differ in competence and reputation when representatives are chosen by them. */
function sample({ agents, clusterSize, delegation }: Shape, liars: number, seed: number): Sample {
  const pool = { kind: 'pool', id: 'p', name: 'Agents', position, agent: 'voter', count: agents };
  const chosen = delegation ?? 'expertise_based';
  const parameters = { clusterSize, maxLevels: 10, mode: 'majority', delegation: chosen };
  const spread = { distribution: 'uniform', from: COMPETENCE - 0.1, to: COMPETENCE + 0.1 };
  const vote = { kind: 'coordination', id: 'c', name: 'Vote', position, parameters };
  const source = { node: 'p', port: 'agents' };
  const target = { node: 'c', port: 'participants' };
  const behaviour = { id: 'lie', kind: 'behaviour', at: 0, behaviour: 'oppositeReports' };
  const design = designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Hierarchy',
    seed,
    nodes: [
      { ...pool, template: { competence: delegation === undefined ? COMPETENCE : spread } },
      { ...vote, protocol: 'hierarchical_consensus' },
    ],
    connections: [{ id: 'a', source, target }],
    // Of equals the first of a cluster represents it: a liar for the second cluster, or for the only one.
    faults: liars === 0 ? [] : [{ ...behaviour, agents: [`p/${clusterSize % agents}`] }],
  });
  const { plan } = compileDesign(design, seed);
  if (plan === undefined) throw new Error('the design has no plan');
  // Who represents what is read from the stream.
  const recording = delegation === undefined ? 'off' : 'on';
  const run = openSimulation(plan, PROTOCOLS, AGENT_BEHAVIOURS, { recording });
  run.advance(Infinity, Infinity);
  const [only] = run.summary().coordinations;
  const outcome = (only?.outcome ?? {}) as Readonly<Record<string, unknown>>;
  return {
    messages: only?.messages ?? 0,
    flatMessages: Number(outcome['flatMessages']),
    loadMax: Number(outcome['loadMax']),
    loadMean: Number(outcome['loadMean']),
    firstLoadMax: Number((outcome['levels'] as { loadMax: number }[])[0]?.loadMax),
    roles: mostRoles(run),
    isDistorted: outcome['distortion'] === true,
    micros: run.now,
  };
}

/** How many clusters the agent with the most of them represents. */
function mostRoles({ events }: ReturnType<typeof openSimulation>): number {
  const elected = events.kindId('hierarchy.representative.elected');
  const roles = new Map<number, number>();
  for (let seq = 0; seq < events.length; seq++) {
    if (events.kind(seq) !== elected) continue;
    const actor = events.actor(seq);
    roles.set(actor, (roles.get(actor) ?? 0) + 1);
  }
  return Math.max(0, ...roles.values());
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

const rate = (samples: readonly Sample[]): number =>
  mean(samples.map(({ isDistorted }) => (isDistorted ? 100 : 0)));
const SEED_NUMBERS = Array.from({ length: SEEDS }, (_, seed) => seed + 1);

for (const agents of AGENTS) {
  const before = cpuSeconds();
  const rows = CLUSTER_SIZES.map((clusterSize) => {
    const honest = SEED_NUMBERS.map((seed) => sample({ agents, clusterSize }, 0, seed));
    const lied = SEED_NUMBERS.map((seed) => sample({ agents, clusterSize }, 1, seed));
    const messages = mean(honest.map((one) => one.messages));
    return [
      clusterSize,
      messages,
      messages / mean(honest.map((one) => one.flatMessages)),
      (100 * messages) / (agents * (agents - 1)),
      mean(honest.map((one) => one.loadMax)),
      mean(honest.map((one) => one.micros / 1_000)),
      rate(honest),
      rate(lied),
    ];
  });
  printTable(
    `${agents} agents, flat vote ${3 * agents} messages, ${SEEDS} seeds, ${(cpuSeconds() - before).toFixed(1)} CPU s`,
    [
      'cluster size',
      'messages',
      'of a flat vote',
      'of all to all %',
      'busiest agent',
      'ms virtual',
      'distorted %',
      'with a liar %',
    ],
    rows,
  );
}

const LARGEST = AGENTS.at(-1) ?? 0;
const before = cpuSeconds();
const byStrategy = STRATEGIES.map((delegation) => {
  const shape = { agents: LARGEST, clusterSize: 5, delegation };
  const samples = SEED_NUMBERS.map((seed) => sample(shape, 0, seed));
  const of = (pick: (one: Sample) => number): number => mean(samples.map(pick));
  return [
    delegation,
    of((one) => one.messages),
    of((one) => one.messages / one.flatMessages),
    of((one) => (100 * one.messages) / (LARGEST * (LARGEST - 1))),
    of((one) => one.loadMax),
    of((one) => one.firstLoadMax),
    of((one) => one.loadMean),
    of((one) => one.roles),
    of((one) => one.micros / 1_000),
    rate(samples),
  ];
});
printTable(
  `${LARGEST} agents in clusters of 5, competence 0.5 to 0.7, ${SEEDS} seeds, ${(cpuSeconds() - before).toFixed(1)} CPU s; the coordinator of a flat vote handles all ${3 * LARGEST} messages`,
  [
    'representatives by',
    'messages',
    'of a flat vote',
    'of all to all %',
    'busiest agent',
    'of level 1',
    'on average',
    'roles at most',
    'ms virtual',
    'distorted %',
  ],
  byStrategy,
);
