/**
 * What it is: a batch whose rows are questions: the ensemble's answer to each in words, how often it and its members are
 * right, and the scores that follow.
 * Shapes: an answer of a member has one number for each row, the place of its words in `heard`; NONE where it has no answer.
 * Units: a score is the share of rows whose answer is, but for case, punctuation and articles, one that counts as right.
 */

import { present } from '../../base/invariant.ts';
import {
  normaliseAnswer,
  tokenF1,
  weightedMedoid,
  weightedTextVote,
} from '../../learning/ensemble/textVote.ts';
import type { Effects, Ensemble } from './effects.ts';
import { decideBatch, measureAgreement, scoreMembers } from './counting.ts';
import type { Asked } from './counting.ts';
import { textDecided } from './events.ts';
import type { TextDetails } from './events.ts';
import { textsOf } from './split.ts';
import { sayOf } from './state.ts';
import type { AggregatorState, TextTally } from './state.ts';
import type { Answers } from './strategy.ts';
import { moveWeights } from './weighting.ts';

const NONE = -1;
/** Longer answers are malformed. */
const LETTERS_MAX = 200;

/** The tally before the first batch; undefined where rows have no questions. */
export function startTexts({ resources }: Ensemble): TextTally | undefined {
  return textsOf(resources) === undefined ? undefined : { heard: [], likeness: 0 };
}

/** The places of the answers in what was heard, to which new ones are added; undefined when they are no answers to so many rows. */
export function takeTexts(
  { heard }: TextTally,
  texts: unknown,
  rows: number,
): readonly number[] | undefined {
  if (!Array.isArray(texts) || texts.length !== rows) return undefined;
  if (!texts.every((text) => typeof text === 'string' && text.length <= LETTERS_MAX))
    return undefined;
  return texts.map((text: string) => {
    if (normaliseAnswer(text) === '') return NONE;
    const known = heard.indexOf(text);
    return known >= 0 ? known : heard.push(text) - 1;
  });
}

/** What the ensemble answers, how sure it is, and what else was said, each with its share of the weight or its support. */
interface Decision {
  readonly answer: string;
  readonly confidence: number;
  readonly alternatives: readonly (readonly [answer: string, share: number])[];
}

/** By the most weight among equal answers, or the answer most alike to all. */
function decide(
  said: readonly (string | undefined)[],
  weights: readonly number[],
  isMedoid: boolean,
): Decision | undefined {
  if (isMedoid) {
    const medoid = weightedMedoid(said, weights);
    if (medoid === undefined) return undefined;
    const { winner, support } = medoid;
    const supports = new Map<string, number>();
    said.forEach((answer, i) => {
      if (answer !== undefined) supports.set(answer, support[i] as number);
    });
    const confidence = Math.min(1, supports.get(winner) ?? 0);
    return { answer: winner, confidence, alternatives: ranked(supports) };
  }
  const vote = weightedTextVote(said, weights);
  if (vote === undefined) return undefined;
  const { winner, totals, confidence } = vote;
  // In the words of whoever gave it first.
  const answer = said.find((one) => one !== undefined && normaliseAnswer(one) === winner);
  let all = 0;
  for (const total of totals.values()) all += total;
  const shares = new Map([...totals].map(([words, total]) => [words, total / all]));
  return { answer: answer ?? winner, confidence, alternatives: ranked(shares) };
}

const ranked = (shares: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...shares].toSorted(([, one], [, other]) => other - one);

/** Answers every question of the batch, then scores the members and moves their weights. */
export function closeTexts(
  state: AggregatorState,
  tally: TextTally,
  stage: Asked,
  answers: Answers,
  context: Ensemble,
  outbox: Effects,
): void {
  const { questions, labels, accepted } = present(textsOf(context.resources), 'questions');
  const rows = state.batches[stage.batch] ?? [];
  const weights = state.members.map(sayOf);
  const saidBy = (answer: Answers[number], row: number): string | undefined =>
    tally.heard[answer?.[row] ?? NONE];
  const wordingsAt = (row: number): readonly string[] =>
    present(accepted[labels[rows[row] as number] as number], 'answer');
  const rightAt = (row: number): readonly string[] => wordingsAt(row).map(normaliseAnswer);
  const isRight = (said: string | undefined, row: number): boolean =>
    said !== undefined && rightAt(row).includes(normaliseAnswer(said));
  const decisions = rows.map((_, row) =>
    decide(
      answers.map((answer) => saidBy(answer, row)),
      weights,
      context.parameters.voting === 'soft',
    ),
  );
  decisions.forEach((decision, row) => {
    if (decision === undefined) return;
    const { answer, confidence, alternatives } = decision;
    const words = normaliseAnswer(answer);
    const likeness = Math.max(...rightAt(row).map((right) => tokenF1(words, right)));
    tally.likeness += likeness;
    outbox.record(textDecided, {
      batch: stage.batch,
      question: present(questions[rows[row] as number], 'question'),
      answer,
      details: JSON.stringify({
        row: rows[row] as number,
        truth: present(wordingsAt(row)[0], 'answer'),
        isRight: isRight(answer, row),
        alternatives,
      } satisfies TextDetails),
      likeness,
      confidence,
    });
  });
  decideBatch(
    state,
    stage.batch,
    decisions.map(
      (decision, row) =>
        decision && {
          isRight: isRight(decision.answer, row),
          confidence: decision.confidence,
        },
    ),
    outbox,
  );
  const scores = scoreMembers(
    state,
    stage,
    decisions.map((decision, row) => isRight(decision?.answer, row)),
    answers.map((answer) => rows.map((_, row) => isRight(saidBy(answer, row), row))),
  );
  moveWeights(state, stage.batch, scores, context, outbox);
  const named = answers.map(
    (answer) => answer && rows.map((_, row) => normaliseAnswer(saidBy(answer, row) ?? '')),
  );
  measureAgreement(state.members, rows.length, named, outbox);
}
