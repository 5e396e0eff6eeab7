import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NetworkSettings } from '../document/design.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedCondition, PlannedFault } from '../plan/plannedFault.ts';
import { reexecute } from './reexecute.ts';
import type { AppliedIntervention, Intervention } from './run.ts';
import { openSimulation, Simulation } from './simulation.ts';
import { aPlan, openPing, runPing, TEST_AGENTS, TEST_PROTOCOLS } from './testing/aPlan.testing.ts';
import type { PingPlan } from './testing/aPlan.testing.ts';
import { eventsOf } from './testing/told.testing.ts';

const openOf = (plan: Plan): Simulation =>
  openSimulation(plan, TEST_PROTOCOLS, TEST_AGENTS, { recording: 'on' });

const agents = fc.subarray(['pool/0', 'pool/1', 'pool/2', 'pool/3', 'ping1/coordinator'], {
  minLength: 1,
  maxLength: 2,
});
const link = fc.record({
  from: agents,
  to: fc.option(agents, { nil: undefined }),
  oneWay: fc.boolean(),
});
const times = fc.record({ at: fc.nat(60_000), for: fc.nat(60_000) });
const faultKinds = fc.oneof(
  fc.record({ kind: fc.constant('crash' as const), agents }),
  fc.record({
    kind: fc.constant('behaviour' as const),
    behaviour: fc.constantFrom('lie', 'silent', 'withhold', 'replay'),
    agents,
  }),
  fc.record({ kind: fc.constant('slow' as const), delayMicros: fc.nat(30_000), agents }),
  fc.record({
    kind: fc.constant('partition' as const),
    groups: fc.array(agents, { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('reboot' as const), agents }),
  fc.record({
    kind: fc.constant('clock' as const),
    ratePpm: fc.integer({ min: -900_000, max: 1_000_000 }),
    offsetMicros: fc.integer({ min: -20_000, max: 20_000 }),
    agents,
  }),
  fc.record({ kind: fc.constant('cut' as const), link }),
  fc.record({ kind: fc.constant('delay' as const), delayMicros: fc.nat(30_000), link }),
  fc.record({
    kind: fc.constantFrom('loss' as const, 'duplication' as const),
    sharePpm: fc.nat(600_000),
    link,
  }),
  fc.record({
    kind: fc.constant('reordering' as const),
    sharePpm: fc.nat(600_000),
    holdMicros: fc.nat(30_000),
    link,
  }),
);
const conditions: fc.Arbitrary<PlannedCondition> = fc.record({
  event: fc.constantFrom(
    'message.sent',
    'message.delivered',
    'message.dropped',
    'agent.crashed',
    'timer.expired',
    'agent.answered',
    'link.disturbed',
  ),
  by: fc.option(agents, { nil: undefined }),
  nth: fc.integer({ min: 1, max: 5 }),
  delayMicros: fc.constantFrom(0, 0, 3_000),
  forMicros: fc.option(fc.integer({ min: 1, max: 40_000 }), { nil: undefined }),
});
const faults = fc
  .array(fc.tuple(times, faultKinds, fc.option(conditions, { nil: undefined })), { maxLength: 4 })
  .map((ones) =>
    ones.map(([time, fault, when], i): PlannedFault => ({
      ...fault,
      id: `fault${i}`,
      at: when === undefined ? time.at : 0,
      until: time.at + time.for,
      when,
    })),
  );
const networks: fc.Arbitrary<Partial<NetworkSettings>> = fc.record({
  lossPpm: fc.constantFrom(0, 50_000),
  duplicationPpm: fc.constantFrom(0, 100_000),
  reorderPpm: fc.constantFrom(0, 200_000),
});
/** Whatever a run of pingers may meet. */
const plans: fc.Arbitrary<PingPlan> = fc.record({
  seed: fc.nat(1_000_000),
  coordinations: fc.constant(2),
  network: networks,
  faults,
  parameters: fc.record({
    rounds: fc.integer({ min: 1, max: 4 }),
    quorum: fc.constantFrom(0, 2),
    consults: fc.boolean(),
    fee: fc.nat(5),
    forbiddenRound: fc.constantFrom(-1, -1, -1, 2),
  }),
  limits: fc.record({ virtualMicrosMax: fc.constant(2_000_000) }),
});
const actions: fc.Arbitrary<Intervention> = fc.oneof(
  faultKinds,
  fc.record({ kind: fc.constantFrom('restart' as const, 'honest' as const), agents }),
  fc.constant({ kind: 'heal' as const }),
  fc.record({
    kind: fc.constant('end' as const),
    fault: fc.constantFrom('fault0', 'fault1', 'intervention/0'),
  }),
);

/** Runs with interventions after so many steps, or so much later, each. */
function runWith(
  wishes: PingPlan,
  acts: readonly (readonly [steps: number, wait: number, action: Intervention])[],
): Simulation {
  const run = openPing(aPlan(wishes));
  for (const [steps, wait, action] of acts) {
    run.advance(Infinity, steps);
    run.advance(run.now + wait, Infinity);
    run.intervene(action);
  }
  run.advance(Infinity, Infinity);
  return run;
}

function again(
  plan: Plan,
  interventions: readonly AppliedIntervention[],
  steps?: number,
): Simulation {
  const result = reexecute(openOf(plan), interventions, { steps: steps ?? Infinity });
  if (!result.ok) throw new Error(result.problem);
  return result.value;
}

describe('interventions', () => {
  test('KERNEL-21 the same plan with the same interventions gives the same stream', () => {
    fc.assert(
      fc.property(
        plans,
        fc.array(fc.tuple(fc.nat(60), fc.nat(9_000), actions), { maxLength: 4 }),
        (wishes, acts) => {
          const run = runWith(wishes, acts);
          const twin = again(run.plan, run.interventions);
          expect(twin.digest()).toBe(run.digest());
          expect(twin.summary()).toEqual(run.summary());
          expect(twin.interventions).toEqual(run.interventions);
          const half = run.steps >> 1;
          const part = again(run.plan, run.interventions, half);
          expect(part.steps).toBe(half);
          part.advance(Infinity, 0);
          expect(eventsOf(run).slice(0, part.events.length)).toEqual(eventsOf(part));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('KERNEL-21 an intervention takes effect between two steps and is noted with their number', () => {
    const run = openPing(aPlan());
    run.advance(6_000, Infinity);
    const steps = run.steps;
    expect(run.intervene({ kind: 'crash', agents: ['pool/2'] })).toBeUndefined();
    expect(run.interventions).toEqual([
      { afterSteps: steps, at: 6_000, action: { kind: 'crash', agents: ['pool/2'] } },
    ]);
    run.intervene({ kind: 'partition', groups: [['pool/0'], ['pool/1']] });
    run.intervene({ kind: 'partition', groups: [['pool/0', 'pool/1']] });
    run.intervene({ kind: 'slow', delayMicros: 5, agents: ['pool/0'] });
    run.intervene({ kind: 'behaviour', behaviour: 'silent', agents: ['pool/0'] });
    run.intervene({ kind: 'honest', agents: ['pool/0'] });
    run.intervene({ kind: 'restart', agents: ['pool/2'] });
    run.intervene({ kind: 'heal' });
    run.intervene({ kind: 'heal' });
    const told = eventsOf(run).filter(({ kind }) => /^(agent|network)\./.test(kind));
    expect(told.map(({ at, kind, fields }) => [at, kind, fields['groups']])).toEqual([
      [6_000, 'agent.crashed', undefined],
      [
        6_000,
        'network.partitioned',
        '[["pool/0"],["pool/1"],["pool/2","pool/3","ping0/coordinator"]]',
      ],
      [
        6_000,
        'network.partitioned',
        '[["pool/0","pool/1"],["pool/2","pool/3","ping0/coordinator"]]',
      ],
      [6_000, 'agent.slowed', undefined],
      [6_000, 'agent.corrupted', undefined],
      [6_000, 'agent.healed', undefined],
      [6_000, 'agent.restarted', undefined],
      [6_000, 'network.healed', undefined],
    ]);
  });

  test('KERNEL-21 what makes no sense is refused and changes nothing', () => {
    const run = openPing(aPlan());
    run.advance(6_000, Infinity);
    const before = run.digest();
    const refusals = [
      run.intervene({ kind: 'crash', agents: ['pool/9'] }),
      run.intervene({ kind: 'crash', agents: [] }),
      run.intervene({ kind: 'behaviour', behaviour: 'sing', agents: ['pool/1'] }),
      run.intervene({ kind: 'slow', delayMicros: -1, agents: ['pool/1'] }),
      run.intervene({ kind: 'partition', groups: [['pool/1'], ['nobody/1']] }),
    ];
    expect(refusals).toEqual([
      'There is no agent pool/9 in this run.',
      'No agent is named.',
      'pool/1 does not know the behaviour "sing".',
      'A delay is a whole number of microseconds from 0, not -1.',
      'There is no agent nobody/1 in this run.',
    ]);
    expect(run.interventions).toEqual([]);
    expect(run.digest()).toBe(before);
  });

  test('KERNEL-21 interventions that do not fit the plan are refused when it is executed again', () => {
    const action: Intervention = { kind: 'heal' };
    const refused = (one: AppliedIntervention): string => {
      const result = reexecute(openOf(aPlan()), [one], { steps: Infinity });
      return result.ok ? '' : result.problem;
    };
    expect(refused({ afterSteps: 100_000, at: 5, action })).toContain('after 100000 steps');
    expect(refused({ afterSteps: 10, at: 3, action })).toContain('at 3 µs');
    expect(
      refused({ afterSteps: 0, at: 0, action: { kind: 'crash', agents: ['pool/9'] } }),
    ).toContain('no agent pool/9');
  });
});

describe('snapshots', () => {
  test('KERNEL-22 a restored run goes on exactly as the undisturbed one', () => {
    fc.assert(
      fc.property(
        plans,
        fc.nat(400),
        fc.nat(3_000),
        fc.option(actions, { nil: undefined }),
        (wishes, steps, wait, action) => {
          const run = openPing(aPlan(wishes));
          run.advance(Infinity, steps);
          if (action !== undefined) run.intervene(action);
          run.advance(run.now + wait, Infinity);
          const snapshot = run.snapshot();
          const digest = run.digest();
          const early = Simulation.restore(snapshot);
          expect(early.digest()).toBe(digest);
          expect(early.summary()).toEqual(run.summary());
          run.advance(Infinity, Infinity);
          const late = Simulation.restore(snapshot);
          for (const twin of [early, late]) {
            twin.advance(Infinity, Infinity);
            expect(twin.digest()).toBe(run.digest());
            expect(twin.summary()).toEqual(run.summary());
            expect(twin.steps).toBe(run.steps);
            expect(twin.accounts()).toEqual(run.accounts());
            expect(twin.actors.map(({ actor }) => twin.appearance(actor))).toEqual(
              run.actors.map(({ actor }) => run.appearance(actor)),
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('KERNEL-22 neither run notices the other', () => {
    const wishes: PingPlan = { agents: 5, network: { lossPpm: 50_000 } };
    const undisturbed = runPing(wishes);
    const run = openPing(aPlan(wishes));
    run.advance(11_000, Infinity);
    const fork = Simulation.restore(run.snapshot());
    expect(fork.intervene({ kind: 'crash', agents: ['pool/3'] })).toBeUndefined();
    fork.advance(Infinity, 40);
    const second = Simulation.restore(fork.snapshot());
    run.advance(Infinity, Infinity);
    fork.advance(Infinity, Infinity);
    second.advance(Infinity, Infinity);
    expect(run.digest()).toBe(undisturbed.digest());
    expect(fork.digest()).not.toBe(undisturbed.digest());
    expect(second.digest()).toBe(fork.digest());
    expect(fork.interventions).toHaveLength(1);
    expect(run.interventions).toHaveLength(0);
  });

  test('KERNEL-22 only a recorded run can be restored', () => {
    const run = openPing(aPlan(), 'off');
    expect(() => run.snapshot()).toThrow('only a recorded run');
  });
});
