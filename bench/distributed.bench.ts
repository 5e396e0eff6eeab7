/**
 * What it is: a cluster of many nodes over 60 virtual seconds: events for each CPU second with and without recording
 * and watching, and SWIM's first detection of a crash against the exact formula. CLUSTER_SAMPLES=1000 says how many
 * detections are sampled for 50 members; a third and a twentieth of it for 200 and 1,000.
 */

import { AGENT_BEHAVIOURS } from '../src/engine/agents/registry.ts';
import type { AnyProtocol } from '../src/engine/contract/protocol.ts';
import { designSchema } from '../src/engine/document/design.ts';
import { openSimulation } from '../src/engine/kernel/simulation.ts';
import { compileDesign } from '../src/engine/plan/compile.ts';
import type { Plan } from '../src/engine/plan/plan.ts';
import { PROTOCOLS } from '../src/engine/protocols/registry.ts';
import {
  detectionPeriods,
  meanDetection,
  spreadPeriods,
} from '../src/engine/protocols/distributedCoordination/testing/swimTimes.testing.ts';
import { cpuSeconds } from './lib/measure.ts';
import { printTable } from './lib/table.ts';
import type { Cell } from './lib/table.ts';

const SAMPLES = Number(process.env['CLUSTER_SAMPLES'] ?? 300);
const position = { x: 0, y: 0 };

function planOf(count: number): Plan {
  const coordination = {
    kind: 'coordination',
    id: 'c',
    name: 'Cluster',
    position,
    protocol: 'distributed_coordination',
    parameters: { regions: 5, runMicros: 60_000_000, commandsPerRegion: 40 },
  };
  const design = designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Cluster',
    nodes: [
      { kind: 'pool', id: 'p', name: 'Nodes', position, agent: 'voter', count },
      coordination,
    ],
    connections: [
      {
        id: 'a',
        source: { node: 'p', port: 'agents' },
        target: { node: 'c', port: 'participants' },
      },
    ],
    faults: [{ id: 'crash', kind: 'crash', at: 20_000_000, agents: ['p/7', `p/${count - 1}`] }],
    limits: { eventsMax: 50_000_000 },
  });
  const { plan } = compileDesign(design, 1);
  if (plan === undefined) throw new Error('the design has no plan');
  return plan;
}

interface Sample {
  readonly events: number;
  readonly seconds: number;
}

function run(plan: Plan, recording: 'on' | 'off', isWatched: boolean): Sample {
  const protocols = new Map(
    [...PROTOCOLS].map(([id, protocol]): [typeof id, AnyProtocol] => [
      id,
      isWatched ? protocol : { ...protocol, properties: [] },
    ]),
  );
  const simulation = openSimulation(plan, protocols, AGENT_BEHAVIOURS, { recording });
  // The nodes' tables are made before; what is measured is how they are used.
  const before = cpuSeconds();
  simulation.advance(Infinity, Infinity);
  return { events: simulation.eventCount, seconds: cpuSeconds() - before };
}

function speed(): void {
  const rows: (readonly Cell[])[] = [];
  for (const count of [30, 100, 300, 1_000]) {
    const plan = planOf(count);
    run(plan, 'off', true);
    const rate = (recording: 'on' | 'off', isWatched: boolean): number => {
      const rounds = Array.from({ length: 3 }, () => run(plan, recording, isWatched));
      return Math.max(...rounds.map(({ events, seconds }) => events / seconds));
    };
    const { events } = run(plan, 'off', true);
    rows.push([
      count,
      events / 1e6,
      rate('off', false) / 1e6,
      rate('off', true) / 1e6,
      rate('on', true) / 1e6,
    ]);
  }
  printTable(
    'M events a CPU second, best of three: 60 virtual seconds in five regions',
    ['nodes', 'M events', 'unwatched', 'watched', 'recorded'],
    rows,
  );
}

function times(): void {
  const rows = [
    [50, SAMPLES],
    [200, Math.ceil(SAMPLES / 3)],
    [1_000, Math.ceil(SAMPLES / 20)],
  ].map(([members = 0, samples = 0]) => {
    const { mean, chance } = meanDetection(members);
    let sum = 0;
    for (let seed = 0; seed < samples; seed++) sum += detectionPeriods(members, seed);
    const deviation = Math.sqrt((1 - chance) / (chance * chance * samples));
    const measured = sum / samples;
    return [
      String(members),
      String(samples),
      mean.toFixed(4),
      measured.toFixed(4),
      ((measured - mean) / deviation).toFixed(2),
      spreadPeriods(members, 1).toFixed(1),
      (3 * Math.log(members)).toFixed(1),
    ];
  });
  const heads = ['members', 'crashes', '1/p', 'measured', 'sigma', 'all know', 'λ ln N'];
  printTable('Periods until a crash is first found out, and until all know of it', heads, rows);
}

speed();
times();
