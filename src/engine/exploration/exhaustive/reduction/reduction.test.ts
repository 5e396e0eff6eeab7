import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AGENT_BEHAVIOURS } from '../../../agents/registry.ts';
import type { ProtocolId } from '../../../contract/card.ts';
import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { Plan } from '../../../plan/plan.ts';
import { MUTANTS } from '../../../protocols/byzantineConsensus/testing/mutants.testing.ts';
import { misbehave, pbftPlan } from '../../../protocols/byzantineConsensus/testing/runs.testing.ts';
import type { Wishes } from '../../../protocols/byzantineConsensus/testing/runs.testing.ts';
import { PROTOCOLS } from '../../../protocols/registry.ts';
import { planOf } from '../../../protocols/testing/rehearsal.testing.ts';
import { ActorSteps } from '../actorSteps.ts';
import { castWorld } from '../cast.ts';
import { exploreExhaustively } from '../exhaustive.ts';
import type { ExhaustiveBounds, ExhaustiveExploration } from '../exhaustive.ts';
import { Histories } from '../history.ts';
import { CRASHED, STARTED } from '../parts.ts';
import { tableMachines, tables } from '../testing/tableMachines.testing.ts';
import { twoPhaseMachines } from '../testing/twoPhaseMachines.testing.ts';
import { CALM } from '../worldBounds.ts';

type Protocols = ReadonlyMap<ProtocolId, AnyProtocol>;

function explored(
  plan: Plan,
  isReduced: boolean,
  { world = {}, search = {} }: ExhaustiveBounds = {},
  protocols: Protocols = PROTOCOLS,
): ExhaustiveExploration {
  const bounds = { world: { ...CALM, ...world }, search, isReduced };
  const opened = exploreExhaustively(plan, protocols, AGENT_BEHAVIOURS, bounds);
  if (!opened.ok) throw new Error(opened.problem);
  while (opened.value.advance(5_000).phase === 'searching');
  return opened.value;
}

/** What came of it, states and ends with and without. */
function compared(plan: Plan, bounds: ExhaustiveBounds = {}, protocols: Protocols = PROTOCOLS) {
  const [all, some] = [false, true].map((isReduced) =>
    explored(plan, isReduced, bounds, protocols),
  ) as [ExhaustiveExploration, ExhaustiveExploration];
  expect(some.reduction.kind).toBe('on');
  expect(some.status.phase).toBe(all.status.phase);
  const isExhausted = all.status.phase === 'exhausted';
  const hasTwins = some.reduction.kind === 'on' && some.reduction.alike.length > 0;
  if (isExhausted && !hasTwins) expect(some.progress.terminal).toBe(all.progress.terminal);
  return [all.progress.states, some.progress.states] as const;
}

const votes = (count: number): Plan =>
  planOf({
    protocol: 'simple_consensus',
    kind: 'voter',
    agents: Array.from({ length: count }, () => ({})),
  });
const pbft = (wishes: Wishes = {}): Plan =>
  pbftPlan({ ...wishes, parameters: { requests: 1, clients: 1, ...wishes.parameters } });
const SILENT = { faults: [misbehave('silent', [3])] };

describe('a search that leaves out orders which make no difference', () => {
  test('comes to as many ends, by fewer worlds', () => {
    expect(compared(votes(2))).toEqual([163, 145]);
    expect(compared(votes(2), { world: { timeouts: 1 } })).toEqual([703, 422]);
    expect(compared(votes(2), { world: { timeouts: 2 } })).toEqual([703, 422]);
    expect(compared(votes(2), { world: { drops: 1, timeouts: 1 } })).toEqual([1_667, 1_667]);
    expect(compared(pbft(SILENT))).toEqual([22_956, 2_120]);
  });

  test('comes to the verdict and the ends of every order over machines that are drawn, whose timers run out', () => {
    let leftOut = 0;
    fc.assert(
      fc.property(tables, fc.nat(2), (table, timeouts) => {
        const protocols: Protocols = new Map([['simple_consensus', tableMachines(table)]]);
        const bounds = { world: { timeouts }, search: { statesMax: 3_000 } };
        const plan = votes(table.machines.length);
        const all = explored(plan, false, bounds, protocols);
        if (all.status.phase === 'full') return;
        // A violation ends a search, and the way on which this one comes by it may be a later one.
        const further = { ...bounds, search: { statesMax: 100_000 } };
        const some = explored(plan, true, further, protocols);
        // Of two ways with one history either search judges the one that it comes by first.
        if (!table.isOrdered) expect(some.status.phase).toBe(all.status.phase);
        if (some.reduction.kind !== 'on') return;
        if (timeouts > 0) leftOut += some.reduction.leftOut;
        const phases = new Set([all.status.phase, some.status.phase, 'exhausted']);
        if (phases.size === 1 && some.reduction.alike.length === 0)
          expect(some.progress.terminal).toBe(all.progress.terminal);
      }),
      { numRuns: 150 },
    );
    expect(leftOut).toBeGreaterThan(500);
  });

  test('needs less than a two-hundredth where no property looks at who was first', () => {
    const symmetric = PROTOCOLS.get('byzantine_consensus')!;
    const properties = symmetric.properties.filter(
      ({ orderMatters = ['any'] }) => orderMatters.length === 0,
    );
    expect(properties.length).toBeGreaterThan(5);
    const protocols: Protocols = new Map([['byzantine_consensus', { ...symmetric, properties }]]);
    expect(compared(pbft(SILENT), {}, protocols)).toEqual([22_956, 63]);
  });

  test('comes to the same verdict over two-phase commit, right and wrong', () => {
    const right: Protocols = new Map([['simple_consensus', twoPhaseMachines()]]);
    const counts = [2, 3].map((managers) => compared(votes(managers), {}, right));
    expect(counts).toEqual([
      [300, 83],
      [2_620, 186],
    ]);
    const hasty: Protocols = new Map([['simple_consensus', twoPhaseMachines(true)]]);
    compared(votes(2), {}, hasty);
    expect(explored(votes(3), true, {}, hasty).status.phase).toBe('violated');
  });

  test('takes agents for one another that are interchangeable, and no others', () => {
    const alike = (plan: Plan, protocols: Protocols = PROTOCOLS): readonly string[] => {
      const { reduction } = explored(plan, true, { search: { statesMax: 2 } }, protocols);
      return reduction.kind === 'on' ? reduction.alike : [reduction.kind];
    };
    const right: Protocols = new Map([['simple_consensus', twoPhaseMachines()]]);
    expect(alike(votes(3), right)).toEqual(['p/0', 'p/1', 'p/2']);
    // The primary is not alike, and who is silent is not.
    expect(alike(pbft(SILENT))).toEqual(['replicas/1', 'replicas/2']);
    // Votes are told in the order of the seats.
    expect(alike(votes(3))).toEqual([]);
    // An end for each number of managers that gave up, with the coordinator's word and without it.
    const ends = explored(votes(3), true, {}, right).progress.terminal;
    expect(ends).toBe(2 * (3 + 1));
  });

  test('finds a broken rule as a search of every order does, and says how it comes to that', () => {
    const { protocol } = MUTANTS.find(({ id }) => id === 'committedAtTwoF')!;
    const protocols: Protocols = new Map([['byzantine_consensus', protocol]]);
    const lying = pbft({ faults: [misbehave('conflictingVotes', [3])] });
    expect(explored(lying, false, {}, protocols).status.phase).toBe('violated');
    const found = explored(lying, true, {}, protocols);
    expect(found.reduction.kind).toBe('on');
    expect(found.story()?.explanation).toMatch(/^committedHeld: /);
    expect(found.replay()?.ok).toBe(true);
  });
});

describe('nothing is left out, and a sentence says why,', () => {
  const refused = (plan: Plan, bounds: ExhaustiveBounds = {}) => {
    const search = { statesMax: 10, ...bounds.search };
    return explored(plan, true, { ...bounds, search }).reduction;
  };

  test('where the order at different agents is to be told apart', () => {
    expect(refused(votes(2), { world: { history: 'total' } })).toEqual({
      kind: 'refused',
      why: expect.stringMatching(/order of events at different agents/) as string,
    });
  });

  test('where liars share what they know', () => {
    const parameters = { requests: 2, clients: 2, requestIntervalMicros: 0 };
    expect(refused(pbft({ parameters, faults: [misbehave('collude', [0, 3])] }))).toMatchObject({
      why: expect.stringMatching(/liars share what they know/) as string,
    });
  });
});

test('a replica that is down in a small world has what it keeps', () => {
  const opened = castWorld(pbft(), PROTOCOLS, AGENT_BEHAVIOURS, 1);
  if (!opened.ok) throw new Error(opened.problem);
  const cast = opened.value;
  const { protocol, parameters, seats } = cast;
  const histories = new Histories(protocol, parameters, seats, new Set(), 'perActor');
  const steps = new ActorSteps(cast, CALM, histories);
  const [started] = steps.outcomes(1, steps.fresh(1), 0, STARTED);
  const [crashed] = steps.outcomes(1, started!.local, 0, CRASHED);
  const { isCrashed, persisted } = steps.locals.at(crashed!.local);
  expect([isCrashed, persisted]).toEqual([
    true,
    protocol.conduct.durable!(steps.locals.at(started!.local).state),
  ]);
});
