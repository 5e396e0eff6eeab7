/**
 * What it is: votes over short answers in words.
 * Source: normalisation and token F1 as the SQuAD evaluation defines them: P. Rajpurkar et al.,
 * "SQuAD: 100,000+ Questions for Machine Comprehension of Text", EMNLP 2016, section 6.1; the medoid is
 * the answer most alike to all, as in minimum-Bayes-risk decoding (S. Kumar, W. Byrne, HLT-NAACL 2004).
 * Ties go to the answer that was given first.
 */

import { countingWeights, firstLargest } from './vote.ts';

const PUNCTUATION = /[!-/:-@[-`{-~]/g;
const ARTICLES = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu;

/** The answer in lower case without punctuation, articles and needless blanks. */
export function normaliseAnswer(answer: string): string {
  const words = answer.toLowerCase().replace(PUNCTUATION, '').replace(ARTICLES, ' ');
  return words
    .split(/\s+/u)
    .filter((word) => word !== '')
    .join(' ');
}

export interface TextOutcome {
  /** The normalised answer with the most weight. */
  readonly winner: string;
  /** Weight of every different normalised answer, in the order in which they were first given. */
  readonly totals: ReadonlyMap<string, number>;
  /** The winner's weight over the weight of all members that answered. */
  readonly confidence: number;
}

/** The normalised answer with the most weight; undefined: a member did not answer, or nobody did. */
export function weightedTextVote(
  answers: readonly (string | undefined)[],
  weights: ArrayLike<number>,
): TextOutcome | undefined {
  const counting = countingWeights(answers, weights);
  if (counting === undefined) return undefined;
  const totals = new Map<string, number>();
  let answered = 0;
  answers.forEach((answer, member) => {
    if (answer === undefined) return;
    const words = normaliseAnswer(answer);
    const weight = counting[member] as number;
    totals.set(words, (totals.get(words) ?? 0) + weight);
    answered += weight;
  });
  const ranked = [...totals];
  const best = ranked[firstLargest(ranked.map(([, total]) => total))];
  if (best === undefined) return undefined;
  return { winner: best[0], totals, confidence: best[1] / answered };
}

export interface MedoidOutcome {
  /** The answer as it was given. */
  readonly winner: string;
  /** How alike each member's answer is to all answers, by weight; 0 for one that did not answer. */
  readonly support: Float64Array;
}

/** The answer that is most alike to all answers, itself included. */
export function weightedMedoid(
  answers: readonly (string | undefined)[],
  weights: ArrayLike<number>,
): MedoidOutcome | undefined {
  const counting = countingWeights(answers, weights);
  if (counting === undefined) return undefined;
  const words = answers.map((answer) =>
    answer === undefined ? undefined : normaliseAnswer(answer),
  );
  let answered = 0;
  for (const weight of counting) answered += weight;
  const support = Float64Array.from(words, (own) => {
    if (own === undefined) return 0;
    let sum = 0;
    words.forEach((other, member) => {
      if (other !== undefined) sum += (counting[member] as number) * tokenF1(own, other);
    });
    return sum / answered;
  });
  // One that did not answer has support 0, as may all the others: look among those that did.
  const given = answers.flatMap((answer, member) =>
    answer === undefined ? [] : [{ answer, own: support[member] as number }],
  );
  const best = given[firstLargest(given.map(({ own }) => own))];
  return best === undefined ? undefined : { winner: best.answer, support };
}

/** How alike two normalised answers are: F1 of the words they share, in [0, 1]. */
export function tokenF1(one: string, other: string): number {
  const oneWords = one === '' ? [] : one.split(' ');
  const otherWords = other === '' ? [] : other.split(' ');
  if (oneWords.length === 0 || otherWords.length === 0) {
    return oneWords.length === otherWords.length ? 1 : 0;
  }
  const left = new Map<string, number>();
  for (const word of otherWords) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of oneWords) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared++;
  }
  return (2 * shared) / (oneWords.length + otherWords.length);
}
