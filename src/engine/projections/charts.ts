/**
 * What it is: the lines of the charts: points gathered once from the stream, cut at the cursor when read and
 * reduced to what a chart can show. A rule says how a kind of event becomes points.
 */

import { IntColumn, RealColumn, countBelow } from '../base/growable.ts';
import type { ChartCard } from '../contract/card.ts';
import type { EventReader } from '../events/eventReader.ts';
import type { ActorEntry } from '../kernel/run.ts';
import type { Chart, Series } from './frame.ts';
import type { KindIndex } from './projection.ts';
import { binned } from './histogram.ts';
import { reducePoints } from './reduce.ts';

/** Most points of one line. */
const POINTS_MOST = 120;
/** Most lines of one chart; a chart with more shows those that end highest, or lowest. */
const LINES_MOST = 5;

interface Line {
  readonly id: string;
  readonly title: string;
  readonly hue: number;
  readonly actor: number | undefined;
  readonly edge: 'upper' | 'lower' | undefined;
  readonly seq: IntColumn;
  readonly x: RealColumn;
  readonly y: RealColumn;
}

/** Where a rule puts its points. */
export interface ChartSink {
  /** Whose charts these are. */
  readonly coordination: number;
  point(chart: string, line: LineName, seq: number, at: number, value: number): void;
  /** A point one above the line's last, which begins at 0. */
  count(chart: string, line: LineName, seq: number, at: number): void;
  last(chart: string, line: string): number | undefined;
  readonly actors: readonly ActorEntry[];
  /** Plain notes that a rule keeps between events. */
  readonly notes: Map<string, number>;
}

export interface LineName {
  readonly id: string;
  readonly title: string;
  readonly hue: number;
  readonly actor?: number;
  readonly edge?: 'upper' | 'lower';
}

export type ChartRules = Readonly<
  Record<string, (sink: ChartSink, events: EventReader, seq: number) => void>
>;

/** The charts of one coordination. */
export class ChartIndex implements KindIndex, ChartSink {
  readonly actors: readonly ActorEntry[];
  readonly notes = new Map<string, number>();
  private readonly lines = new Map<string, Map<string, Line>>();
  readonly coordination: number;
  private readonly plans: readonly ChartCard[];
  private readonly rules: ChartRules;

  constructor(
    coordination: number,
    actors: readonly ActorEntry[],
    plans: readonly ChartCard[],
    rules: ChartRules,
  ) {
    this.coordination = coordination;
    this.actors = actors;
    this.plans = plans;
    this.rules = rules;
  }

  wants(kind: string): boolean {
    return this.rules[kind] !== undefined;
  }

  feed(events: EventReader, seq: number): void {
    const rule = this.rules[(events.shapes[events.kind(seq)] as { kind: string }).kind];
    if (rule === undefined) return;
    const actor = events.actor(seq);
    if (actor >= 0 && this.actors[actor]?.coordination !== this.coordination) return;
    rule(this, events, seq);
  }

  point(chart: string, name: LineName, seq: number, at: number, value: number): void {
    addPoint(this.line(chart, name), seq, at, value);
  }

  count(chart: string, name: LineName, seq: number, at: number): void {
    const line = this.line(chart, name);
    const before = line.y.length === 0 ? 0 : (line.y.values[line.y.length - 1] as number);
    addPoint(line, seq, at, before + 1);
  }

  last(chart: string, line: string): number | undefined {
    const found = this.lines.get(chart)?.get(line);
    return found === undefined || found.y.length === 0
      ? undefined
      : found.y.values[found.y.length - 1];
  }

  /** The asked charts ('all' stands for every one) with what had happened before `cursor`. */
  chartsAt(ids: readonly string[], cursor: number): readonly Chart[] {
    return this.plans
      .filter((plan) => ids.includes('all') || ids.includes(plan.id))
      .map((plan) => this.chartAt(plan, cursor));
  }

  private line(chart: string, name: LineName): Line {
    let lines = this.lines.get(chart);
    if (lines === undefined) this.lines.set(chart, (lines = new Map()));
    let line = lines.get(name.id);
    if (line === undefined) {
      line = {
        ...name,
        actor: name.actor,
        edge: name.edge,
        seq: new IntColumn(),
        x: new RealColumn(),
        y: new RealColumn(),
      };
      lines.set(name.id, line);
    }
    return line;
  }

  private chartAt(plan: ChartCard, cursor: number): Chart {
    const cut = [...(this.lines.get(plan.id)?.values() ?? [])]
      .map((line) => ({ line, length: countBelow(line.seq.values, line.seq.length, cursor) }))
      .filter(({ length }) => length > 0);
    const height = ({ line, length }: (typeof cut)[number]) => line.y.values[length - 1] as number;
    const shown =
      cut.length <= LINES_MOST
        ? cut
        : cut
            .toSorted((a, b) => (plan.prefersLow === true ? -1 : 1) * (height(b) - height(a)))
            .slice(0, LINES_MOST);
    const order = new Map(cut.map((one, i) => [one, i]));
    shown.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    const series = shown.map(({ line, length }): Series => {
      const points =
        plan.kind === 'histogram'
          ? binned(line.y.values, length)
          : reducePoints(line.x.values, line.y.values, length, POINTS_MOST);
      const { id, title, hue, actor, edge } = line;
      return { id, title, hue, actor, ...(edge === undefined ? {} : { edge }), ...points };
    });
    return { ...plan, series, hidden: cut.length - shown.length };
  }
}

function addPoint(line: Line, seq: number, at: number, value: number): void {
  line.seq.push(seq);
  line.x.push(at);
  line.y.push(value);
}
