/**
 * What it is: answering a question in words by questions whose answers were taught: with the answer of the question that is
 * most alike, by one of several measures of likeness, or with the answer that its words make likeliest.
 * Sources: shared words: P. Jaccard, "Étude comparative de la distribution florale", 1901; rare words: G. Salton, C. Buckley,
 * "Term-weighting approaches in automatic text retrieval", Information Processing & Management 24 (1988); BM25: S. Robertson,
 * H. Zaragoza, "The Probabilistic Relevance Framework", 2009, with k₁ = 1.2 and b = 0.75; letters: R. Angell, G. Freund, P. Willett,
 * "Automatic spelling correction using a trigram similarity measure", 1983; Bayes: A. McCallum, K. Nigam, "A comparison of
 * event models for naive Bayes text classification", AAAI 1998.
 * Shapes: a question is taken apart into words, or triples of letters. Ties go to what was taught first.
 * Cost: lines × parts for a question.
 */

import { ln } from '../../base/maths.ts';
import { normaliseAnswer } from '../ensemble/textVote.ts';
import { letterTriples, wordsOf } from './parts.ts';

export const ANSWERER_KINDS = [
  'alike_by_words',
  'alike_by_rare_words',
  'alike_by_bm25',
  'alike_by_letters',
  'word_bayes',
] as const;
export type AnswererKind = (typeof ANSWERER_KINDS)[number];

/** A question as it was taught. */
interface Line {
  readonly parts: readonly string[];
  readonly answer: string;
}

/** What was taught, taken apart. Plain data. */
export interface TrainedAnswerer {
  readonly kind: AnswererKind;
  readonly lines: readonly Line[];
}

/** Whether something of this name answers in words. */
export function isAnswererKind(kind: string): kind is AnswererKind {
  return ANSWERER_KINDS.some((one) => one === kind);
}

/** Takes questions and their answers up. */
export function trainAnswerer(
  kind: AnswererKind,
  taught: readonly { readonly question: string; readonly answer: string }[],
): TrainedAnswerer {
  const take = kind === 'alike_by_letters' ? letterTriples : wordsOf;
  return {
    kind,
    lines: taught.map(({ question, answer }) => ({ parts: take(question), answer })),
  };
}

/** An answer to each question; empty where nothing that was taught has anything in common with it. */
export function answerQuestions(
  { kind, lines }: TrainedAnswerer,
  questions: readonly string[],
): readonly string[] {
  const take = kind === 'alike_by_letters' ? letterTriples : wordsOf;
  const judge = JUDGES[kind](lines);
  const known = new Set(lines.flatMap(({ parts }) => parts));
  return questions.map((question) => {
    const parts = take(question);
    if (!parts.some((part) => known.has(part))) return '';
    const scores = judge(parts);
    let best = 0;
    scores.forEach((score, i) => {
      if (score > (scores[best] as number)) best = i;
    });
    return lines[best]?.answer ?? '';
  });
}

/** What taking so many questions up costs, in units of a part. */
export function answererUnits({ lines }: TrainedAnswerer): number {
  return lines.reduce((sum, { parts }) => sum + parts.length, lines.length);
}

/** How well each line's answer suits a question of these parts. */
type Judge = (lines: readonly Line[]) => (parts: readonly string[]) => readonly number[];

const JUDGES: Readonly<Record<AnswererKind, Judge>> = {
  alike_by_words: (lines) => {
    const known = lines.map(({ parts }) => new Set(parts));
    return (parts) => {
      const asked = new Set(parts);
      return known.map((own) => {
        const both = [...asked].filter((part) => own.has(part)).length;
        return both / (asked.size + own.size - both);
      });
    };
  },
  alike_by_rare_words: (lines) => {
    const holders = countHolders(lines);
    // As if one more line had every word, so that no word is of no weight.
    const rarity = (part: string): number =>
      1 + ln((1 + lines.length) / (1 + (holders.get(part) ?? 0)));
    const known = lines.map(({ parts }) => lengthened(countParts(parts), rarity));
    return (parts) => {
      const asked = lengthened(countParts(parts), rarity);
      return known.map((own) => {
        let sum = 0;
        for (const [part, weight] of asked.weights) sum += weight * (own.weights.get(part) ?? 0);
        return sum / (asked.length * own.length);
      });
    };
  },
  alike_by_bm25: (lines) => {
    const holders = countHolders(lines);
    const known = lines.map(({ parts }) => countParts(parts));
    const mean = lines.reduce((sum, { parts }) => sum + parts.length, 0) / lines.length;
    return (parts) =>
      lines.map(({ parts: own }, i) => {
        const spread = 1.2 * (0.25 + (0.75 * own.length) / mean);
        let sum = 0;
        for (const part of new Set(parts)) {
          const count = known[i]?.get(part) ?? 0;
          const held = holders.get(part) ?? 0;
          const rarity = ln(1 + (lines.length - held + 0.5) / (held + 0.5));
          sum += (rarity * count * 2.2) / (count + spread);
        }
        return sum;
      });
  },
  alike_by_letters: (lines) => {
    const known = lines.map(({ parts }) => countParts(parts));
    return (parts) => {
      const asked = countParts(parts);
      return lines.map(({ parts: own }, i) => {
        let both = 0;
        for (const [part, count] of asked) both += Math.min(count, known[i]?.get(part) ?? 0);
        return (2 * both) / (parts.length + own.length);
      });
    };
  },
  word_bayes: (lines) => {
    const said = lines.map(({ answer }) => normaliseAnswer(answer));
    const words = new Map<string, string[]>();
    lines.forEach(({ parts }, i) => {
      const name = said[i] as string;
      words.set(name, [...(words.get(name) ?? []), ...parts]);
    });
    const vocabulary = new Set(lines.flatMap(({ parts }) => parts)).size;
    const counted = new Map([...words].map(([name, own]) => [name, countParts(own)]));
    const prior = countParts(said);
    return (parts) => {
      const scores = new Map(
        [...words].map(([name, own]) => {
          const counts = counted.get(name);
          let score = ln((prior.get(name) ?? 0) / lines.length);
          for (const part of parts)
            score += ln((1 + (counts?.get(part) ?? 0)) / (vocabulary + own.length));
          return [name, score];
        }),
      );
      return said.map((name) => scores.get(name) ?? -Infinity);
    };
  },
};

function countParts(parts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
}

/** In how many lines each part occurs. */
function countHolders(lines: readonly Line[]): Map<string, number> {
  return countParts(lines.flatMap(({ parts }) => [...new Set(parts)]));
}

/** Counts weighed by rarity, and how long the list of them is as a vector. */
function lengthened(
  counts: ReadonlyMap<string, number>,
  rarity: (part: string) => number,
): { readonly weights: ReadonlyMap<string, number>; readonly length: number } {
  const weights = new Map([...counts].map(([part, count]) => [part, count * rarity(part)]));
  let squares = 0;
  for (const weight of weights.values()) squares += weight * weight;
  return { weights, length: Math.sqrt(squares) };
}
