/**
 * What it is: each coordination's state at the cursor: common part (status, counts, outcome) and the
 * protocol's own view state.
 */

import type { EventReader } from '../events/eventReader.ts';
import type { FaceBrief, StageMoment } from './face.ts';
import type { CoordinationFrame, Stage } from './frame.ts';
import { Dispatcher } from './projection.ts';
import type { Projection, ProjectionBrief } from './projection.ts';
import type { AnyProtocolView } from './views.ts';
import { textInWords } from './words.ts';
import { viewOf } from './views.ts';

interface OneCoordination {
  readonly brief: FaceBrief;
  readonly view: AnyProtocolView | undefined;
  readonly dispatcher: Dispatcher<unknown> | undefined;
  status: CoordinationFrame['status'];
  decision: string | undefined;
  confidence: number | undefined;
  outcome: string | undefined;
  messages: number;
  bytes: number;
  viewState: unknown;
  taken: readonly string[];
}

export interface CoordinationsState {
  readonly all: readonly OneCoordination[];
  /** The coordination of each actor. */
  readonly home: Int32Array;
  readonly kinds: {
    shapes: number;
    sent: number;
    started: number;
    completed: number;
    failed: number;
    supplied: number;
  };
}

/** Folds the stream into the state of every coordination. */
export function coordinationsProjection(): Projection<CoordinationsState> {
  return {
    create,
    apply,
    copy: (state) => ({
      home: state.home,
      kinds: { ...state.kinds },
      all: state.all.map((one) => ({ ...one, viewState: one.view?.copy(one.viewState) })),
    }),
  };
}

function create(brief: ProjectionBrief): CoordinationsState {
  return {
    home: Int32Array.from(brief.actors, (actor) => actor.coordination),
    kinds: { shapes: 0, sent: -1, started: -1, completed: -1, failed: -1, supplied: -1 },
    all: brief.plan.coordinations.map((coordination): OneCoordination => {
      const own = brief.actors.filter((actor) => actor.coordination === coordination.index);
      const faceBrief = { coordination, actors: brief.actors, own };
      const view = viewOf(coordination.protocol);
      return {
        brief: faceBrief,
        view,
        dispatcher: view === undefined ? undefined : new Dispatcher(view.handlers),
        status: 'waiting',
        decision: undefined,
        confidence: undefined,
        outcome: undefined,
        messages: 0,
        bytes: 0,
        viewState: view?.create(faceBrief),
        taken: [],
      };
    }),
  };
}

function apply(state: CoordinationsState, events: EventReader, seq: number): void {
  if (state.kinds.shapes !== events.shapes.length) {
    state.kinds.shapes = events.shapes.length;
    state.kinds.sent = events.kindId('message.sent');
    state.kinds.started = events.kindId('coordination.started');
    state.kinds.completed = events.kindId('coordination.completed');
    state.kinds.failed = events.kindId('coordination.failed');
    state.kinds.supplied = events.kindId('coordination.supplied');
  }
  const kind = events.kind(seq);
  const actor = events.actor(seq);
  if (
    kind === state.kinds.started ||
    kind === state.kinds.completed ||
    kind === state.kinds.failed ||
    kind === state.kinds.supplied
  ) {
    change(state, events, seq, kind);
    return;
  }
  const home = actor >= 0 ? state.all[state.home[actor] as number] : undefined;
  if (home === undefined) return;
  if (kind === state.kinds.sent) {
    home.messages++;
    home.bytes += events.int(seq, 3);
  }
  home.dispatcher?.dispatch(home.viewState, events, seq);
}

function change(state: CoordinationsState, events: EventReader, seq: number, kind: number): void {
  const one = state.all[events.int(seq, 0)];
  if (one === undefined) return;
  if (kind === state.kinds.supplied) {
    one.taken = [...one.taken, events.text(events.int(seq, 2))];
    return;
  }
  if (kind === state.kinds.started) {
    one.status = 'running';
    return;
  }
  one.decision = textInWords('', events.text(events.int(seq, 1)));
  one.outcome = events.text(events.int(seq, 2));
  one.status = kind === state.kinds.completed ? 'completed' : 'failed';
  if (kind === state.kinds.completed) one.confidence = events.real(seq, 0);
}

/** What the canvas and the inspector show of each coordination. */
export function coordinationFrames(state: CoordinationsState): readonly CoordinationFrame[] {
  return state.all.map((one) => {
    const face = one.view?.face(one.viewState, one.brief);
    const isOver = one.status === 'completed' || one.status === 'failed';
    const outcome = one.outcome === undefined ? undefined : parseOutcome(one.outcome);
    return {
      id: one.brief.coordination.id,
      protocol: one.brief.coordination.protocol,
      status: one.status,
      phase: isOver ? one.status : (waitingFor(one, state.all) ?? face?.phase ?? ''),
      progress: one.status === 'completed' ? 1 : (face?.progress ?? 0),
      decision: one.decision,
      confidence: one.confidence,
      messages: one.messages,
      bytes: one.bytes,
      facts: face?.facts ?? [],
      outcome,
      result: outcome === undefined ? undefined : one.view?.resultOf?.(outcome, one.brief),
      taken: one.taken,
    };
  });
}

/** The names of those whose outputs it waits for, as what it does; undefined when it waits for none. */
function waitingFor(
  { status, brief }: OneCoordination,
  all: readonly OneCoordination[],
): string | undefined {
  const { supplies } = brief.coordination;
  if (status !== 'waiting' || supplies === undefined) return undefined;
  const ids = new Set(supplies.map(({ from }) => from));
  const names = all
    .map((one) => one.brief.coordination)
    .flatMap(({ id, name }) => (ids.has(id) ? [name] : []));
  return `waits for ${names.join(' and ')}`;
}

/** The stage of one coordination, by id. */
export function stageOf(
  state: CoordinationsState,
  id: string,
  moment: Omit<StageMoment, 'brief'>,
): Stage | undefined {
  const one = state.all.find((candidate) => candidate.brief.coordination.id === id);
  const outcome = one?.outcome === undefined ? undefined : parseOutcome(one.outcome);
  return one?.view?.stage(one.viewState, { ...moment, brief: one.brief, outcome });
}

function parseOutcome(text: string): Readonly<Record<string, unknown>> {
  if (text === '') return {};
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null
    ? (parsed as Readonly<Record<string, unknown>>)
    : { value: parsed };
}
