/**
 * What it is: the log's pages: the rows before the cursor that fit a filter, as sentences.
 * Cost: without a filter a page is read in place. With one, a list of fitting rows is kept and extended as the
 * stream grows, at most SCAN_MOST rows a call, so that a search through millions of rows never blocks a frame.
 */

import { IntColumn, countBelow } from '../base/growable.ts';
import type { EventReader } from '../events/eventReader.ts';
import { readRecord, sayRecord } from '../events/say.ts';
import type { ActorEntry } from '../kernel/run.ts';
import type { LogFilter, LogPage, LogRequest, LogRow } from './frame.ts';
import { textInWords } from './words.ts';

const SCAN_MOST = 100_000;

const TONES: Readonly<Record<string, LogRow['tone']>> = {
  'message.sent': 'quiet',
  'message.delivered': 'quiet',
  'message.dropped': 'warning',
  'message.ignored': 'warning',
  'timer.expired': 'quiet',
  'agent.consulted': 'quiet',
  'agent.answered': 'quiet',
  'agent.crashed': 'bad',
  'agent.corrupted': 'bad',
  'agent.slowed': 'warning',
  'agent.restarted': 'good',
  'agent.healed': 'good',
  'network.partitioned': 'bad',
  'network.healed': 'good',
  'link.disturbed': 'bad',
  'link.restored': 'good',
  'agent.clockSkewed': 'warning',
  'agent.clockCorrected': 'good',
  'hierarchy.heartbeat.missed': 'warning',
  'hierarchy.representative.replaced': 'warning',
  'hierarchy.cluster.lost': 'bad',
  'property.violated': 'bad',
  'coordination.completed': 'good',
  'coordination.failed': 'bad',
  'pbft.viewChange.started': 'warning',
  'pbft.view.changed': 'warning',
  'pbft.equivocation.detected': 'bad',
  'pbft.reply.accepted': 'good',
  'market.bid.rejected': 'warning',
  'market.auction.closed': 'good',
  'ensemble.member.failed': 'bad',
  'ensemble.batch.decided': 'good',
  'tuning.best.improved': 'good',
  'tuning.worker.joined': 'good',
  'tuning.worker.lost': 'bad',
  'tuning.trial.lost': 'warning',
  'tuning.trial.declined': 'warning',
  'tuning.trial.failed': 'bad',
};

/** Pages of one stream. */
export class LogReader {
  private readonly events: EventReader;
  private readonly actors: readonly ActorEntry[];
  private readonly name: (actor: number) => string;
  private filter: LogFilter = { kinds: [], agent: '', text: '' };
  private fitting = new IntColumn();
  private scanned = 0;

  constructor(events: EventReader, actors: readonly ActorEntry[]) {
    this.events = events;
    this.actors = actors;
    this.name = (actor) => actors[actor]?.agentId ?? 'the run';
  }

  /** At most `rows` rows before `until` (exclusive; at most the cursor), or from `first` on; newest last. */
  page(request: LogRequest, cursor: number): LogPage {
    const { filter, until } = request;
    if (isOpen(filter)) {
      const { first, end } = windowOf(request, cursor, Math.min(cursor, until ?? cursor));
      return {
        rows: Array.from({ length: end - first }, (_, i) => this.row(first + i)),
        total: cursor,
        first,
      };
    }
    this.scan(filter, cursor);
    const total = countBelow(this.fitting.values, this.fitting.length, cursor);
    const before = countBelow(
      this.fitting.values,
      this.fitting.length,
      Math.min(cursor, until ?? cursor),
    );
    const { first, end } = windowOf(request, total, before);
    const page = Array.from({ length: end - first }, (_, i) =>
      this.row(this.fitting.values[first + i] as number),
    );
    return { rows: page, total, first };
  }

  /** One row by its event. */
  row(seq: number): LogRow {
    const record = readRecord(this.events, seq);
    return {
      ...record,
      agent: this.name(record.actor),
      says: this.says(seq),
      tone: TONES[record.kind] ?? 'plain',
    };
  }

  private scan(filter: LogFilter, cursor: number): void {
    if (!isSame(filter, this.filter)) {
      this.filter = filter;
      this.fitting = new IntColumn();
      this.scanned = 0;
    }
    const end = Math.min(cursor, this.scanned + SCAN_MOST);
    const kinds = this.events.shapes.map(
      (shape) =>
        filter.kinds.length === 0 || filter.kinds.some((prefix) => shape.kind.startsWith(prefix)),
    );
    const text = filter.text.toLowerCase();
    for (; this.scanned < end; this.scanned++) {
      if (kinds[this.events.kind(this.scanned)] !== true) continue;
      if (
        filter.agent !== '' &&
        this.actors[this.events.actor(this.scanned)]?.agentId !== filter.agent
      )
        continue;
      if (text !== '' && !this.mentions(this.scanned, text)) continue;
      this.fitting.push(this.scanned);
    }
  }

  private says(seq: number): string {
    return sayRecord(this.events, seq, this.name, undefined, textInWords);
  }

  /** In words, or with the names that documents and recordings have for things. */
  private mentions(seq: number, text: string): boolean {
    const named = `${this.name(this.events.actor(seq))} ${sayRecord(this.events, seq, this.name)}`;
    return named.toLowerCase().includes(text) || this.says(seq).toLowerCase().includes(text);
  }
}

/** Places [first, end) of a page among `total` rows that fit, of which `before` lie before its `until`. */
function windowOf(
  request: LogRequest,
  total: number,
  before: number,
): { readonly first: number; readonly end: number } {
  if (request.first !== undefined) {
    const first = Math.max(0, Math.min(request.first, total));
    return { first, end: Math.min(total, first + request.rows) };
  }
  return { first: Math.max(0, before - request.rows), end: before };
}

function isOpen(filter: LogFilter): boolean {
  return filter.kinds.length === 0 && filter.agent === '' && filter.text === '';
}

function isSame(one: LogFilter, other: LogFilter): boolean {
  return (
    one.agent === other.agent && one.text === other.text && one.kinds.join() === other.kinds.join()
  );
}
