/**
 * What it is: what the scrubber shows: how many events there were when, and the marks.
 * Shapes: bins of equal width from time 0; when the run outgrows them, pairs of bins merge and the width doubles.
 */

import type { EventReader } from '../events/eventReader.ts';
import type { Mark } from './frame.ts';
import type { KindIndex, StreamIndex } from './projection.ts';
import { textInWords } from './words.ts';

const BINS = 4_096;
const MARKS_MOST = 2_000;

/** Counts of events over virtual time. */
export class ActivityIndex implements StreamIndex {
  private readonly bins = new Uint32Array(BINS);
  private width = 64;

  feed(events: EventReader, seq: number): void {
    const at = events.at(seq);
    while (at >= this.width * BINS) this.merge();
    const bin = Math.floor(at / this.width);
    this.bins[bin] = (this.bins[bin] as number) + 1;
  }

  /** Counts in `buckets` equal parts of [0, end]. */
  histogram(buckets: number, end: number): Uint32Array {
    const counts = new Uint32Array(buckets);
    const last = Math.min(BINS - 1, Math.floor(end / this.width));
    for (let bin = 0; bin <= last; bin++) {
      const bucket = Math.min(buckets - 1, Math.floor((bin / (last + 1)) * buckets));
      counts[bucket] = (counts[bucket] as number) + (this.bins[bin] as number);
    }
    return counts;
  }

  private merge(): void {
    for (let bin = 0; bin < BINS / 2; bin++) {
      this.bins[bin] = (this.bins[bin * 2] as number) + (this.bins[bin * 2 + 1] as number);
    }
    this.bins.fill(0, BINS / 2);
    this.width *= 2;
  }
}

type MarkRule = readonly [
  kind: Mark['kind'],
  label: (events: EventReader, seq: number) => string | undefined,
];

/** A text column of an event, in words. */
const say = (events: EventReader, seq: number, column: number, field = ''): string =>
  textInWords(field, events.text(events.int(seq, column)));

const MARK_RULES: Readonly<Record<string, MarkRule>> = {
  'coordination.completed': ['decision', (events, seq) => `decided: ${say(events, seq, 1)}`],
  'coordination.failed': ['failure', (events, seq) => `failed: ${say(events, seq, 1)}`],
  'property.violated': ['violation', (events, seq) => `${say(events, seq, 0)} violated`],
  'agent.crashed': ['fault', () => 'crash'],
  'agent.restarted': ['fault', () => 'restart'],
  'agent.corrupted': ['fault', (events, seq) => say(events, seq, 0, 'behaviour')],
  'agent.slowed': ['fault', () => 'slow'],
  'network.partitioned': ['fault', () => 'partition'],
  'network.healed': ['fault', () => 'network heals'],
  'link.disturbed': ['fault', (events, seq) => events.text(events.int(seq, 1))],
  'link.restored': ['fault', (events, seq) => `${events.text(events.int(seq, 1))} ends`],
  'agent.clockSkewed': ['fault', () => 'wrong clock'],
  'market.round.started': ['phase', (events, seq) => `round ${events.int(seq, 0)}`],
  'ensemble.batch.started': [
    'phase',
    (events, seq) => (events.int(seq, 0) === 0 ? 'voting begins' : undefined),
  ],
  'tuning.best.improved': ['phase', (events, seq) => `trial ${events.int(seq, 0)} is the best`],
  'tuning.assessment.assigned': ['phase', () => 'the best is assessed'],
  'ensemble.drift.detected': ['phase', (events, seq) => `drift of member ${events.int(seq, 0)}`],
  'ensemble.member.replaced': [
    'phase',
    (events, seq) => `member ${events.int(seq, 1)} replaces member ${events.int(seq, 0)}`,
  ],
  'raft.leader.elected': [
    'phase',
    (events, seq) => `region ${events.int(seq, 0)} has a leader, term ${events.int(seq, 1)}`,
  ],
  'regions.presiding.begun': ['phase', (events, seq) => `region ${events.int(seq, 0)} presides`],
  'simple.round.tallied': ['phase', (events, seq) => `round ${events.int(seq, 0)} tallied`],
};

/** Decisions, faults, violations and changes of phase, in order. */
export class MarkIndex implements KindIndex {
  private readonly marks: Mark[] = [];
  private viewsSeen = new Set<string>();

  wants(kind: string): boolean {
    return kind === 'pbft.view.changed' || MARK_RULES[kind] !== undefined;
  }

  feed(events: EventReader, seq: number): void {
    const kind = (events.shapes[events.kind(seq)] as { kind: string }).kind;
    if (kind === 'pbft.view.changed') {
      const view = `view ${events.int(seq, 0)}`;
      if (!this.viewsSeen.has(view)) this.add(events, seq, 'phase', view);
      this.viewsSeen.add(view);
      return;
    }
    const rule = MARK_RULES[kind];
    const label = rule?.[1](events, seq);
    if (rule !== undefined && label !== undefined) this.add(events, seq, rule[0], label);
  }

  /** All marks, those beyond the cursor too: the timeline shows where it is going. */
  all(): readonly Mark[] {
    return this.marks;
  }

  private add(events: EventReader, seq: number, kind: Mark['kind'], label: string): void {
    if (this.marks.length < MARKS_MOST) this.marks.push({ at: events.at(seq), seq, kind, label });
  }
}
