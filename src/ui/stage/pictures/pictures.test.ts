import { expect, test } from 'vitest';
import type { EnsembleStage } from '../../../engine/projections/ensembleStage.ts';
import type { VotesStage } from '../../../engine/projections/votesStage.ts';
import {
  bestMember,
  heatOfAgreement,
  offBy,
  rowTotals,
  sayInterval,
  sayLead,
  sayLeadInterval,
  sayMembers,
  saySureness,
} from './ensembleFigures.ts';
import { sayRevision, sayVerdict, sharesOf } from './tally.ts';

function anEnsemble(accuracy: number | undefined, members: readonly number[]): EnsembleStage {
  return {
    kind: 'ensemble',
    dataset: 'iris',
    classes: ['a', 'b'],
    hasNumbers: false,
    batch: 1,
    batches: 2,
    members: members.map((own, actor) => ({
      actor,
      label: `models ${actor}`,
      learner: 'decision_tree',
      weight: 1,
      say: undefined,
      isMeta: false,
      duty: undefined,
      drifts: 0,
      accuracy: own,
      error: undefined,
      lead: undefined,
      isLasting: true,
      state: 'ready',
      reason: '',
    })),
    accuracy,
    interval: undefined,
    confidence: undefined,
    chance: undefined,
    calibration: [],
    confusion: [],
    agreement: [],
    front: [],
    regret: undefined,
    estimates: undefined,
    texts: undefined,
    adaptations: [],
  };
}

test('a set of members is told by what they learned', () => {
  const stage = anEnsemble(0.9, [0.9, 0.8]);
  expect(sayMembers(stage, ['models 1', 'others 4'])).toBe('decision tree, others 4');
});

test('the ensemble is held against its best member', () => {
  const stage = anEnsemble(0.95, [0.9, 0.92, 0.92]);
  expect(bestMember(stage)?.actor).toBe(1);
  expect(sayLead(stage)).toBe('3.0 points above its best member, models 1.');
  const [first, ...others] = anEnsemble(0.95, [0.95, 0.9]).members;
  const stacked = { ...stage, members: [{ ...first!, isMeta: true }, ...others] };
  expect(bestMember(stacked)?.label).toBe('models 1');
  expect(sayLead(anEnsemble(0.9, [0.96]))).toBe('6.0 points below its best member, models 0.');
  expect(sayLead(anEnsemble(0.9, [0.9]))).toMatch(/^As good as/);
  expect(sayLead(anEnsemble(undefined, []))).toBe('Nothing has been decided yet.');
});

test('a member that judged few rows is not the one to hold the ensemble against', () => {
  const stage = anEnsemble(0.9, [0.99, 0.8]);
  const members = stage.members.map((one, i) => ({ ...one, isLasting: i > 0 }));
  expect(bestMember({ ...stage, members })?.label).toBe('models 1');
});

test('a lead is told with what luck leaves of it', () => {
  const beside = (accuracy: number, lead: readonly [number, number]): string => {
    const stage = anEnsemble(accuracy, [0.9]);
    return sayLead({ ...stage, members: stage.members.map((one) => ({ ...one, lead })) });
  };
  expect(beside(0.92, [-0.01, 0.05])).toMatch(/2\.0 points above .*, within what luck explains\.$/);
  expect(beside(0.92, [0.01, 0.03])).toMatch(/, more than luck explains\.$/);
  expect(beside(0.88, [-0.03, -0.01])).toMatch(/2\.0 points below .*: it does not help\.$/);
  expect(sayLeadInterval([-0.034, 0.012], true)).toBe('−3.4 to +1.2');
  expect(sayLeadInterval([-3.69, -0.68], false)).toBe('−3.69 to −0.68');
});

test('confidence is held against the truth, bin by bin', () => {
  const bin = (rows: number, right: number, confidence: number) => {
    return { rows, right, confidence, interval: [0, 1] as const };
  };
  expect(offBy([bin(10, 5, 0.6), bin(30, 30, 0.9)])).toBeCloseTo((1 + 3) / 40, 12);
  expect(offBy([])).toBe(0);
  expect(saySureness([bin(100, 60, 0.95)])).toBe('It is surer than it is right.');
  expect(saySureness([bin(100, 95, 0.6)])).toBe('It is right more often than it is sure.');
  expect(saySureness([bin(100, 95, 0.93)])).toBe('It is right about as often as it is sure.');
  expect(sayInterval([0.8912, 0.98])).toMatch(/^89\.1–98.%$/);
});

test('heat is relative: rows of confusion to their sum, agreement to the least pair', () => {
  expect(rowTotals([30, 0, 2, 28], 2)).toEqual([30, 30]);
  expect(heatOfAgreement(1, 0.9)).toBeCloseTo(1);
  expect(heatOfAgreement(0.9, 0.9)).toBeCloseTo(0.1);
  expect(heatOfAgreement(0, 0.9)).toBe(0);
});

function aVote(decisions: readonly VotesStage['voters'][number]['decision'][]): VotesStage {
  return {
    kind: 'votes',
    proposal: 'Ship it.',
    round: 1,
    threshold: 0.7,
    isStrict: false,
    voters: decisions.map((decision, actor) => ({
      actor,
      label: `jury ${actor}`,
      decision,
      confidence: 1,
      weight: actor === 0 ? 2 : 1,
      rationale: '',
    })),
    tallies: [],
    revisions: [],
  };
}

test('a majority is more than half, and half is none', () => {
  const half = { round: 1, agreeShare: 0.5, disagreeShare: 0.5, abstainShare: 0 };
  const stage = { ...aVote(['agree', 'disagree']), threshold: 0.5, tallies: [half] };
  expect(sayVerdict(stage)).toBe('Agreed: 50\u202f% reach 50\u202f%.');
  expect(sayVerdict({ ...stage, isStrict: true })).toBe(
    'No side has reached more than 50\u202f% in round 1.',
  );
});

test('a revision says what became better, and for whom', () => {
  const revision = { round: 1, aspect: 'safety', objections: 3, merit: 0.615 };
  expect(sayRevision(revision)).toBe(
    'Revised: better safety, to which 3 voters objected; merit 0.61.',
  );
  expect(sayRevision({ ...revision, objections: 1 })).toMatch(/1 voter objected/);
  expect(sayRevision({ ...revision, aspect: '', objections: 0 })).toBe('Revised: merit 0.61.');
});

test('shares count weights, of all voters', () => {
  expect(sharesOf(aVote(['agree', 'disagree', 'waiting']).voters)).toEqual({
    agree: 0.5,
    disagree: 0.25,
    abstain: 0,
    waiting: 0.25,
  });
  expect(sharesOf([]).agree).toBe(0);
});

test('the verdict says which side reached the threshold', () => {
  const stage = aVote(['agree', 'agree', 'waiting']);
  expect(sayVerdict(stage)).toBe('1 of 3 still to vote.');
  const tallied = (agreeShare: number): string =>
    sayVerdict({
      ...stage,
      tallies: [{ round: 1, agreeShare, disagreeShare: 1 - agreeShare, abstainShare: 0 }],
    });
  expect(tallied(0.8)).toMatch(/^Agreed: 80/);
  expect(tallied(0.2)).toMatch(/^Rejected: 80/);
  expect(tallied(0.5)).toMatch(/^No side/);
});
