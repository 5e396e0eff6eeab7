/**
 * What it is: questions with answers in words, to learn from and to judge by. README.md beside this file says whose they are.
 * Shapes: a row is one wording of a question with one wording of its answer; the wordings of a fact's answer take turns.
 */

import questions from './questions.json' with { type: 'json' };

/** Questions in rows. Never changed once loaded. */
export interface TextDataset {
  readonly name: string;
  readonly title: string;
  readonly rows: number;
  readonly questions: readonly string[];
  /** What each row's answer is taught as. */
  readonly answers: readonly string[];
  /** Which fact each row asks about. */
  readonly labels: Int32Array;
  /** By fact, every wording of its answer that counts as right; the usual one first. */
  readonly accepted: readonly (readonly string[])[];
}

let loaded: TextDataset | undefined;

/** The bundled questions of that name; undefined when there are none. The same object each time. */
export function textsNamed(name: string | undefined): TextDataset | undefined {
  if (name !== questions.name) return undefined;
  return (loaded ??= load());
}

function load(): TextDataset {
  const { name, title, facts } = questions;
  const rows = facts.flatMap((fact, label) =>
    fact.questions.map((question, i) => ({
      question,
      label,
      answer: fact.answers[i % fact.answers.length] as string,
    })),
  );
  return {
    name,
    title,
    rows: rows.length,
    questions: rows.map(({ question }) => question),
    answers: rows.map(({ answer }) => answer),
    labels: Int32Array.from(rows, ({ label }) => label),
    accepted: facts.map(({ answers }) => answers),
  };
}
