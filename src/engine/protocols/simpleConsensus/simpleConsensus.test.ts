import { describe, expect, test } from 'vitest';
import type { Answer } from '../../contract/consultation.ts';
import { Tabletop } from '../testing/tabletop.testing.ts';
import type { SimpleMessage } from './messages.ts';
import { simpleConsensus } from './protocol.ts';

const vote = (decision: 'agree' | 'disagree' | 'abstain', confidencePpm = 800_000): Answer => ({
  kind: 'vote',
  decision,
  confidencePpm: decision === 'abstain' ? 0 : confidencePpm,
  rationale: 'because',
});
const ballot = (decision: string, round = 1, confidencePpm = 800_000): SimpleMessage => ({
  kind: 'vote',
  round,
  decision,
  confidencePpm,
  rationale: 'because',
});

const RESOURCES = { proposal: { text: 'adopt it', meritPpm: 300_000 } };

function table(voters: number, parameters: object = {}) {
  const agents = Array.from({ length: voters }, () => ({}));
  const made = new Tabletop(simpleConsensus, parameters, agents, RESOURCES);
  made.start();
  return made;
}
/** All voters are asked and answer as said; nothing is delivered to the coordinator yet. */
function voted(voters: readonly Answer[], parameters: object = {}) {
  const made = table(voters.length, parameters);
  made.deliverAll();
  voters.forEach((answer, voter) => made.answer(voter, answer));
  return made;
}
const outcomeOf = (made: ReturnType<typeof table>): Record<string, unknown> => {
  const [ending] = [...made.said('coordination.completed'), ...made.said('coordination.failed')];
  return JSON.parse(String(ending?.['outcome'])) as Record<string, unknown>;
};

describe('a vote', () => {
  test('SIMPLE-5 the coordinator sends the proposal, agents answer, the verdict is announced', () => {
    const made = voted([
      vote('agree'),
      vote('agree', 600_000),
      vote('agree', 700_000),
      vote('disagree'),
    ]);
    made.deliverAll();
    expect(made.said('simple.proposal.sent')).toEqual([
      { round: 1, proposal: 'adopt it', voters: 4 },
    ]);
    expect(made.said('simple.round.tallied')).toEqual([
      { round: 1, agree: 3, disagree: 1, abstain: 0, agreeShare: 0.75, disagreeShare: 0.25 },
    ]);
    expect(made.said('coordination.completed')).toMatchObject([
      { decision: 'agree', confidence: 0.7 },
    ]);
    expect(outcomeOf(made)).toMatchObject({
      decision: 'agree',
      voteRatio: 0.75,
      confidence: 0.7,
      rounds: 1,
    });
    expect(made.said('simple.verdict.learned')).toHaveLength(4);
    expect(made.timers.size).toBe(0);
    expect(made.violations()).toEqual([]);
  });

  test('SIMPLE-6 without enough on either side it fails with no_consensus', () => {
    const made = voted([vote('agree'), vote('disagree')]);
    made.deliverAll();
    expect(made.said('coordination.completed')).toEqual([]);
    expect(made.said('coordination.failed')).toMatchObject([{ error: 'no_consensus' }]);
    expect(outcomeOf(made)).toMatchObject({ decision: 'no_consensus', agree: 1, disagree: 1 });
    expect(made.violations()).toEqual([]);
  });

  test('SIMPLE-7 no answer in time counts as abstaining, and the event says so', () => {
    const made = table(3);
    made.deliverAll();
    made.answer(0, vote('agree'));
    made.answer(2, vote('agree'));
    made.deliverAll();
    expect(made.said('coordination.failed')).toEqual([]);
    made.expire(3, 'round');
    expect(made.said('simple.vote.discounted')).toEqual([
      { voter: 1, round: 1, reason: 'noAnswerInTime' },
    ]);
    expect(made.said('coordination.failed')).toMatchObject([{ error: 'no_consensus' }]);
    expect(made.now).toBe(30_000_000);
    expect(made.violations()).toEqual([]);
  });

  test('SIMPLE-8 an invalid answer or an agent that fails counts as abstaining, with the reason', () => {
    const made = table(5);
    made.deliverAll();
    made.letters = [];
    made.deliver(0, 5, ballot('perhaps'));
    made.deliver(1, 5, ballot('agree', 1, 1_000_001));
    made.deliver(2, 5, ballot('agree', 1, 0.5));
    made.answer(3, { kind: 'failed', reason: 'unknownAgent' });
    made.deliver(4, 5, { ...ballot('agree'), rationale: 7 } as unknown as SimpleMessage);
    made.deliverAll();
    const reasons = made.said('simple.vote.discounted').map((fields) => String(fields['reason']));
    expect(reasons.toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
      'agentFailed',
      'invalidAnswer',
      'invalidAnswer',
      'invalidAnswer',
      'invalidAnswer',
    ]);
    expect(outcomeOf(made)).toMatchObject({ abstain: 5 });
    expect(made.violations()).toEqual([]);
  });

  test('SIMPLE-9 the first vote of a voter stands; later ones are ignored with a reason', () => {
    const made = voted([vote('agree'), vote('agree'), vote('agree')]);
    made.deliver(0, 3, ballot('agree'));
    made.deliver(0, 3, ballot('agree'));
    made.deliver(0, 3, ballot('disagree'));
    made.deliver(1, 3, ballot('agree', 2));
    made.deliver(3, 3, ballot('agree'));
    made.deliver(1, 3, { kind: 'verdict', round: 1, decision: 'agree' });
    made.deliver(1, 2, { kind: 'verdict', round: 1, decision: 'agree' });
    made.deliver(3, 2, { kind: 'proposal', round: 1, text: 'again', meritPpm: 1 });
    expect(made.said('message.ignored').map((fields) => fields['reason'])).toEqual([
      'duplicate',
      'conflicting',
      'late',
      'notVoter',
      'notCoordinator',
      'notCoordinator',
    ]);
    made.deliverAll();
    made.deliver(3, 2, { kind: 'verdict', round: 1, decision: 'disagree' });
    made.deliver(0, 3, ballot('disagree'));
    expect(
      made
        .said('message.ignored')
        .slice(-2)
        .map((fields) => fields['reason']),
    ).toEqual(['duplicate', 'late']);
    expect(outcomeOf(made)).toMatchObject({ decision: 'agree', agree: 3 });
    expect(made.violations()).toEqual([]);
  });

  test('SIMPLE-10 without consensus the proposal is revised and put again, as often as allowed', () => {
    const made = voted([vote('agree'), vote('disagree')], { rounds: 3, revisionStep: 0.4 });
    made.deliverAll();
    expect(made.said('simple.proposal.revised')).toEqual([
      { round: 1, proposal: 'adopt it (revision 1)', merit: 0.7 },
    ]);
    expect(made.asked.map(({ question }) => question)).toMatchObject([
      { round: 2, meritPpm: 700_000 },
      { round: 2, meritPpm: 700_000 },
    ]);
    made.answer(0, vote('disagree'));
    made.answer(1, vote('agree'));
    made.deliverAll();
    made.deliver(0, 2, ballot('agree', 1));
    made.answer(0, vote('agree'));
    made.answer(1, vote('agree'));
    made.deliverAll();
    expect(made.said('simple.proposal.revised')[1]).toMatchObject({ merit: 1 });
    expect(outcomeOf(made)).toMatchObject({ decision: 'agree', rounds: 3, voteRatio: 1 });
    expect(made.said('message.ignored')).toMatchObject([{ reason: 'late' }]);
    expect(made.violations()).toEqual([]);
  });

  describe('SIMPLE-15 by aspects', () => {
    const aspects = [
      { name: 'cost', meritPpm: 600_000 },
      { name: 'safety', meritPpm: 200_000 },
    ];
    const resources = { proposal: { text: 'adopt it', meritPpm: 400_000, aspects } };
    const objection = (place: number): Answer => ({
      kind: 'vote',
      decision: 'disagree',
      confidencePpm: 700_000,
      rationale: 'because',
      objection: place,
    });
    function judged(
      answers: readonly Answer[],
      seats: readonly object[] = answers.map(() => ({})),
    ) {
      const parameters = { rounds: 2, revisionStep: 0.3, threshold: 1, weighting: 'reputation' };
      const made = new Tabletop(simpleConsensus, parameters, seats, resources);
      made.start();
      made.deliverAll();
      answers.forEach((answer, voter) => made.answer(voter, answer));
      made.deliverAll();
      return made;
    }

    test('the one that most of the weight objects to becomes better', () => {
      const made = judged([objection(1), objection(0), objection(1), vote('agree')]);
      expect(made.said('simple.proposal.revised')).toEqual([
        {
          round: 1,
          proposal: 'adopt it (revision 1: better safety)',
          merit: 0.55,
        },
      ]);
      expect(made.said('simple.aspect.chosen')).toEqual([
        { round: 1, aspect: 'safety', objections: 2 },
      ]);
      expect(made.asked.at(-1)?.question).toMatchObject({
        round: 2,
        meritPpm: 550_000,
        aspects: [aspects[0], { name: 'safety', meritPpm: 500_000 }],
      });
      // The second round goes on.
      expect(made.violations()).toEqual([
        'termination: c/coordinator has not ended the vote, though it is up.',
      ]);
    });

    test('by weight, not by number; equal weights better the first', () => {
      const seats = [900, 400, 400, 100].map((reputationMilli) => ({ reputationMilli }));
      const made = judged([objection(0), objection(1), objection(1), vote('agree')], seats);
      expect(made.said('simple.aspect.chosen')).toMatchObject([{ aspect: 'cost' }]);
      const tied = judged([objection(1), objection(0), vote('agree'), vote('agree')]);
      expect(tied.said('simple.aspect.chosen')).toMatchObject([{ aspect: 'cost' }]);
    });

    test('nothing becomes better that nobody names, and an objection to nothing is nonsense', () => {
      const made = judged([vote('disagree'), vote('agree'), vote('abstain')]);
      expect(made.said('simple.aspect.chosen')).toEqual([]);
      expect(made.said('simple.proposal.revised')).toMatchObject([{ merit: 0.4 }]);
      const odd = judged([objection(2), objection(-1), objection(0.5), vote('agree')]);
      expect(odd.said('simple.vote.discounted')).toMatchObject(
        [0, 1, 2].map(() => ({ reason: 'invalidAnswer' })),
      );
    });
  });

  test('SIMPLE-11 a coordinator that crashes keeps its ballots and asks only the others again', () => {
    const made = table(3);
    made.deliverAll();
    made.answer(0, vote('agree'));
    made.deliverAll();
    made.answer(1, vote('agree'));
    made.letters = []; // Lost while the coordinator is down.
    made.restart(3);
    expect(made.letters.map((letter) => letter.to)).toEqual([1, 2]);
    made.deliverAll();
    // Voter 1 repeats its vote without asking its agent again; voter 2 is still thinking.
    expect(made.asked.map(({ actor }) => actor)).toEqual([2]);
    made.answer(2, vote('agree'));
    made.deliverAll();
    expect(outcomeOf(made)).toMatchObject({ decision: 'agree', agree: 3 });
    expect(made.violations()).toEqual([]);
    made.restart(3);
    expect(made.letters.map((letter) => letter.message.kind)).toEqual([
      'verdict',
      'verdict',
      'verdict',
    ]);
  });

  test('a voter that restarts can vote when it is asked again', () => {
    const made = table(2);
    made.deliverAll();
    made.restart(0);
    expect(made.asked.map(({ actor }) => actor)).toEqual([1]);
    made.restart(2);
    made.deliverAll();
    made.answer(0, vote('agree'));
    made.answer(1, vote('agree'));
    made.deliverAll();
    expect(outcomeOf(made)).toMatchObject({ decision: 'agree' });
  });
});

test('SIMPLE-14 when it is over, right votes and broken promises are reported, abstentions are not', () => {
  const nonsense: Answer = { kind: 'failed', reason: 'asleep' };
  const made = voted([vote('agree'), vote('disagree'), vote('abstain'), nonsense], { rounds: 2 });
  made.deliverAll();
  // Nothing is decided in the first round, and nothing is reported before the last.
  expect(made.reports).toEqual([]);
  made.answer(0, vote('agree'));
  made.answer(1, vote('disagree'));
  made.answer(2, vote('abstain'));
  made.answer(3, nonsense);
  made.deliverAll();
  // The proposal was worth 0.3 at first and is worth 0.45 after its revision.
  expect(made.reports).toEqual([
    { about: 0, deed: 'vote', meritPpm: 450_000 },
    { about: 1, deed: 'vote', meritPpm: 550_000 },
    { about: 3, deed: 'promise', meritPpm: 0 },
  ]);
});

describe('SIMPLE-12 what must hold is recomputed from the votes as counted', () => {
  function tamper(kind: string, change: (fields: Record<string, unknown>) => object): string[] {
    const made = voted([vote('agree'), vote('agree'), vote('agree')]);
    made.deliverAll();
    let isDone = false;
    const events = made.events.map((event) => {
      if (isDone || event.kind !== kind) return event;
      isDone = true;
      return { ...event, fields: { ...event.fields, ...change(event.fields) } };
    }) as typeof made.events;
    expect(isDone).toBe(true);
    return made.violations(events).map((one) => one.split(':')[0]!);
  }

  test('a wrong decision, confidence or ratio breaks validity', () => {
    const outcome = (change: object) => (fields: Record<string, unknown>) => ({
      outcome: JSON.stringify({ ...(JSON.parse(String(fields['outcome'])) as object), ...change }),
    });
    const kind = 'coordination.completed';
    expect(tamper(kind, outcome({ decision: 'disagree' }))).toEqual(['validity']);
    expect(tamper(kind, outcome({ confidence: 0.5 }))).toEqual(['validity']);
    expect(tamper(kind, outcome({ voteRatio: 0.9 }))).toEqual(['validity']);
    expect(tamper('simple.vote.counted', () => ({ decision: 'disagree' }))).toContain('validity');
  });

  test('a wrong sum breaks tallyAddsUp, a vote counted twice breaks countedOnce', () => {
    expect(tamper('simple.round.tallied', () => ({ agree: 2, abstain: 1 }))).toEqual([
      'tallyAddsUp',
    ]);
    expect(tamper('simple.vote.counted', () => ({ voter: 1 }))).toContain('countedOnce');
  });

  test('two verdicts break agreement unless the voter that learned the other is faulty', () => {
    expect(tamper('simple.verdict.learned', () => ({ decision: 'disagree' }))).toEqual([
      'agreement',
      'agreement',
    ]);
  });
});
