/** What it is: what is shown of an ensemble that answers questions in words: the latest answers, and what else was said. */

import type { EventReader } from '../../events/eventReader.ts';
import type { TextDetails } from '../../protocols/ensembleLearning/events.ts';
import type { AnswerShown, TextsStage } from '../ensembleStage.ts';
import { hasQuestions } from './dataWords.ts';

/** So many of the latest answers are listed. */
const ANSWERS_MOST = 200;

/** The answers so far. Replaced as a whole, never changed in place. */
export interface TextsState {
  readonly rows: number;
  readonly likeness: number;
  /** The latest first. */
  readonly latest: readonly AnswerShown[];
}

export const NO_TEXTS: TextsState = { rows: 0, likeness: 0, latest: [] };

/** With the answer that the event tells of. */
export function withText(state: TextsState, events: EventReader, seq: number): TextsState {
  const details = JSON.parse(events.text(events.int(seq, 3))) as TextDetails;
  const { truth, isRight, alternatives } = details;
  const shown: AnswerShown = {
    seq,
    question: events.text(events.int(seq, 1)),
    answer: events.text(events.int(seq, 2)),
    truth,
    isRight,
    confidence: events.real(seq, 1),
    alternatives,
  };
  return {
    rows: state.rows + 1,
    likeness: state.likeness + events.real(seq, 0),
    latest: [shown, ...state.latest.slice(0, ANSWERS_MOST - 1)],
  };
}

/** What the stage draws; undefined where rows are no questions. */
export function textsStage(
  { rows, likeness, latest }: TextsState,
  dataset = '',
): TextsStage | undefined {
  if (!hasQuestions(dataset)) return undefined;
  return { likeness: rows === 0 ? undefined : likeness / rows, latest };
}
