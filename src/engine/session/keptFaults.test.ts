import { expect, test } from 'vitest';
import { AGENT_BEHAVIOURS } from '../agents/registry.ts';
import { designSchema } from '../document/design.ts';
import type { Design } from '../document/design.ts';
import { openSimulation } from '../kernel/simulation.ts';
import type { Intervention } from '../kernel/run.ts';
import { compileDesign } from '../plan/compile.ts';
import { PROTOCOLS } from '../protocols/registry.ts';
import { Session } from './session.ts';

const position = { x: 0, y: 0 };

function replicas(faults: readonly object[] = []): Design {
  return designSchema.parse({
    format: 'concord.design',
    version: 1,
    name: 'Seven replicas',
    nodes: [
      { id: 'r', name: 'Replicas', kind: 'pool', agent: 'voter', count: 7, position },
      {
        id: 'c',
        name: 'Order',
        kind: 'coordination',
        protocol: 'byzantine_consensus',
        parameters: { requests: 400 },
        position,
      },
    ],
    connections: [
      {
        id: 'x',
        source: { node: 'r', port: 'agents' },
        target: { node: 'c', port: 'participants' },
      },
    ],
    faults,
  });
}

function live(design: Design): Session {
  const { plan, diagnostics } = compileDesign(design, design.seed);
  if (plan === undefined) throw new Error(diagnostics[0]?.message);
  return Session.live(plan, (one) =>
    openSimulation(one, PROTOCOLS, AGENT_BEHAVIOURS, { recording: 'on' }),
  );
}

/** A run to which these things are done at these times, seen at `end`. */
function lived(
  design: Design,
  deeds: readonly (readonly [at: number, action: Intervention])[],
  end = 900_000,
): Session {
  const session = live(design);
  for (const [at, action] of deeds) {
    session.advance(at, Number.MAX_SAFE_INTEGER);
    expect(session.intervene(action), JSON.stringify(action)).toBeUndefined();
  }
  session.advance(end, Number.MAX_SAFE_INTEGER);
  return session;
}

const crash = (...agents: string[]): Intervention => ({ kind: 'crash', agents });

test('what was done by hand is planned, with when it was over', () => {
  const link = { from: ['r/1'], to: ['r/2'], oneWay: false };
  const session = lived(replicas(), [
    [50_000, crash('r/0', 'r/1')],
    [60_000, { kind: 'slow', agents: ['r/4'], delayMicros: 9_000 }],
    [100_000, { kind: 'restart', agents: ['r/0'] }],
    [150_000, { kind: 'cut', link }],
    [200_000, { kind: 'restart', agents: ['r/1'] }],
    [220_000, { kind: 'partition', groups: [['r/5'], ['r/6']] }],
    [260_000, { kind: 'heal' }],
    [300_000, { kind: 'behaviour', agents: ['r/3'], behaviour: 'silent' }],
    [310_000, { kind: 'reboot', agents: ['r/2'] }],
    [320_000, { kind: 'honest', agents: ['r/4'] }],
  ]);
  expect(session.keptFaults([])).toEqual([
    { id: 'crash', kind: 'crash', agents: ['r/0'], at: 50_000, until: 100_000 },
    { id: 'crash2', kind: 'crash', agents: ['r/1'], at: 50_000, until: 200_000 },
    { id: 'slow', kind: 'slow', agents: ['r/4'], delayMicros: 9_000, at: 60_000, until: 320_000 },
    { id: 'cut', kind: 'cut', link, at: 150_000, until: 260_000 },
    { id: 'partition', kind: 'partition', groups: [['r/5'], ['r/6']], at: 220_000, until: 260_000 },
    { id: 'behaviour', kind: 'behaviour', agents: ['r/3'], behaviour: 'silent', at: 300_000 },
    { id: 'reboot', kind: 'reboot', agents: ['r/2'], at: 310_000 },
  ]);
});

test('a run of the design with them goes as the one that they were done to', () => {
  const design = replicas();
  const session = lived(design, [
    [50_000, crash('r/0')],
    [90_001, { kind: 'delay', link: { from: ['r'], oneWay: false }, delayMicros: 700 }],
    [300_003, { kind: 'restart', agents: ['r/0'] }],
    [400_007, crash('r/0', 'r/3')],
  ]);
  const kinds = (one: Session) => {
    const { events } = one;
    return Array.from({ length: events.length }, (_, seq) => {
      const kind = events.shapes[events.kind(seq)]?.kind;
      return `${events.at(seq)} ${events.actor(seq)} ${kind}`;
    });
  };
  const before = kinds(session);
  expect(before.length).toBeGreaterThan(4_000);
  const faults = [...session.keptFaults(design.faults)];
  const { plan } = compileDesign({ ...design, faults }, design.seed);
  session.revise(plan!, true);
  expect(session.interventions).toEqual([]);
  expect(kinds(session)).toEqual(before);
});

test('a planned fault that was ended by hand ends then; what is not over stays as it is planned', () => {
  const planned = replicas([
    { id: 'a', kind: 'crash', agents: ['r/0'], at: 50_000 },
    { id: 'b', kind: 'crash', agents: ['r/1'], at: 60_000, until: 80_000 },
    { id: 'later', kind: 'crash', agents: ['r/2'], at: 90_000_000 },
    {
      id: 'waits',
      kind: 'crash',
      agents: ['r/6'],
      at: 0,
      when: { event: 'message.sent', message: 'commit' },
    },
  ]);
  const session = lived(planned, [
    [70_000, { kind: 'restart', agents: ['r/0'] }],
    [120_000, { kind: 'restart', agents: ['r/6'] }],
  ]);
  const [a, b, later, waits] = session.keptFaults(planned.faults);
  expect(a).toEqual({ id: 'a', kind: 'crash', agents: ['r/0'], at: 50_000, until: 70_000 });
  expect([b, later]).toEqual([planned.faults[1], planned.faults[2]]);
  expect(waits?.when?.forMicros).toBeLessThan(120_000);
});

test('only what was done before the cursor counts, and who was down already comes back with the others', () => {
  const session = lived(replicas(), [
    [50_000, crash('r/0')],
    [60_000, crash('r/0')],
    [90_000, { kind: 'restart', agents: ['r/0'] }],
  ]);
  expect(session.keptFaults([])).toEqual([
    { id: 'crash', kind: 'crash', agents: ['r/0'], at: 50_000, until: 90_000 },
    { id: 'crash2', kind: 'crash', agents: ['r/0'], at: 60_000, until: 90_000 },
  ]);
  // Ended by name while another keeps it down: it is over all the same.
  const twice = lived(replicas([{ id: 'own', kind: 'crash', agents: ['r/0'], at: 70_000 }]), [
    [50_000, crash('r/0')],
    [90_000, { kind: 'end', fault: 'intervention/0' }],
  ]);
  expect(twice.keptFaults([])[0]).toMatchObject({ id: 'crash', at: 50_000, until: 90_000 });
  session.placeAtEvent(0);
  expect(session.keptFaults([])).toEqual([]);
});
