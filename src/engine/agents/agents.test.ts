import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SeededChoices } from '../base/choices.ts';
import { present } from '../base/invariant.ts';
import type { Question } from '../contract/consultation.ts';
import { AGENT_KINDS } from '../document/design.ts';
import type { AgentKind } from '../document/design.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import { bidder, limitOf } from './bidding/bidder.ts';
import { AGENT_CARDS, bidderParameters, voterParameters } from './cards.ts';
import { model } from './model.ts';
import { AGENT_BEHAVIOURS } from './registry.ts';
import { agreementPpm, voter } from './voter.ts';
import { doWork } from './work.ts';

const agent = (kind: AgentKind, parameters: object = {}): PlannedAgent => ({
  index: 0,
  id: 'p/0',
  pool: 'p',
  name: 'p/0',
  kind,
  parameters: AGENT_CARDS.get(kind)!.parameters.parse(parameters) as Record<string, unknown>,
  reputationMilli: 500,
});
const choices = (seed = 1): SeededChoices => SeededChoices.named(seed, 'agent');
const voting = (round = 1, meritPpm = 1_000_000): Question => ({
  kind: 'vote',
  round,
  proposal: 'it',
  meritPpm,
});
const bidding = (wishes: Partial<Extract<Question, { kind: 'bid' }>> = {}): Question => ({
  kind: 'bid',
  format: 'english',
  round: 1,
  good: 'it',
  minimum: 1_000,
  isLeading: false,
  leadingEffective: 0,
  weightMilli: 1_000,
  bidderCount: 3,
  remainingMicros: 30_000_000,
  auction: 0,
  seller: 0,
  spent: 0,
  signal: undefined,
  signalSpread: 0,
  areBidsRetractable: false,
  ...wishes,
});

describe('cards of agents', () => {
  test('there is one for every kind, with a behaviour, defaults, titles and descriptions', () => {
    expect([...AGENT_CARDS.keys()].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
      [...AGENT_KINDS].toSorted((a, b) => (a < b ? -1 : 1)),
    );
    for (const [kind, card] of AGENT_CARDS) {
      expect(AGENT_BEHAVIOURS.get(kind)?.kind).toBe(kind);
      expect(card.parameters.safeParse({}).success).toBe(true);
      const { shape } = card.parameters as unknown as {
        shape: Record<string, { meta(): Record<string, unknown> | undefined }>;
      };
      expect(Object.keys(shape).length).toBeGreaterThan(2);
      for (const [name, field] of Object.entries(shape)) {
        expect(field.meta()?.['title'], `${kind}.${name}`).toMatch(/^[A-Z]/);
        expect(field.meta()?.['description'], `${kind}.${name}`).toMatch(/\.$/);
      }
    }
  });
});

describe('voters', () => {
  const open = (parameters: object) => voter.open(agent('voter', parameters), choices());

  test('agree as their competence and the merit of the proposal say', () => {
    const probability = (competence: number, merit: number, bias = 0): number =>
      agreementPpm({ competence, bias }, merit);
    expect(probability(0.8, 1_000_000)).toBe(800_000);
    expect(probability(0.8, 0)).toBe(200_000);
    expect(probability(0.8, 500_000)).toBe(500_000);
    expect(probability(1, 300_000)).toBe(300_000);
    expect(probability(0.8, 0, 1)).toBe(1_000_000);
    expect(probability(0.8, 0, -1)).toBe(0);
    expect(probability(0.8, 0, 0.5)).toBe(600_000);
    expect(probability(0.8, 1_000_000, -0.5)).toBe(400_000);
  });

  test('are right as often as they are competent', () => {
    const memory = open({ competence: 0.7, abstention: 0.1 });
    const luck = choices(9);
    const counts = { agree: 0, disagree: 0, abstain: 0 };
    for (let i = 0; i < 10_000; i++) {
      const { answer } = voter.answer(memory, voting(), luck, 0);
      if (answer.kind === 'vote') counts[answer.decision]++;
    }
    // Four standard errors of each share at 10,000 draws are at most 0.02.
    expect(Math.abs(counts.abstain / 10_000 - 0.1)).toBeLessThan(0.012);
    expect(Math.abs(counts.agree / 10_000 - 0.63)).toBeLessThan(0.02);
    expect(Math.abs(counts.disagree / 10_000 - 0.27)).toBeLessThan(0.018);
  });

  test('that disagree object to the weakest aspect as often as they are competent, else to any other', () => {
    const memory = open({ competence: 0.7 });
    const luck = choices(5);
    const aspects = [500_000, 200_000, 900_000].map((meritPpm, i) => ({ name: `a${i}`, meritPpm }));
    const question = { ...voting(1, 0), aspects } as Question;
    const counts = [0, 0, 0];
    let all = 0;
    for (let i = 0; i < 10_000; i++) {
      const { answer } = voter.answer(memory, question, luck, 0);
      if (answer.kind !== 'vote' || answer.decision !== 'disagree') continue;
      expect(answer.rationale).toBe(`finds its a${answer.objection} wanting`);
      counts[answer.objection ?? -1]!++;
      all++;
    }
    expect(Math.abs(counts[1]! / all - 0.7)).toBeLessThan(0.02);
    expect(Math.abs(counts[0]! / all - 0.15)).toBeLessThan(0.02);
  });

  test('state their competence when calibrated, certainty when not at all', () => {
    const confidence = (parameters: object): number => {
      const { answer } = voter.answer(open(parameters), voting(), choices(), 0);
      return answer.kind === 'vote' ? answer.confidencePpm : -1;
    };
    expect(confidence({ competence: 0.8 })).toBe(800_000);
    expect(confidence({ competence: 0.8, calibration: 0 })).toBe(1_000_000);
    expect(confidence({ competence: 0.8, calibration: 0.5 })).toBe(900_000);
    expect(confidence({ script: ['abstain'] })).toBe(0);
  });

  test('follow a script round by round, its last answer for ever', () => {
    const memory = open({ script: ['disagree', 'abstain', 'agree'] });
    const decisions = [1, 2, 3, 4, 50].map((round) => {
      const { answer } = voter.answer(memory, voting(round), choices(), 0);
      return answer.kind === 'vote' ? answer.decision : 'none';
    });
    expect(decisions).toEqual(['disagree', 'abstain', 'agree', 'agree', 'agree']);
  });

  test('take half to one and a half of their thinking time, and answer nothing else', () => {
    const memory = open({ thinkMicros: 1_000 });
    const luck = choices();
    for (let i = 0; i < 200; i++) {
      const { duration } = voter.answer(memory, voting(), luck, 0);
      expect(duration).toBeGreaterThanOrEqual(500);
      expect(duration).toBeLessThan(1_500);
      expect(Number.isInteger(duration)).toBe(true);
    }
    expect(voter.answer(memory, bidding(), luck, 0).answer).toEqual({
      kind: 'failed',
      reason: 'notAVoter',
    });
    expect(voterParameters.safeParse({ competence: 1.1 }).success).toBe(false);
  });
});

describe('bidders', () => {
  const ask = (parameters: object, question: Partial<Extract<Question, { kind: 'bid' }>> = {}) =>
    bidder.answer(
      bidder.open(agent('bidder', parameters), choices()),
      bidding(question),
      choices(),
      0,
    );

  test('bid the least they may in an English auction, and leave above their limit', () => {
    expect(ask({ valuation: 5_000 }).answer).toEqual({
      kind: 'bid',
      amount: 1_000,
      isFinal: false,
      value: 5_000,
    });
    expect(ask({ valuation: 5_000 }, { minimum: 5_000 }).answer).toMatchObject({ amount: 5_000 });
    expect(ask({ valuation: 5_000 }, { minimum: 5_001 }).answer).toMatchObject({
      amount: undefined,
      isFinal: true,
    });
    expect(ask({ valuation: 5_000, budget: 900 }).answer).toMatchObject({
      amount: undefined,
      isFinal: true,
    });
    expect(ask({ valuation: 5_000, strategy: 'jump', jump: 700 }).answer).toMatchObject({
      amount: 1_700,
    });
    expect(ask({ valuation: 1_200, strategy: 'jump', jump: 700 }).answer).toMatchObject({
      amount: 1_200,
    });
    expect(ask({ valuation: 1_200, strategy: 'shaded' }).answer).toMatchObject({ isFinal: true });
  });

  test.each(['vickrey', 'sealed_bid', 'dutch'] as const)(
    'bid their limit once in a %s auction',
    (format) => {
      expect(ask({ valuation: 5_000 }, { format }).answer).toMatchObject({
        amount: 5_000,
        isFinal: true,
      });
      expect(
        ask({ valuation: 5_000, strategy: 'shaded', shade: 0.25 }, { format }).answer,
      ).toMatchObject({ amount: 3_750 });
      expect(ask({ valuation: 999 }, { format }).answer).toMatchObject({ amount: undefined });
    },
  );

  test('snipers wait for the end of a round, but not once they are in their window', () => {
    const sniper = { strategy: 'sniping', snipeMicros: 400_000, thinkMicros: 1_000 };
    expect(ask(sniper).duration).toBe(29_600_000);
    expect(ask(sniper, { format: 'vickrey', remainingMicros: 120_000_000 }).duration).toBe(
      119_600_000,
    );
    expect(ask(sniper, { remainingMicros: 300_000 }).duration).toBeLessThan(1_500);
    expect(ask(sniper, { format: 'dutch' }).duration).toBeLessThan(1_500);
  });

  test('draw their own value evenly within the spread, once', () => {
    const values = Array.from({ length: 2_000 }, (_, seed) => {
      const memory = bidder.open(
        agent('bidder', { valuation: 10_000, valuationSpread: 0.5 }),
        choices(seed),
      );
      return memory.value;
    });
    expect(Math.min(...values)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...values)).toBeLessThanOrEqual(15_000);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    // The deviation of a uniform over 10,000 is 2,887: four standard errors of 2,000 draws are 258.
    expect(Math.abs(mean - 10_000)).toBeLessThan(258);
    expect(bidder.open(agent('bidder', { valuation: 10_000 }), choices()).value).toBe(10_000);
  });

  test('never mean to bid above value or budget, whatever they are asked', () => {
    fc.assert(
      fc.property(
        fc.record({
          valuation: fc.nat(10_000),
          budget: fc.nat(10_000),
          strategy: fc.constantFrom('truthful', 'shaded', 'jump', 'sniping'),
          jump: fc.nat(5_000),
        }),
        fc.integer({ min: 1, max: 12_000 }),
        fc.constantFrom('english', 'vickrey', 'sealed_bid', 'dutch'),
        (parameters, minimum, format) => {
          const { answer } = ask(parameters, { minimum, format });
          const amount = answer.kind === 'bid' ? answer.amount : undefined;
          const limit = limitOf(bidderParameters.parse(parameters), parameters.valuation);
          if (amount === undefined) expect(minimum).toBeGreaterThan(limit);
          else {
            expect(amount).toBeGreaterThanOrEqual(minimum);
            expect(amount).toBeLessThanOrEqual(Math.min(parameters.valuation, parameters.budget));
          }
        },
      ),
    );
  });

  test('answer nothing else', () => {
    const memory = bidder.open(agent('bidder'), choices());
    expect(bidder.answer(memory, voting(), choices(), 0).answer).toEqual({
      kind: 'failed',
      reason: 'notABidder',
    });
  });
});

describe('models', () => {
  const rows = Array.from({ length: 60 }, (_, i) => (i * 7) % 150);
  const folds = rows.map((_, i) => i % 3);
  const evaluation: Extract<Question, { kind: 'evaluate' }> = {
    kind: 'evaluate',
    job: 1,
    objective: {
      kind: 'learner',
      learner: 'random_forest',
      dataset: 'iris',
      rows,
      folds,
      measures: ['error', 'log_loss', 'answer_cost', 'training_cost'],
      resource: 'iterations',
    },
    values: { trees: 9 },
    level: 1,
    levels: 3,
    luck: 5,
  };
  const questions: readonly Question[] = [
    { kind: 'train', dataset: 'iris', rows },
    { kind: 'train', dataset: 'iris', rows, probe: { kind: 'outOfFold', folds } },
    { kind: 'train', dataset: 'iris', rows, probe: { kind: 'fitted', weights: rows } },
    evaluation,
    { ...evaluation, level: 3 },
    { kind: 'train', dataset: 'nowhere', rows },
    { ...evaluation, values: { trees: -1 } },
    { kind: 'predict', batch: 0, rows: [1, 2] },
  ];

  test('answer in parts as they answer at once, wherever the work is done', () => {
    const open = () => model.open(agent('model', { learner: 'random_forest' }), choices());
    const [whole, parts] = [open(), open()];
    const [one, other] = [choices(3), choices(3)];
    let puttingOff = 0;
    for (const question of questions) {
      const { answer, duration } = model.answer(whole, question, one, 0);
      const taken = present(model.labour, 'labour').take(parts, question, other, 0);
      expect(taken.duration).toBe(duration);
      if ('task' in taken) {
        puttingOff++;
        const { task, units, family } = structuredClone(taken);
        const work = { kind: 'model', task, units, family, luck: other.snapshot() };
        const done = structuredClone(doWork(work, AGENT_BEHAVIOURS));
        other.restore(done.luck);
        // What the model's own work gives is what its own settling takes.
        const result = done.result as Parameters<NonNullable<typeof model.labour>['settle']>[2];
        expect(model.labour?.settle(parts, taken, result)).toEqual(answer);
      } else {
        expect(taken.answer).toEqual(answer);
      }
      expect(other.snapshot()).toEqual(one.snapshot());
      expect(parts).toEqual(whole);
    }
    expect(puttingOff).toBe(5);
  });
});
