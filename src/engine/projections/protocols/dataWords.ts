/** What it is: the data of a coordination in words: what it is called, and what its classes are. */

import { readStreamName, STREAMS } from '../../base/streamName.ts';
import type { Resources } from '../../contract/protocol.ts';
import { lessonOf } from '../../table/lesson.ts';

const TITLES: Readonly<Record<string, string>> = {
  iris: 'Iris',
  wine: 'Wine',
  breast_cancer: 'Breast cancer',
  digits: 'Handwritten digits',
  diabetes: 'Diabetes',
  questions: 'Questions',
};

const WITH_NUMBERS = new Set(['diabetes']);

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  iris: ['setosa', 'versicolor', 'virginica'],
  wine: ['cultivar 1', 'cultivar 2', 'cultivar 3'],
  breast_cancer: ['malignant', 'benign'],
  digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
};

/** Whether its rows have numbers to be estimated. */
export function hasNumbers({ dataset = '', table }: Resources): boolean {
  if (table === undefined) return WITH_NUMBERS.has(dataset);
  const lesson = lessonOf(table);
  return lesson.ok && lesson.value.target.kind === 'number';
}

/** Whether its rows are questions to be answered in words. */
export const hasQuestions = (dataset: string): boolean => dataset === 'questions';

/** Its classes in the order of their codes; none where rows have numbers. */
export function classesOf({ dataset = '', table }: Resources): readonly string[] {
  if (table !== undefined) {
    const lesson = lessonOf(table);
    return lesson.ok && lesson.value.target.kind === 'category'
      ? lesson.value.target.categories
      : [];
  }
  const stream = readStreamName(dataset);
  return stream === undefined ? (CLASSES[dataset] ?? []) : STREAMS[stream.generator].classes;
}

function dataTitle(dataset: string): string {
  const stream = readStreamName(dataset);
  return stream === undefined ? (TITLES[dataset] ?? dataset) : STREAMS[stream.generator].title;
}

/** The file of a user's own, the title of any other. */
export function dataOf({ dataset, table }: Resources): string {
  return table?.file ?? dataTitle(dataset ?? '–');
}
