/** What it is: what the aggregator and its members say to one another. A faulty member may say anything. */

/** Learn from these rows of the data set. */
export interface TrainMessage {
  readonly kind: 'train';
  readonly dataset: string;
  readonly rows: readonly number[];
}
export interface TrainedMessage {
  readonly kind: 'trained';
  readonly learner: string;
  readonly rows: number;
  /** What each request will cost, in credits. */
  readonly cost: number;
}
export interface PredictMessage {
  readonly kind: 'predict';
  readonly batch: number;
  readonly rows: readonly number[];
}
export interface PredictedMessage {
  readonly kind: 'predicted';
  readonly batch: number;
  /** Row-major, rows × classes; each row sums to 1 unless the sender is faulty. */
  readonly probabilities: readonly number[];
}
/** The member's agent could not do it. `batch` is -1 for training. */
export interface DeclineMessage {
  readonly kind: 'decline';
  readonly batch: number;
  readonly reason: string;
}
export type EnsembleMessage =
  TrainMessage | TrainedMessage | PredictMessage | PredictedMessage | DeclineMessage;

export const TRAINING = -1;

const HEADER_BYTES = 16;
const ROW_BYTES = 4;
const NUMBER_BYTES = 8;

/** A message's content in a few words. */
export function detailOf(message: EnsembleMessage): string {
  switch (message.kind) {
    case 'train':
      return `${message.rows.length} rows of ${message.dataset}`;
    case 'trained':
      return `${message.learner} on ${message.rows} rows`;
    case 'predict':
      return `b${message.batch} ${message.rows.length} rows`;
    case 'predicted':
      return `b${message.batch} ${message.probabilities.length} numbers`;
    case 'decline':
      return `b${message.batch} ${message.reason}`;
  }
}

/** Size on the wire in bytes, as packed numbers. */
export function bytesOf(message: EnsembleMessage): number {
  switch (message.kind) {
    case 'train':
    case 'predict':
      return HEADER_BYTES + message.rows.length * ROW_BYTES;
    case 'predicted':
      return HEADER_BYTES + message.probabilities.length * NUMBER_BYTES;
    case 'trained':
      return HEADER_BYTES + NUMBER_BYTES + message.learner.length;
    case 'decline':
      return HEADER_BYTES + message.reason.length;
  }
}
