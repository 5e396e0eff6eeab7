import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coordinationCompleted, coordinationFailed } from '../events/kernelEvents.ts';
import type { PlannedSupply } from '../plan/plan.ts';
import type { PlannedFault } from '../plan/plannedFault.ts';
import { asSupplied } from '../workflow/supply.ts';
import { reexecute } from './reexecute.ts';
import { Simulation } from './simulation.ts';
import { aPlan, openPing, runPing } from './testing/aPlan.testing.ts';
import type { PingPlan } from './testing/aPlan.testing.ts';
import { eventsOf } from './testing/told.testing.ts';
import { inputsOf, runScript, word } from './testing/scriptProtocol.testing.ts';
import type { ScriptStep } from './testing/scriptProtocol.testing.ts';

const ALL = [0, 1, 2, 3] as const;
/** The second coordination takes the ranking of the first; agents stand for themselves unless it is said. */
const ranking = (
  from = 'ping0',
  admits: readonly (readonly [number, number])[] = ALL.map((i) => [i, i]),
): readonly PlannedSupply[] => [{ from, output: 'ranking', port: 'participants', admits }];
const chained: PingPlan = { coordinations: 2, supplies: [undefined, ranking()] };

const sayings = (run: Simulation): readonly unknown[] =>
  eventsOf(run, 'coordination.supplied').map(({ fields }) => fields['words']);
const partOf = (run: Simulation, coordination: number): readonly string[] =>
  run.actors.filter((one) => one.coordination === coordination).map(({ agentId }) => agentId);

/** The first of the players is reported well of, the last badly; the second coordination only notes that it is there. */
const judging: ScriptStep = (input, context, outbox) => {
  const { coordination, self } = context;
  if (input.kind !== 'started' || self.number > 0) return;
  if (coordination === 0) {
    outbox.report(3, 'vote', 1_000_000);
    outbox.report(0, 'vote', 0);
  }
  const report = { coordination, decision: 'done', outcome: '{"decision":"done"}', confidence: 1 };
  outbox.record(coordinationCompleted, report);
};

describe('supplies', () => {
  test('KERNEL-34 it opens when the other has completed, with those who were named', () => {
    const run = runPing(chained);
    const [over] = eventsOf(run, 'coordination.completed');
    const [, opened] = eventsOf(run, 'coordination.started');
    expect(opened?.at).toBe(over?.at);
    expect(opened?.cause).toBe(over?.seq);
    expect(sayings(run)).toEqual([
      'Ping 1 takes the ranking of Ping 0 as its participants: pool/0 (reputation 0.5), pool/1 (reputation 0.5), pool/2 (reputation 0.5), pool/3 (reputation 0.5)',
    ]);
    expect(run.summary().coordinations.map(({ status }) => status)).toEqual([
      'completed',
      'completed',
    ]);
  });

  test('KERNEL-34 its actors come when it opens, behind all others', () => {
    const run = openPing(aPlan(chained));
    expect(partOf(run, 1)).toEqual([]);
    const before = run.actors;
    run.advance(Infinity, Infinity);
    expect(run.actors.slice(0, before.length)).toEqual(before);
    expect(partOf(run, 1)).toEqual(['pool/0', 'pool/1', 'pool/2', 'pool/3', 'ping1/coordinator']);
  });

  test('KERNEL-34 of those who are named the best ranked take part, and others for whom they stand', () => {
    const best = runScript({ step: judging }, { ...chained, participantsMost: 2 });
    expect(partOf(best, 1)).toEqual(['pool/1', 'pool/3']);
    expect(best.summary().coordinations[1]?.participants).toEqual(['pool/1', 'pool/3']);
    const stands = ranking('ping0', [
      [3, 0],
      [0, 2],
    ]);
    const others = runScript(
      { step: judging },
      { coordinations: 2, supplies: [undefined, stands], participantsMost: 1 },
    );
    // Nobody is asked for pool/1 and pool/3, so they take part whoever is named.
    expect(partOf(others, 1)).toEqual(['pool/0', 'pool/1', 'pool/3']);
    expect(sayings(others)).toEqual([
      'Ping 1 takes the ranking of Ping 0 as its participants: the best 1 of 2: pool/0 for pool/3 (reputation 0.604)',
    ]);
  });

  test('KERNEL-34 the plan as the stream has settled it is the one that it opened with', () => {
    const run = runScript({ step: judging }, { ...chained, participantsMost: 2 });
    expect(asSupplied(run.plan, run.events).coordinations[1]?.participants).toEqual([1, 3]);
    expect(run.plan.coordinations[1]?.participants).toEqual(ALL);
  });

  test('KERNEL-35 whoever waits for one that fails, fails by it, down the chain', () => {
    const failing: ScriptStep = (input, { coordination, self }, outbox) => {
      if (input.kind === 'started' && self.number === 0)
        outbox.record(coordinationFailed, { coordination, error: 'lost', outcome: '{}' });
    };
    const run = runScript(
      { step: failing },
      { coordinations: 3, supplies: [undefined, ranking(), ranking('ping1')] },
    );
    expect(
      run.summary().coordinations.map(({ error, outcome }) => [error, outcome['reason']]),
    ).toEqual([
      ['lost', undefined],
      ['upstream_failed', 'Ping 0 did not complete: lost'],
      ['upstream_failed', 'Ping 1 did not complete: upstream_failed'],
    ]);
    expect(run.status).toEqual({ phase: 'finished', reason: 'settled' });
  });

  test('KERNEL-35 one that stalls or runs out of time leaves no one waiting', () => {
    for (const limits of [{}, { virtualMicrosMax: 20_000 }]) {
      const run = runPing({ ...chained, limits, parameters: { concludes: false } });
      expect(run.summary().coordinations[1]?.error).toBe('upstream_failed');
      expect(run.status.phase).toBe('finished');
    }
  });

  test('KERNEL-35 nobody named, or too few, is a failure with a reason', () => {
    const nobody = runPing({ coordinations: 2, supplies: [undefined, ranking('ping0', [])] });
    expect(nobody.summary().coordinations[1]).toMatchObject({
      error: 'nothing_handed_on',
      outcome: { decision: 'nothing_handed_on' },
    });
  });

  test('KERNEL-36 what has befallen an agent befalls its actor that comes later', () => {
    const faults: readonly PlannedFault[] = [
      { id: 'slow', kind: 'slow', at: 10, delayMicros: 7_000, agents: ['pool/1'] },
      { id: 'down', kind: 'crash', at: 20, agents: ['pool/2'] },
      { id: 'late', kind: 'clock', at: 30, ratePpm: 0, offsetMicros: 9, agents: ['pool/3'] },
      { id: 'lies', kind: 'behaviour', at: 40, behaviour: 'silent', agents: ['pool/0'] },
      { id: 'split', kind: 'partition', at: 50, groups: [['pool/3']] },
    ];
    const later: ScriptStep = (input, context, outbox) => {
      const { coordination, self } = context;
      if (input.kind === 'started' && coordination === 0) outbox.setTimer('over', 1_000);
      if (input.kind === 'started' && coordination === 1)
        outbox.send(context.role('player')[0] ?? -1, word('hello'));
      if (input.kind !== 'expired' || self.number > 0) return;
      const report = { coordination, decision: 'done', outcome: '{}', confidence: 1 };
      outbox.record(coordinationCompleted, report);
    };
    const run = runScript({ step: later }, { ...chained, faults });
    const met = eventsOf(run)
      .filter(({ actor, kind }) => actor >= 4 && kind.startsWith('agent.'))
      .map(({ actor, kind, fields }) => [run.actors[actor]?.agentId, kind, fields['fault']]);
    expect(met).toEqual([
      ['pool/0', 'agent.corrupted', 'lies'],
      ['pool/1', 'agent.slowed', 'slow'],
      ['pool/2', 'agent.crashed', 'down'],
      ['pool/3', 'agent.clockSkewed', 'late'],
    ]);
    const lost = eventsOf(run, 'message.dropped');
    expect(lost.map(({ actor, fields }) => [actor, fields['reason']])).toEqual([
      [7, 'partitioned'],
    ]);
    expect(inputsOf(run, 4)).toHaveLength(2);
  });

  test('KERNEL-36 what was over before is not met', () => {
    const run = openPing(aPlan({ ...chained }));
    run.advance(1_000, Infinity);
    run.intervene({ kind: 'crash', agents: ['pool'] });
    run.intervene({ kind: 'slow', delayMicros: 5, agents: ['pool/1', 'pool/2'] });
    run.intervene({ kind: 'partition', groups: [['pool/1']] });
    run.intervene({ kind: 'restart', agents: ['pool'] });
    run.intervene({ kind: 'honest', agents: ['pool/1'] });
    run.intervene({ kind: 'heal' });
    run.advance(Infinity, Infinity);
    const first = run.actors.find((one) => one.coordination === 1)?.actor ?? -1;
    const met = eventsOf(run).filter(
      ({ actor, kind }) => actor >= first && kind.startsWith('agent.'),
    );
    expect(met.map(({ actor, kind }) => [run.actors[actor]?.agentId, kind])).toEqual([
      ['pool/2', 'agent.slowed'],
    ]);
  });

  test('KERNEL-2 KERNEL-3 KERNEL-22 sliced, unrecorded, restored or executed again, a run with supplies is the same', () => {
    const agents = fc.subarray(['pool/0', 'pool/1', 'pool/2', 'ping1/coordinator'], {
      minLength: 1,
    });
    const fault = fc.oneof(
      fc.record({ kind: fc.constant('crash' as const), agents }),
      fc.record({
        kind: fc.constant('behaviour' as const),
        behaviour: fc.constantFrom('silent', 'replay', 'twin'),
        agents: fc.subarray(['pool/0', 'pool/3'], { minLength: 1 }),
      }),
      fc.record({ kind: fc.constant('slow' as const), delayMicros: fc.nat(9_000), agents }),
      fc.record({ kind: fc.constant('partition' as const), groups: fc.tuple(agents) }),
    );
    const faults = fc
      .array(fc.tuple(fault, fc.nat(60_000), fc.nat(90_000)), { maxLength: 3 })
      .map((all) =>
        all.map(([one, at, span], i): PlannedFault => ({
          ...one,
          id: `fault${i}`,
          at,
          until: at + span,
        })),
      );
    fc.assert(
      fc.property(faults, fc.nat(1_000), fc.nat(300), fc.nat(4), (struck, seed, steps, most) => {
        const wishes: PingPlan = {
          seed,
          coordinations: 3,
          supplies: [undefined, ranking(), ranking('ping1')],
          participantsMost: Math.max(1, most),
          faults: struck,
          parameters: { quorum: 1, consults: true, fee: 3 },
          limits: { virtualMicrosMax: 3_000_000 },
        };
        const whole = runPing(wishes);
        const run = openPing(aPlan(wishes));
        run.advance(Infinity, steps);
        const restored = Simulation.restore(run.snapshot());
        const twice = Simulation.restore(restored.snapshot());
        for (const twin of [run, restored, twice]) {
          twin.advance(Infinity, Infinity);
          expect(twin.digest()).toBe(whole.digest());
          expect(twin.summary()).toEqual(whole.summary());
          expect(twin.actors).toEqual(whole.actors);
          expect(twin.accounts()).toEqual(whole.accounts());
        }
        const again = reexecute(openPing(whole.plan), whole.interventions, { steps: Infinity });
        expect(again.ok && again.value.digest()).toBe(whole.digest());
        const unrecorded = runPing(wishes, 'off');
        expect([unrecorded.steps, unrecorded.now, unrecorded.eventCount]).toEqual([
          whole.steps,
          whole.now,
          whole.eventCount,
        ]);
      }),
      { numRuns: 25 },
    );
  });
});
