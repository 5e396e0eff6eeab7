import { describe, expect, test } from 'vitest';
import { stratifiedSplit } from '../data/splits.ts';
import { textsNamed } from '../data/texts.ts';
import { SeededChoices } from '../../base/choices.ts';
import { present } from '../../base/invariant.ts';
import { normaliseAnswer } from '../ensemble/textVote.ts';
import { ANSWERER_KINDS, answererUnits, answerQuestions, trainAnswerer } from './answerers.ts';
import { letterTriples, wordsOf } from './parts.ts';

const TAUGHT = [
  { question: 'What is the capital of France?', answer: 'Paris' },
  { question: 'What is the capital of Peru?', answer: 'Lima' },
  { question: 'Who painted the Mona Lisa?', answer: 'Leonardo' },
  { question: 'Who painted the Scream?', answer: 'Munch' },
];

test('texts are taken apart into words that say something, and into triples of letters', () => {
  expect(wordsOf('Who painted the “Mona Lisa”?')).toEqual(['painted', 'mona', 'lisa']);
  expect(letterTriples('of Au')).toEqual([' au', 'au ']);
  expect(wordsOf('Wem gehört das Café?')).toEqual(['wem', 'gehört', 'das', 'café']);
});

describe.each(ANSWERER_KINDS)('%s', (kind) => {
  const trained = trainAnswerer(kind, TAUGHT);
  const answer = (question: string): string | undefined => answerQuestions(trained, [question])[0];

  test('answers what it was taught, and other wordings of it', () => {
    TAUGHT.forEach((one) => expect(answer(one.question)).toBe(one.answer));
    expect(answer('Which capital has Peru?')).toBe('Lima');
    expect(answer('By whom was the Scream painted?')).toBe('Munch');
  });

  test('of equals the first, and nothing where nothing is in common', () => {
    const twice = [...TAUGHT, { question: TAUGHT[0]!.question, answer: 'Lutetia' }];
    expect(answerQuestions(trainAnswerer(kind, twice), [TAUGHT[0]!.question])).toEqual(['Paris']);
    expect(answer('Xyzzy?')).toBe('');
    expect(answerQuestions(trainAnswerer(kind, []), ['What?'])).toEqual(['']);
  });

  test('is plain data, and costs by what it was taught', () => {
    expect(structuredClone(trained)).toEqual(trained);
    expect(answererUnits(trained)).toBeGreaterThan(answererUnits(trainAnswerer(kind, [])));
  });
});

test('rare words count more: of two questions that share one word the rarer decides', () => {
  const taught = [
    { question: 'capital city France', answer: 'Paris' },
    { question: 'capital city Peru', answer: 'Lima' },
    { question: 'capital city Kenya', answer: 'Nairobi' },
  ];
  for (const kind of ['alike_by_rare_words', 'alike_by_bm25'] as const)
    expect(answerQuestions(trainAnswerer(kind, taught), ['capital Kenya'])).toEqual(['Nairobi']);
});

test('BM25 gives the scores of its formula', () => {
  // Two lines of two words; the asked word is in one: idf = ln(1 + 1.5 / 1.5), times 2.2 / (1 + 1.2).
  const trained = trainAnswerer('alike_by_bm25', [
    { question: 'red apples', answer: 'fruit' },
    { question: 'green leaves', answer: 'tree' },
  ]);
  expect(answerQuestions(trained, ['green'])).toEqual(['tree']);
});

test('the bundled questions: every wording has an answer that counts as right, and others are harder', () => {
  const data = present(textsNamed('questions'), 'questions');
  expect(textsNamed('iris')).toBeUndefined();
  expect(data.rows).toBe(data.questions.length);
  expect(new Set(data.questions).size).toBe(data.rows);
  data.answers.forEach((answer, row) => expect(data.accepted[data.labels[row]!]).toContain(answer));
  const accepted = data.accepted.map((all) => all.map(normaliseAnswer));
  expect(new Set(accepted.flat()).size).toBe(accepted.flat().length);
  const { train, test: held } = stratifiedSplit(
    data.labels,
    400_000,
    SeededChoices.named(1, 'split'),
  );
  const lines = Array.from(train, (row) => ({
    question: data.questions[row]!,
    answer: data.answers[row]!,
  }));
  const right = ANSWERER_KINDS.map((kind) => {
    const said = answerQuestions(
      trainAnswerer(kind, lines),
      Array.from(held, (row) => data.questions[row]!),
    );
    return said.filter((one, i) => accepted[data.labels[held[i]!]!]!.includes(normaliseAnswer(one)))
      .length;
  });
  // Rare words are worth more than all words alike.
  expect(right[1]).toBeGreaterThan(right[0]!);
});
