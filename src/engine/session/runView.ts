/**
 * What it is: everything that is derived from one event stream: projections with key frames, indexes that grow.
 * It does not know whether the stream is being simulated or was recorded.
 */

import type { EventReader } from '../events/eventReader.ts';
import type { ActorEntry } from '../kernel/run.ts';
import type { Plan } from '../plan/plan.ts';
import { agentsProjection, conditionBytes, conditionWord } from '../projections/agents.ts';
import { causesOf } from '../projections/causes.ts';
import { ChartIndex } from '../projections/charts.ts';
import {
  coordinationFrames,
  coordinationsProjection,
  stageOf,
} from '../projections/coordinations.ts';
import type {
  CauseChain,
  Chart,
  CoordinationFrame,
  LogPage,
  Mark,
  Stage,
  Strike,
  ViewRequest,
} from '../projections/frame.ts';
import { LogReader } from '../projections/log.ts';
import { MessageIndex } from '../projections/messages.ts';
import type { AgentsState } from '../projections/agents.ts';
import { MilestoneIndex } from '../projections/milestones.ts';
import { KindFeeder, ProjectionTape } from '../projections/projection.ts';
import { StrikeIndex } from '../projections/strikes.ts';
import { ActivityIndex, MarkIndex } from '../projections/timeline.ts';
import { viewOf } from '../projections/views.ts';
import { PROTOCOL_CARDS } from '../protocols/catalog.ts';

/** More of a chain than a person follows. */
const CAUSES_MOST = 64;

export class RunView {
  readonly events: EventReader;
  readonly actors: readonly ActorEntry[];
  readonly log: LogReader;
  private readonly agentsTape: ProjectionTape<AgentsState>;
  private readonly coordinationsTape;
  private readonly messages = new MessageIndex();
  private readonly activity = new ActivityIndex();
  private readonly markIndex = new MarkIndex();
  private readonly strikeIndex = new StrikeIndex();
  private readonly charts: readonly (ChartIndex | undefined)[];
  private readonly milestones: readonly MilestoneIndex[];
  /** Of the indexes above those that look only at some kinds. */
  private readonly byKind: KindFeeder;
  private readonly plan: Plan;
  private fed = 0;

  constructor(plan: Plan, actors: readonly ActorEntry[], events: EventReader) {
    const brief = { plan, actors };
    this.plan = plan;
    this.events = events;
    this.actors = actors;
    this.log = new LogReader(events, actors);
    this.agentsTape = new ProjectionTape(agentsProjection(), brief, events);
    this.coordinationsTape = new ProjectionTape(coordinationsProjection(), brief, events);
    this.milestones = plan.coordinations.map(
      ({ index, protocol }) =>
        new MilestoneIndex(index, actors, viewOf(protocol)?.milestones ?? {}),
    );
    this.charts = plan.coordinations.map((coordination) => {
      const view = viewOf(coordination.protocol);
      const all = PROTOCOL_CARDS.get(coordination.protocol)?.charts ?? [];
      const shown = view?.chartsOf?.(coordination);
      const charts = shown === undefined ? all : all.filter(({ id }) => shown.includes(id));
      return view && new ChartIndex(coordination.index, actors, charts, view.chartRules);
    });
    const charts = this.charts.filter((index) => index !== undefined);
    this.byKind = new KindFeeder([this.markIndex, this.strikeIndex, ...charts, ...this.milestones]);
  }

  /** Feeds the indexes at most `count` of the events that they have not had; true when none is left. */
  catchUp(count: number): boolean {
    const end = Math.min(this.events.length, this.fed + count);
    for (; this.fed < end; this.fed++) {
      this.messages.feed(this.events, this.fed);
      this.activity.feed(this.events, this.fed);
      this.byKind.feed(this.events, this.fed);
    }
    return this.fed === this.events.length;
  }

  agentsAt(seq: number): AgentsState {
    return this.agentsTape.at(seq);
  }

  conditionsAt(seq: number): Uint8Array {
    return conditionBytes(this.agentsTape.at(seq));
  }

  conditionWordAt(seq: number, actor: number): string {
    return conditionWord(this.agentsTape.at(seq), actor);
  }

  /** The asked coordination, or the first where the run has none of that name: the page may show another design than the one that runs. */
  shownOf(coordination: string | undefined): string | undefined {
    const { coordinations } = this.plan;
    const asked = coordinations.find(({ id }) => id === coordination);
    return (asked ?? coordinations[0])?.id;
  }

  coordinationsAt(seq: number): readonly CoordinationFrame[] {
    return coordinationFrames(this.coordinationsTape.at(seq));
  }

  chartsAt(coordination: string, ids: readonly string[], seq: number): readonly Chart[] {
    const index = this.plan.coordinations.findIndex((one) => one.id === coordination);
    return this.charts[index]?.chartsAt(ids, seq) ?? [];
  }

  stageAt(
    coordination: string,
    cursor: { readonly at: number; readonly seq: number },
    view: ViewRequest,
  ): Stage | undefined {
    const state = this.coordinationsTape.at(cursor.seq);
    const index = this.plan.coordinations.findIndex((one) => one.id === coordination);
    const milestones = this.milestones[index];
    if (milestones === undefined) return undefined;
    return stageOf(state, coordination, {
      events: this.events,
      messages: this.messages,
      milestones,
      cursor,
      view,
    });
  }

  logAt(request: NonNullable<ViewRequest['log']>, seq: number): LogPage {
    return this.log.page(request, seq);
  }

  /** What led to an event before the cursor; undefined when it has not happened yet. */
  causesAt(event: number, seq: number): CauseChain | undefined {
    if (event < 0 || event >= seq) return undefined;
    return causesOf(this.events, event, CAUSES_MOST, (cause) => this.log.row(cause));
  }

  histogram(buckets: number, end: number): Uint32Array {
    return this.activity.histogram(buckets, end);
  }

  strikes(): readonly Strike[] {
    return this.strikeIndex.all();
  }

  marks(): readonly Mark[] {
    return this.markIndex.all();
  }
}
