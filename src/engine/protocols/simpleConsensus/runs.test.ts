import { describe, expect, test } from 'vitest';
import { brokenIn, eventsOf, outcomeOf } from '../../kernel/testing/told.testing.ts';
import { expectGolden } from '../testing/golden.testing.ts';
import { crash, misbehave, openRehearsal, rehearse } from '../testing/rehearsal.testing.ts';
import type { Rehearsal } from '../testing/rehearsal.testing.ts';
import { IGNORE_REASONS, simpleCard } from './card.ts';
import { SIMPLE_PROPERTIES } from './properties.ts';

type Wishes = Omit<Rehearsal, 'protocol' | 'kind' | 'agents'> & Partial<Pick<Rehearsal, 'agents'>>;

const vote = (wishes: Wishes = {}): Rehearsal => ({
  protocol: 'simple_consensus',
  kind: 'voter',
  agents: Array.from({ length: 5 }, () => ({ competence: 0.9 })),
  resources: { proposal: { text: 'adopt it', meritPpm: 1_000_000 } },
  ...wishes,
});
const scripted = (...decisions: string[]): Rehearsal['agents'] =>
  decisions.map((decision) => ({ script: [decision] }));

/** One run of each sort, by what is out of the ordinary. */
const RUNS: Readonly<Record<string, Rehearsal>> = {
  calm: vote(),
  'another seed': vote({ seed: 2 }),
  'a bad proposal': vote({ resources: { proposal: { text: 'worse', meritPpm: 0 } } }),
  'no consensus': vote({ agents: scripted('agree', 'disagree', 'abstain') }),
  'revised until it is good': vote({
    agents: Array.from({ length: 5 }, () => ({ competence: 1 })),
    resources: { proposal: { text: 'draft', meritPpm: 500_000 } },
    parameters: { rounds: 6, revisionStep: 0.2, mode: 'unanimity' },
  }),
  'refined by what is objected to': vote({
    resources: {
      proposal: {
        text: 'draft',
        meritPpm: 500_000,
        aspects: [
          { name: 'cost', meritPpm: 800_000 },
          { name: 'safety', meritPpm: 200_000 },
        ],
      },
    },
    parameters: { rounds: 8, revisionStep: 0.3, mode: 'unanimity' },
  }),
  'weighted by competence': vote({
    agents: [
      { competence: 0.95, script: ['agree'] },
      { competence: 0.6, script: ['disagree'] },
      { competence: 0.6, script: ['disagree'] },
    ],
    parameters: { weighting: 'competence' },
  }),
  'a voter crashes': vote({ faults: [crash(0, 50_000)] }),
  'the coordinator crashes': vote({
    faults: [crash('c/coordinator', 150_000, 400_000)],
    agents: scripted('agree', 'agree', 'agree', 'agree'),
  }),
  'a voter is late': vote({
    agents: [{ thinkMicros: 0 }, { thinkMicros: 0 }, { thinkMicros: 500_000 }],
    parameters: { timeoutMicros: 800_000 },
    network: { latency: { distribution: 'constant', micros: 300_000 } },
  }),
  'a voter lies': vote({
    agents: scripted('agree', 'agree', 'agree'),
    faults: [misbehave('flippedVotes', [0])],
  }),
  'a voter votes twice': vote({ faults: [misbehave('conflictingVotes', [1])] }),
  'a voter talks nonsense': vote({ faults: [misbehave('malformedVotes', [2])] }),
  'a voter replays': vote({
    agents: scripted('agree', 'disagree', 'agree'),
    parameters: { rounds: 6, mode: 'unanimity' },
    faults: [misbehave('replay', [2])],
  }),
  'lossy network': vote({
    network: { lossPpm: 200_000, duplicationPpm: 300_000, reorderPpm: 300_000 },
  }),
};

const runs = Object.fromEntries(
  Object.entries(RUNS).map(([name, wishes]) => [name, rehearse(wishes)]),
);
const named = (name: string) => runs[name]!;

describe('runs in the kernel', () => {
  test('agreement on a good proposal within a second of virtual time', () => {
    const run = named('calm');
    expect(run.status).toEqual({ phase: 'finished', reason: 'settled' });
    expect(outcomeOf(run)).toMatchObject({ decision: 'agree', rounds: 1 });
    expect(run.summary().coordinations[0]!.messages).toBe(15);
    expect(run.now).toBeLessThan(1_000_000);
    expect(brokenIn(run)).toEqual([]);
  });

  test('a bad proposal is rejected, an even vote decides nothing', () => {
    expect(outcomeOf(named('a bad proposal'))).toMatchObject({ decision: 'disagree' });
    const [open] = named('no consensus').summary().coordinations;
    expect(open).toMatchObject({ status: 'failed', error: 'no_consensus' });
  });

  test('revision helps: its merit rises until all agree', () => {
    const run = named('revised until it is good');
    const { rounds, decision } = outcomeOf(run);
    expect(decision).toBe('agree');
    expect(rounds).toBeGreaterThan(1);
    expect(eventsOf(run, 'simple.proposal.revised')).toHaveLength(Number(rounds) - 1);
  });

  test('one expert decides where weights are log-odds of competence, not where all weigh the same', () => {
    expect(outcomeOf(named('weighted by competence'))).toMatchObject({
      decision: 'agree',
      agree: 1,
    });
    const { agents } = RUNS['weighted by competence']!;
    expect(outcomeOf(rehearse(vote({ agents })))).toMatchObject({ decision: 'no_consensus' });
  });

  test('a crashed voter abstains when the time is up; a crashed coordinator goes on', () => {
    const voter = named('a voter crashes');
    expect(eventsOf(voter, 'simple.vote.discounted').map(({ fields }) => fields['reason'])).toEqual(
      ['noAnswerInTime'],
    );
    expect(voter.now).toBeGreaterThan(30_000_000);
    const coordinator = named('the coordinator crashes');
    expect(outcomeOf(coordinator)).toMatchObject({ decision: 'agree', agree: 4 });
    expect(brokenIn(coordinator)).toEqual([]);
  });

  test('SIMPLE-13 a lie is counted, a second vote is ignored, nonsense abstains', () => {
    expect(outcomeOf(named('a voter lies'))).toMatchObject({
      decision: 'no_consensus',
      agree: 2,
      disagree: 1,
    });
    const twice = eventsOf(named('a voter votes twice'), 'message.ignored');
    expect(twice.map(({ fields }) => fields['reason'])).toEqual(['conflicting']);
    const nonsense = eventsOf(named('a voter talks nonsense'), 'simple.vote.discounted');
    expect(nonsense).toMatchObject([{ fields: { voter: 2, reason: 'invalidAnswer' } }]);
    for (const name of ['a voter lies', 'a voter votes twice', 'a voter talks nonsense'])
      expect(brokenIn(named(name))).toEqual([]);
  });

  test('a coordinator that tells two verdicts breaks agreement, and the run stops there', () => {
    const run = rehearse(vote({ faults: [misbehave('conflictingVerdicts', ['c/coordinator'])] }));
    expect(run.status).toEqual({ phase: 'finished', reason: 'violation' });
    expect(brokenIn(run)).toContain('agreement');
  });

  test('whatever is lost, doubled or overtaken, safety holds and it terminates', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const network = { lossPpm: 150_000, duplicationPpm: 200_000, reorderPpm: 300_000 };
      const faults =
        seed % 2 === 0 ? [misbehave('conflictingVotes', [0])] : [crash(1, seed * 7_000, 900_000)];
      const run = rehearse(vote({ seed, network, faults, parameters: { rounds: 3 } }));
      expect(brokenIn(run), `seed ${seed}`).toEqual([]);
      expect(run.summary().coordinations[0]!.status).not.toBe('running');
    }
  });

  test('any slicing gives the same stream', () => {
    const run = openRehearsal(RUNS['lossy network']!);
    while (run.status.phase === 'running') run.advance(run.now + 3_000, 7);
    expect(run.digest()).toBe(named('lossy network').digest());
  });

  test('a voter that is right more often than not makes the jury better than itself', () => {
    let right = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const agents = Array.from({ length: 5 }, () => ({ competence: 0.7 }));
      const run = rehearse(vote({ seed, agents, parameters: { mode: 'majority' } }), 'off');
      if (outcomeOf(run)['decision'] === 'agree') right++;
    }
    // Exactly Σ over 3..5 of 5 at p = 0.7: 0.83692; four standard errors at 120 runs are 0.135.
    expect(Math.abs(right / 120 - 0.83692)).toBeLessThan(0.135);
  });
});

describe('coverage of meaning', () => {
  const all = Object.values(runs);

  test('every event kind, ignore reason and sometimes-property was seen', () => {
    const unseen = simpleCard.events.filter((shape) =>
      all.every((run) => eventsOf(run, shape.kind).length === 0),
    );
    expect(unseen.map((shape) => shape.kind)).toEqual([]);
    const reasons = new Set(
      all.flatMap((run) => eventsOf(run, 'message.ignored').map(({ fields }) => fields['reason'])),
    );
    // The links tell the true sender, so strangers speak only in the tests by hand.
    const byHand = ['notVoter', 'notCoordinator'];
    expect(
      Object.keys(IGNORE_REASONS).filter(
        (reason) => !reasons.has(reason) && !byHand.includes(reason),
      ),
    ).toEqual([]);
    const sometimes = SIMPLE_PROPERTIES.filter(({ temper }) => temper !== 'always').map(
      ({ name }) => name,
    );
    for (const name of sometimes)
      expect(
        all.some((run) => run.summary().invariants.some((one) => one.name === name && one.held)),
      ).toBe(true);
  });

  test('golden digests', () => {
    const digests = Object.fromEntries(
      Object.entries(runs).map(([name, run]) => [name, run.digest()]),
    );
    expectGolden(new URL('runs.golden.json', import.meta.url), simpleCard.version, digests);
  });
});
