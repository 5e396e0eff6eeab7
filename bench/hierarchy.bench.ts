/**
 * What it is: what a hierarchy costs and distorts, by cluster size: messages in all and the busiest agent against a
 * flat vote, and how often the tree decides what a flat vote of the same ballots would not. Voters judge a
 * proposal that deserves agreement, rightly six times in ten, and clusters decide by majority. The number of seeds
 * may be said: HIERARCHY_SEEDS=200.
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
const COMPETENCE = 0.6;
const position = { x: 0, y: 0 };

interface Sample {
  readonly messages: number;
  readonly flatMessages: number;
  readonly loadMax: number;
  readonly isDistorted: boolean;
  readonly micros: number;
}

function sample(agents: number, clusterSize: number, liars: number, seed: number): Sample {
  const pool = { kind: 'pool', id: 'p', name: 'Agents', position, agent: 'voter', count: agents };
  const parameters = { clusterSize, maxLevels: 10, mode: 'majority' };
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
      { ...pool, template: { competence: COMPETENCE } },
      { ...vote, protocol: 'hierarchical_consensus' },
    ],
    connections: [{ id: 'a', source, target }],
    // Of equals the first of a cluster represents it: a liar for the second cluster, or for the only one.
    faults: liars === 0 ? [] : [{ ...behaviour, agents: [`p/${clusterSize % agents}`] }],
  });
  const { plan } = compileDesign(design, seed);
  if (plan === undefined) throw new Error('the design has no plan');
  const run = openSimulation(plan, PROTOCOLS, AGENT_BEHAVIOURS, { recording: 'off' });
  run.advance(Infinity, Infinity);
  const [only] = run.summary().coordinations;
  const outcome = (only?.outcome ?? {}) as Readonly<Record<string, unknown>>;
  return {
    messages: only?.messages ?? 0,
    flatMessages: Number(outcome['flatMessages']),
    loadMax: Number(outcome['loadMax']),
    isDistorted: outcome['distortion'] === true,
    micros: run.now,
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

for (const agents of AGENTS) {
  const before = cpuSeconds();
  const rows = CLUSTER_SIZES.map((clusterSize) => {
    const seeds = Array.from({ length: SEEDS }, (_, seed) => seed + 1);
    const honest = seeds.map((seed) => sample(agents, clusterSize, 0, seed));
    const lied = seeds.map((seed) => sample(agents, clusterSize, 1, seed));
    const rate = (samples: readonly Sample[]): number =>
      mean(samples.map(({ isDistorted }) => (isDistorted ? 100 : 0)));
    const messages = mean(honest.map((one) => one.messages));
    return [
      clusterSize,
      messages,
      messages / mean(honest.map((one) => one.flatMessages)),
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
      'busiest agent',
      'ms virtual',
      'distorted %',
      'with a liar %',
    ],
    rows,
  );
}
