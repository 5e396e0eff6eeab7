import { describe, expect, test } from 'vitest';
import { brokenIn } from '../../kernel/testing/told.testing.ts';
import { AGENT_BEHAVIOURS } from '../../agents/registry.ts';
import { canonicalText } from '../../base/canonical.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import { openSimulation } from '../../kernel/simulation.ts';
import type { Plan } from '../../plan/plan.ts';
import { misbehave, pbftPlan } from '../../protocols/byzantineConsensus/testing/runs.testing.ts';
import type { Wishes } from '../../protocols/byzantineConsensus/testing/runs.testing.ts';
import { PROTOCOLS } from '../../protocols/registry.ts';
import { simpleConsensus } from '../../protocols/simpleConsensus/protocol.ts';
import { planOf } from '../../protocols/testing/rehearsal.testing.ts';
import { Tabletop } from '../../protocols/testing/tabletop.testing.ts';
import { exploreExhaustively } from './exhaustive.ts';
import type { ExhaustiveBounds, ExhaustiveExploration } from './exhaustive.ts';
import { CALM } from './worldBounds.ts';

/** What is promised to clients: lemmas, whose events tell more worlds apart, are left out. */
const PROMISES = [
  'agreement',
  'sameState',
  'validity',
  'totalOrder',
  'exactlyOnce',
  'viewMonotonic',
  'tallyAddsUp',
  'countedOnce',
];
const PROMISING = new Map(
  Array.from(PROTOCOLS, ([id, protocol]) => {
    const properties = protocol.properties.filter(({ name }) => PROMISES.includes(name));
    return [id, { ...protocol, properties }] as const;
  }),
);

function explored(
  plan: Plan,
  world: ExhaustiveBounds['world'] = {},
  search: ExhaustiveBounds['search'] = {},
  slice = 5_000,
): ExhaustiveExploration {
  const opened = exploreExhaustively(plan, PROMISING, AGENT_BEHAVIOURS, {
    world: { ...CALM, ...world },
    search,
  });
  if (!opened.ok) throw new Error(opened.problem);
  while (opened.value.advance(slice).phase === 'searching');
  return opened.value;
}

const votePlan = (voters: number, parameters: object = {}): Plan =>
  planOf({
    protocol: 'simple_consensus',
    kind: 'voter',
    agents: Array.from({ length: voters }, () => ({})),
    parameters,
  });

const pbft = (wishes: Wishes = {}): Plan =>
  pbftPlan({ ...wishes, parameters: { requests: 1, clients: 1, ...wishes.parameters } });

const EXHAUSTED = { phase: 'exhausted', isCut: false };

type Decisions = readonly ('agree' | 'disagree' | 'abstain')[];
const PAIRS = (['agree', 'disagree', 'abstain'] as const).flatMap((one) =>
  (['agree', 'disagree', 'abstain'] as const).map((other): Decisions => [one, other]),
);

/** What *always* properties see, by actor, in order. */
function seenOf(events: readonly EventRecord[]): ReadonlyMap<number, readonly unknown[]> {
  const watched = simpleConsensus.properties
    .filter(({ temper }) => temper === 'always')
    .flatMap(({ watches }) => watches);
  const byActor = new Map<number, unknown[]>();
  for (const { actor, kind, fields } of events) {
    if (!watched.includes(kind)) continue;
    byActor.set(actor, [...(byActor.get(actor) ?? []), kind, fields]);
  }
  return byActor;
}

/** What two voters and their coordinator can get into, as texts, if each voter's agent decides so. */
function playAll(decisions: Decisions, found: Set<string>): void {
  const play = (moves: readonly (readonly [kind: string, place: number])[]) => {
    const table = new Tabletop(simpleConsensus, {}, [{}, {}]);
    table.start();
    for (const [kind, place] of moves) {
      if (kind === 'deliver') {
        const [letter] = table.letters.splice(place, 1);
        table.deliver(letter!.from, letter!.to, letter!.message);
      } else {
        const { actor } = table.asked[place]!;
        const decision = decisions[actor]!;
        table.answer(actor, { kind: 'vote', decision, confidencePpm: 1_000_000, rationale: '' });
      }
    }
    return table;
  };
  const seen = new Set<string>();
  const waiting: Parameters<typeof play>[0][] = [[]];
  for (let moves = waiting.pop(); moves !== undefined; moves = waiting.pop()) {
    const { states, letters, asked, timers, persisted, events } = play(moves);
    const sorted = (items: readonly unknown[]): string[] => items.map(canonicalText).sort();
    const answers = asked.map(({ actor, question }) => [actor, question, decisions[actor]]);
    const text = canonicalText([
      states,
      sorted(letters),
      sorted(answers),
      [...timers.keys()].sort(),
      persisted,
      seenOf(events),
    ]);
    if (seen.has(text)) continue;
    seen.add(text);
    found.add(text);
    for (const place of letters.keys()) waiting.push([...moves, ['deliver', place]]);
    for (const place of asked.keys()) waiting.push([...moves, ['answer', place]]);
  }
}

describe('a small world of simple_consensus', () => {
  test('has exactly the states that playing every game by hand finds', () => {
    const found = new Set<string>();
    for (const decisions of PAIRS) playAll(decisions, found);
    const { status, progress } = explored(votePlan(2));
    expect(status).toEqual(EXHAUSTED);
    expect(progress.states).toBe(found.size);
    expect(progress.states).toBe(163);
  });

  test('two voters and a loss with a time-out, or a crash with a doubled message: no property breaks', () => {
    const losing = explored(votePlan(2), { drops: 1, timeouts: 1 });
    const crashing = explored(votePlan(2), { crashes: 1, duplicates: 1 });
    expect([losing.status, crashing.status]).toEqual([EXHAUSTED, EXHAUSTED]);
    expect([losing.progress.states, crashing.progress.states]).toEqual([1_667, 20_173]);
  });

  test('a lying coordinator lets voters believe two verdicts, and the story says how', () => {
    const plan = votePlan(2);
    const lying = {
      ...plan,
      faults: [
        {
          id: 'lie',
          kind: 'behaviour',
          at: 0,
          behaviour: 'conflictingVerdicts',
          agents: ['c/coordinator'],
        },
      ],
    } as Plan;
    const exploration = explored(lying);
    const story = exploration.story()!;
    expect(story.explanation).toMatch(/^agreement: /);
    expect(story.sentences).toHaveLength(8);
    expect(story.sentences.slice(-2)).toEqual([
      'p/0 receives verdict r1 agree from c/coordinator',
      'p/1 receives verdict r1 disagree from c/coordinator',
    ]);
    expect(story.told.at(-1)).toMatchObject({ transmission: { number: 1, sentIn: 5 } });
  });
});

describe('a small world of byzantine_consensus', () => {
  const silent = { faults: [misbehave('silent', [3])] };

  test('three live replicas of four and one request: every order of deliveries is safe', () => {
    const { status, progress } = explored(pbft(silent));
    expect(status).toEqual(EXHAUSTED);
    expect([progress.states, progress.generated, progress.locals]).toEqual([22_956, 135_606, 136]);
  });

  test('breadth and depth first, sliced or not, see the same worlds', () => {
    const depth = explored(votePlan(3), {}, { order: 'depth' }, 17);
    expect(depth.status).toEqual(EXHAUSTED);
    expect(depth.progress.states).toBe(2_458);
    expect(explored(votePlan(3)).progress.states).toBe(2_458);
  });

  test('the order of events at different agents makes more worlds, and no violation', () => {
    const { status, progress } = explored(votePlan(3), { history: 'total' });
    expect(status).toEqual(EXHAUSTED);
    expect(progress.states).toBeGreaterThan(2_458);
  });

  test('a liar within f cannot break it with any single lie, nor with all of them', () => {
    const lies = { faults: [misbehave('conflictingVotes', [3])] };
    expect(explored(pbft(lies), { lies: 1 }, { statesMax: 4_000 }).status.phase).not.toBe(
      'violated',
    );
    expect(explored(pbft(lies), {}, { statesMax: 8_000 }).status.phase).not.toBe('violated');
  });

  test('PBFT-48 two colluding replicas of four: a violation is found and told', () => {
    const parameters = { requests: 2, clients: 2, requestIntervalMicros: 0 };
    const plan = pbft({ parameters, faults: [misbehave('collude', [0, 3])] });
    const exploration = explored(plan, {}, { order: 'depth' });
    const story = exploration.story()!;
    expect(story.explanation).toMatch(/^agreement: At sequence 1 replicas\/1 executed/);
    expect(story.told.length).toBe(story.sentences.length);
    expect(story.sentences[0]).toMatch(/receives request/);
    const replay = exploration.replay()!;
    if (!replay.ok) throw new Error(replay.problem);
    const { schedule, faults } = replay.value;
    const again = { ...plan, schedule, faults: [...plan.faults, ...faults] };
    const run = openSimulation(again, PROTOCOLS, AGENT_BEHAVIOURS, { recording: 'on' });
    run.advance(Infinity, Infinity);
    expect(run.status).toEqual({ phase: 'finished', reason: 'violation' });
    expect(brokenIn(run)).toContain('agreement');
  });

  test('a story with agents’ answers in it has no run of its own', () => {
    const plan = votePlan(2);
    const faults = [misbehave('conflictingVerdicts', [])].map((one) => ({
      ...one,
      agents: ['c/coordinator'],
    }));
    const replay = explored({ ...plan, faults } as Plan).replay();
    expect(replay).toMatchObject({ ok: false, problem: expect.stringMatching(/answer/) });
  });

  test('what cannot be searched is refused with a sentence', () => {
    const plan = pbft();
    const twice = { ...plan, coordinations: [plan.coordinations[0]!, plan.coordinations[0]!] };
    const refused = (one: Plan): unknown => exploreExhaustively(one, PROTOCOLS, AGENT_BEHAVIOURS);
    expect(refused(twice)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/one coordination/),
    });
    expect(refused(pbftPlan({ n: 70 }))).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/71 actors/),
    });
  });
});
