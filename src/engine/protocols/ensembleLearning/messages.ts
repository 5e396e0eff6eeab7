/** What it is: what the aggregator and its members say to one another. A faulty member may say anything. */

import type { TrainingProbe } from '../../contract/consultation.ts';

/** Learn from these rows of the data set. */
export interface TrainMessage {
  readonly kind: 'train';
  readonly dataset: string;
  readonly rows: readonly number[];
  readonly probe?: TrainingProbe;
}
export interface TrainedMessage {
  readonly kind: 'trained';
  readonly learner: string;
  readonly rows: number;
  /** What each request will cost, in credits. */
  readonly cost: number;
  /** The class probabilities, or the numbers, of the training rows, if they were asked for. */
  readonly probed?: readonly number[];
}
export interface PredictMessage {
  readonly kind: 'predict';
  readonly batch: number;
  readonly rows: readonly number[];
}
/** Learn to combine: row-major features are what the others said of each row, labels its class, or its number. */
export interface LearnMessage {
  readonly kind: 'learn';
  readonly columns: number;
  /** 0 when labels are numbers. */
  readonly classes: number;
  readonly features: readonly number[];
  readonly labels: readonly number[];
}
/** What the others say of the rows of a batch: which class is it, or which number? */
export interface CombineMessage {
  readonly kind: 'combine';
  readonly batch: number;
  readonly features: readonly number[];
}
export interface PredictedMessage {
  readonly kind: 'predicted';
  readonly batch: number;
  /** Row-major, rows × classes, each row summing to 1; or a number for each row. A faulty sender may say anything. */
  readonly values: readonly number[];
  /** Where answers are words: one for each row, empty where it has none. */
  readonly texts?: readonly string[];
}
/** The member's agent could not do it. `batch` is -1 for training; `lesson` says which, where they are numbered. */
export interface DeclineMessage {
  readonly kind: 'decline';
  readonly batch: number;
  readonly reason: string;
  readonly lesson?: number;
}
/** The aggregator asks the data source for the first rows (-1) or for those of a batch, and for their classes afterwards. */
export interface DrawMessage {
  readonly kind: 'draw' | 'reveal';
  readonly batch: number;
}
/** The rows asked for, row-major; the first rows come with their classes. */
export interface ArrivedMessage {
  readonly kind: 'arrived';
  readonly batch: number;
  /** Their places in the data set. */
  readonly rows: readonly number[];
  readonly columns: number;
  readonly features: readonly number[];
  readonly labels: readonly number[];
}
export interface RevealedMessage {
  readonly kind: 'revealed';
  readonly batch: number;
  readonly labels: readonly number[];
}
/** Of which classes are these rows? */
export interface ClassifyMessage {
  readonly kind: 'classify';
  readonly batch: number;
  readonly features: readonly number[];
}
/** Learn anew from these rows. */
export interface TeachMessage {
  readonly kind: 'teach';
  readonly lesson: number;
  readonly columns: number;
  readonly classes: number;
  readonly features: readonly number[];
  readonly labels: readonly number[];
}
export interface TaughtMessage {
  readonly kind: 'taught';
  readonly lesson: number;
  readonly learner: string;
  readonly rows: number;
  /** What each request will cost, in credits. */
  readonly cost: number;
}
export type EnsembleMessage =
  | TrainMessage
  | TrainedMessage
  | PredictMessage
  | PredictedMessage
  | DeclineMessage
  | LearnMessage
  | CombineMessage
  | DrawMessage
  | ArrivedMessage
  | RevealedMessage
  | ClassifyMessage
  | TeachMessage
  | TaughtMessage;

export const TRAINING = -1;

const HEADER_BYTES = 16;
const ROW_BYTES = 4;
const NUMBER_BYTES = 8;

/** A message's content in a few words. */
export function detailOf(message: EnsembleMessage): string {
  switch (message.kind) {
    case 'train':
      return `${message.rows.length} rows of ${message.dataset.split('?')[0]}`;
    case 'trained':
      return `${message.learner} on ${message.rows} rows`;
    case 'predict':
      return `b${message.batch} ${message.rows.length} rows`;
    case 'predicted':
      return message.texts === undefined
        ? `b${message.batch} ${message.values.length} numbers`
        : `b${message.batch} ${message.texts.length} answers`;
    case 'learn':
      return `${message.labels.length} rows × ${message.columns}`;
    case 'combine':
    case 'classify':
      return `b${message.batch} ${message.features.length} numbers`;
    case 'draw':
    case 'reveal':
      return `b${message.batch}`;
    case 'arrived':
      return `b${message.batch} ${message.rows.length} rows`;
    case 'revealed':
      return `b${message.batch} ${message.labels.length} classes`;
    case 'teach':
      return `l${message.lesson} ${message.labels.length} rows × ${message.columns}`;
    case 'taught':
      return `l${message.lesson} ${message.learner} on ${message.rows} rows`;
    case 'decline':
      return `b${message.batch} ${message.reason}`;
  }
}

/** Size on the wire in bytes, as packed numbers. */
export function bytesOf(message: EnsembleMessage): number {
  switch (message.kind) {
    case 'train':
      return HEADER_BYTES + message.rows.length * ROW_BYTES + probeBytes(message.probe);
    case 'predict':
      return HEADER_BYTES + message.rows.length * ROW_BYTES;
    case 'predicted':
      return HEADER_BYTES + message.values.length * NUMBER_BYTES + lettersOf(message.texts);
    case 'learn':
    case 'teach':
      return (
        HEADER_BYTES + message.features.length * NUMBER_BYTES + message.labels.length * ROW_BYTES
      );
    case 'combine':
    case 'classify':
      return HEADER_BYTES + message.features.length * NUMBER_BYTES;
    case 'draw':
    case 'reveal':
      return HEADER_BYTES;
    case 'arrived':
      return (
        HEADER_BYTES +
        message.features.length * NUMBER_BYTES +
        (message.rows.length + message.labels.length) * ROW_BYTES
      );
    case 'revealed':
      return HEADER_BYTES + message.labels.length * ROW_BYTES;
    case 'taught':
      return HEADER_BYTES + NUMBER_BYTES + message.learner.length;
    case 'trained':
      return (
        HEADER_BYTES +
        NUMBER_BYTES +
        message.learner.length +
        (message.probed?.length ?? 0) * NUMBER_BYTES
      );
    case 'decline':
      return HEADER_BYTES + message.reason.length;
  }
}

/** A byte for each letter, and one where a text ends. */
function lettersOf(texts: readonly string[] = []): number {
  return texts.reduce((sum, text) => sum + text.length + 1, 0);
}

function probeBytes(probe: TrainingProbe | undefined): number {
  if (probe === undefined) return 0;
  return probe.kind === 'outOfFold'
    ? probe.folds.length * ROW_BYTES
    : probe.weights.length * NUMBER_BYTES;
}
