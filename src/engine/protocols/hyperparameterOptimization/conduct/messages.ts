/** What it is: what the coordinator and its workers say to one another. A faulty worker may say anything. */

import type { Objective } from '../../../contract/consultation.ts';
import type { Assignment } from '../../../optimisation/space/space.ts';

/** Evaluate this setting at each of these levels, in order. `job` numbers rise; a trial may have several. */
export interface AssignMessage {
  readonly kind: 'assign';
  readonly job: number;
  readonly trial: number;
  readonly values: Assignment;
  readonly luck: number;
  /** Ascending, of `levels` in all. */
  readonly stops: readonly number[];
  readonly levels: number;
  readonly objective: Objective;
}
/** Leave that job. */
export interface StopMessage {
  readonly kind: 'stop';
  readonly job: number;
}
/** The end of that job has arrived. */
export interface NotedMessage {
  readonly kind: 'noted';
  readonly job: number;
}
/** The search is over. */
export interface OverMessage {
  readonly kind: 'over';
}
/** The worker is idle; `job` is the last that it was given, 0 for none. */
export interface ReadyMessage {
  readonly kind: 'ready';
  readonly job: number;
}
/** The worker is at that job. */
export interface AliveMessage {
  readonly kind: 'alive';
  readonly job: number;
}
/** What the setting came to at this level; the last of a job is repeated until it is noted. */
export interface ReportMessage {
  readonly kind: 'report';
  readonly job: number;
  readonly trial: number;
  readonly level: number;
  readonly values: readonly number[];
  readonly isLast: boolean;
}
/** The worker could not do it; repeated until it is noted. */
export interface DeclineMessage {
  readonly kind: 'decline';
  readonly job: number;
  readonly trial: number;
  readonly reason: string;
}
export type WorkerMessage = ReadyMessage | AliveMessage | ReportMessage | DeclineMessage;
export type TuningMessage =
  AssignMessage | StopMessage | NotedMessage | OverMessage | WorkerMessage;

const HEADER_BYTES = 16;
const NUMBER_BYTES = 8;
const ROW_BYTES = 4;

/** A message's content in a few words. */
export function detailOf(message: TuningMessage): string {
  switch (message.kind) {
    case 'assign':
      return `j${message.job} t${message.trial} to ${message.stops.at(-1)} of ${message.levels}`;
    case 'report':
      return `j${message.job} t${message.trial} at ${message.level}: ${message.values.map(short).join(', ')}`;
    case 'decline':
      return `j${message.job} t${message.trial} ${message.reason}`;
    case 'over':
      return 'over';
    case 'stop':
    case 'noted':
    case 'ready':
    case 'alive':
      return `j${message.job}`;
  }
}

function short(value: number): string {
  return Number.isFinite(value) ? value.toPrecision(4) : String(value);
}

/** Size on the wire in bytes, as packed numbers. */
export function bytesOf(message: TuningMessage): number {
  switch (message.kind) {
    case 'assign':
      return (
        HEADER_BYTES +
        (3 + Object.keys(message.values).length + message.stops.length) * NUMBER_BYTES +
        (message.objective.kind === 'learner' ? message.objective.rows.length * 2 * ROW_BYTES : 0)
      );
    case 'report':
      return HEADER_BYTES + (2 + message.values.length) * NUMBER_BYTES;
    case 'decline':
      return HEADER_BYTES + NUMBER_BYTES + message.reason.length;
    case 'stop':
    case 'noted':
    case 'over':
    case 'ready':
    case 'alive':
      return HEADER_BYTES;
  }
}
