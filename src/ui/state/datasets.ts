/**
 * What it is: what the data sets are like, for the faces of nodes and the library. The rows
 * themselves stay with the engine; a test holds these figures against them.
 */

import { STREAMS } from '../../engine/base/streamName.ts';
import type { DATASET_IDS, NodeOf } from '../../engine/document/design.ts';
import { isStream, USUAL_STREAM } from '../../engine/document/stream.ts';
import { describeTable, NO_TABLE } from './tableFacts.ts';
import type { DatasetFacts, TargetFacts } from './tableFacts.ts';

export const DATASETS: Readonly<Record<(typeof DATASET_IDS)[number], DatasetFacts>> = {
  iris: {
    title: 'Iris',
    summary: 'Three kinds of iris by the size of their leaves; easy.',
    rows: 150,
    features: 4,
    classes: [
      { name: 'setosa', rows: 50 },
      { name: 'versicolor', rows: 50 },
      { name: 'virginica', rows: 50 },
    ],
  },
  wine: {
    title: 'Wine',
    summary: 'Three cultivars of wine by their chemistry; thirteen measures.',
    rows: 178,
    features: 13,
    classes: [
      { name: 'cultivar 1', rows: 59 },
      { name: 'cultivar 2', rows: 71 },
      { name: 'cultivar 3', rows: 48 },
    ],
  },
  breast_cancer: {
    title: 'Breast cancer',
    summary: 'Tumours, malignant or benign, by the cell nuclei in an image; thirty measures.',
    rows: 569,
    features: 30,
    classes: [
      { name: 'malignant', rows: 212 },
      { name: 'benign', rows: 357 },
    ],
  },
  digits: {
    title: 'Handwritten digits',
    summary: 'The ten digits as images of 8 × 8 pixels; the largest, and slow to train on.',
    rows: 1_797,
    features: 64,
    classes: [178, 182, 177, 183, 181, 182, 181, 179, 174, 180].map((rows, digit) => ({
      name: String(digit),
      rows,
    })),
  },
  questions: {
    title: 'Questions',
    summary: 'Questions of general knowledge, six wordings of each; the answer is a few words.',
    rows: 276,
    features: 0,
    classes: [],
    answers: 46,
  },
  diabetes: {
    title: 'Diabetes',
    summary: 'A number to estimate: how far the disease had gone a year after ten measurements.',
    rows: 442,
    features: 10,
    classes: [],
    target: {
      name: 'progression after a year',
      least: 25,
      most: 346,
      counts: [59, 101, 75, 63, 51, 49, 32, 12],
    },
  },
};

/** What a data set node holds in words and numbers; classes have no counts where the rows are yet to be made. */
export function describeData({ dataset, stream = USUAL_STREAM, table }: NodeOf<'dataset'>): {
  readonly title: string;
  readonly summary: string;
  readonly rows: number;
  readonly features: number;
  readonly classes: readonly { readonly name: string; readonly rows?: number }[];
  readonly target?: TargetFacts;
  readonly answers?: number;
} {
  if (dataset === 'table') return table === undefined ? NO_TABLE : describeTable(table);
  if (!isStream(dataset)) return DATASETS[dataset];
  const { title, summary, features, classes } = STREAMS[dataset];
  return {
    title,
    summary,
    rows: stream.rows,
    features,
    classes: classes.map((name) => ({ name })),
  };
}
