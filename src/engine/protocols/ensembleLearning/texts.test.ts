import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../kernel/testing/told.testing.ts';
import { present } from '../../base/invariant.ts';
import { textsNamed } from '../../learning/data/texts.ts';
import { normaliseAnswer, weightedTextVote } from '../../learning/ensemble/textVote.ts';
import type { TextDetails } from './events.ts';
import { finished, lie, outcomeOf } from './testing/runs.testing.ts';
import { takeTexts } from './texts.ts';

const learners = [
  'alike_by_words',
  'alike_by_rare_words',
  'alike_by_bm25',
  'alike_by_letters',
  'word_bayes',
];
const wishes = { dataset: 'questions', learners, parameters: { trainingShare: 0.6 } } as const;
const data = present(textsNamed('questions'), 'questions');

/** Every answer of a run, with what it was recorded with. */
function decidedIn(run: ReturnType<typeof finished>) {
  return eventsOf(run, 'ensemble.text.decided').map(({ fields }) => ({
    question: String(fields['question']),
    answer: String(fields['answer']),
    likeness: Number(fields['likeness']),
    confidence: Number(fields['confidence']),
    ...(JSON.parse(String(fields['details'])) as TextDetails),
  }));
}

describe('questions', () => {
  const run = finished(wishes);
  const decided = decidedIn(run);

  test('ENSEMBLE-26 each held-out question is answered once, and right means one of the accepted wordings', () => {
    expect(new Set(decided.map(({ row }) => row)).size).toBe(decided.length);
    expect(decided.length).toBe(data.rows - outcomeOf(run).trainingRows);
    for (const { row, question, answer, isRight, likeness } of decided) {
      expect(question).toBe(data.questions[row]);
      const accepted = data.accepted[data.labels[row]!]!.map(normaliseAnswer);
      expect(isRight).toBe(accepted.includes(normaliseAnswer(answer)));
      if (isRight) expect(likeness).toBe(1);
    }
    const right = decided.filter(({ isRight }) => isRight).length;
    expect(outcomeOf(run).accuracy).toBe(right / decided.length);
  });

  test('ENSEMBLE-26 what was trained with answers better than chance, and no member knows it all', () => {
    const outcome = outcomeOf(run);
    expect(outcome.chance).toBeLessThan(0.03);
    for (const { accuracy } of outcome.members) {
      expect(accuracy).toBeGreaterThan(0.35);
      expect(accuracy).toBeLessThan(0.95);
    }
    expect(outcome.accuracy).toBeGreaterThan(0.5);
    expect(outcome.likeness).toBeGreaterThanOrEqual(outcome.accuracy);
  });

  test('ENSEMBLE-26 equal answers add up, the alternatives are kept, and the heaviest wins', () => {
    for (const { answer, confidence, alternatives } of decided) {
      const [first] = alternatives;
      expect(normaliseAnswer(answer)).toBe(first?.[0]);
      expect(confidence).toBeCloseTo(first?.[1] ?? 0, 12);
      expect(alternatives.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const [, share] of alternatives) expect(share).toBeLessThanOrEqual(confidence + 1e-12);
    }
    expect(decided.some(({ alternatives }) => alternatives.length > 1)).toBe(true);
    // In the first batch all weigh alike: the vote of the members' own words, counted by hand.
    expect(weightedTextVote(['Paris', 'the paris', 'Rome'], [1, 1, 1])?.confidence).toBe(2 / 3);
  });

  test('ENSEMBLE-26 by likeness, an answer wins by the words that it shares with all', () => {
    const alike = decidedIn(
      finished({ ...wishes, parameters: { ...wishes.parameters, voting: 'soft' } }),
    );
    for (const { answer, confidence, alternatives } of alike) {
      const most = Math.max(...alternatives.map(([, support]) => support));
      expect(alternatives.find(([said]) => said === answer)?.[1]).toBe(most);
      expect(confidence).toBeCloseTo(most, 12);
    }
    const differs = alike.filter((one) => {
      const other = decided.find(({ row }) => row === one.row);
      return normaliseAnswer(other?.answer ?? '') !== normaliseAnswer(one.answer);
    });
    expect(differs.length).toBeGreaterThan(0);
  });

  test('ENSEMBLE-26 with the answers dealt out anew to the questions it scores chance', () => {
    // Turned by one place in every answer: what is right of another row is wrong here.
    const faults = learners.map((_, i) => lie('labelFlip', 0, `models/${i}`));
    expect(outcomeOf(finished({ ...wishes, faults })).accuracy).toBeLessThan(0.1);
  });

  test('ENSEMBLE-6 malformed answers have no say and cost the liar its weight alone', () => {
    const faults = [lie('malformedAnswers', 0)];
    const spoilt = finished({ ...wishes, faults });
    const weights = outcomeOf(spoilt).weights;
    const calm = outcomeOf(run).weights;
    expect(weights['models/1']).toBeLessThan(0.4);
    expect(weights['models/0']).toBe(calm['models/0']);
    const ignored = eventsOf(spoilt, 'message.ignored').map(({ fields }) => fields['reason']);
    expect(new Set(ignored)).toEqual(new Set(['malformed']));
  });
});

test('ENSEMBLE-26 a list of so many short texts is an answer, and an empty text is none of the row', () => {
  const tally = { heard: ['Rome'], likeness: 0 };
  expect(takeTexts(tally, ['Paris', ' the ', 'Rome'], 3)).toEqual([1, -1, 0]);
  expect(tally.heard).toEqual(['Rome', 'Paris']);
  for (const wrong of [undefined, ['Paris'], ['Paris', 3], ['Paris', 'x'.repeat(201)]])
    expect(takeTexts(tally, wrong, 2)).toBeUndefined();
});
