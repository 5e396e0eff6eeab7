import { expect, test } from 'vitest';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import type { EnsembleStage } from '../../../engine/projections/ensembleStage.ts';
import type { VotesStage } from '../../../engine/projections/votesStage.ts';
import { bestMember, heatOfAgreement, rowTotals, sayLead, sayMembers } from './ensembleFigures.ts';
import {
  clockShare,
  ladderTop,
  rankedBidders,
  sayStanding,
  sayWeight,
  whyRefused,
} from './ladder.ts';
import { sayRevision, sayVerdict, sharesOf } from './tally.ts';

function anAuction(part: Partial<AuctionStage> = {}): AuctionStage {
  const bidder = (actor: number, best: number | undefined, weightMilli: number) => ({
    actor,
    label: `bidders ${actor}`,
    weightMilli,
    best,
    bids: 1,
    state: 'bidding' as const,
  });
  return {
    kind: 'auction',
    format: 'vickrey',
    good: 'Licence',
    reserve: 5_000,
    round: 1,
    roundEndsAt: undefined,
    bidders: [bidder(0, 12_000, 800), bidder(1, 10_500, 1_300), bidder(2, undefined, 1_500)],
    bids: [],
    winner: undefined,
    price: undefined,
    reason: '',
    auction: 0,
    awards: [],
    book: { bids: [], asks: [], trades: [] },
    flags: [],
    ...part,
  };
}

test('bidders are ranked by their weighted bids, those without a bid last', () => {
  expect(rankedBidders(anAuction()).map(({ actor }) => actor)).toEqual([1, 0, 2]);
});

test('the ladder holds every bid, the reserve and the price', () => {
  expect(ladderTop(anAuction())).toBeGreaterThan(12_000);
  expect(ladderTop(anAuction({ bidders: [] }))).toBeGreaterThan(5_000);
  expect(ladderTop(anAuction({ price: 90_000 }))).toBeGreaterThan(90_000);
});

test('the standing names the winner and the price, the leader, or that there is none', () => {
  expect(sayStanding(anAuction({ winner: 'bidders/1', price: 8_039, reason: 'sold' }))).toBe(
    'bidders/1 wins and pays 80.39',
  );
  expect(sayStanding(anAuction({ reason: 'no bid met the reserve' }))).toBe('Not sold');
  expect(sayStanding(anAuction())).toBe('No bid yet');
});

test('refusals are explained, and an unknown code is at least readable', () => {
  expect(whyRefused('already_leading')).toBe('A leader cannot outbid itself.');
  expect(whyRefused('moon_in_wrong_phase')).toBe('moon in wrong phase');
});

test('the clock runs from full to empty', () => {
  expect(clockShare(1_000, 0, 1_000)).toBe(1);
  expect(clockShare(1_000, 750, 1_000)).toBe(0.25);
  expect(clockShare(1_000, 2_000, 1_000)).toBe(0);
  expect(clockShare(undefined, 0, 1_000)).toBe(0);
});

test('weights are factors', () => expect(sayWeight(1_300)).toBe('×1.30'));

function anEnsemble(accuracy: number | undefined, members: readonly number[]): EnsembleStage {
  return {
    kind: 'ensemble',
    dataset: 'iris',
    classes: ['a', 'b'],
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
      state: 'ready',
      reason: '',
    })),
    accuracy,
    interval: undefined,
    confidence: undefined,
    chance: undefined,
    confusion: [],
    agreement: [],
    front: [],
    regret: undefined,
    estimates: undefined,
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
