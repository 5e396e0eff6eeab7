/**
 * What it is: the latest frame and what is known of the open run. Everything live on screen is read from
 * here, at the leaf that shows it: a badge subscribes to its agent, a node's face to its coordination, and
 * nothing live passes through the canvas library or through a parent's props.
 * Parts that are not asked for in every frame (charts, histogram) stay until newer ones come.
 */

import { useSyncExternalStore } from 'react';
import type {
  CauseChain,
  Chart,
  CoordinationFrame,
  Frame,
  Inspection,
  LogPage,
  Mark,
  Stage,
  Strike,
  ViewRequest,
} from '../../engine/projections/frame.ts';
import {
  AGENT_ACCUSED,
  AGENT_ACTIVE,
  AGENT_CONDITION_MASK,
  AGENT_DECIDED,
  AGENT_LEADS,
} from '../../engine/projections/frame.ts';
import type { RunBrief } from '../../workers/api.ts';

const NO_ACTORS: readonly number[] = [];
const NO_CHARTS: readonly Chart[] = [];
const NO_MARKS: readonly Mark[] = [];
const NO_STRIKES: readonly Strike[] = [];

/** What the screen shows at this moment. */
export interface FrameState {
  readonly brief: RunBrief | undefined;
  readonly frame: Frame | undefined;
  readonly charts: readonly Chart[];
  readonly histogram: Uint32Array | undefined;
  readonly marks: readonly Mark[];
  readonly strikes: readonly Strike[];
  readonly stage: Stage | undefined;
  readonly log: LogPage | undefined;
  readonly inspection: Inspection | undefined;
  readonly causes: CauseChain | undefined;
}

const NOTHING: FrameState = {
  brief: undefined,
  frame: undefined,
  charts: NO_CHARTS,
  histogram: undefined,
  marks: NO_MARKS,
  strikes: NO_STRIKES,
  stage: undefined,
  log: undefined,
  inspection: undefined,
  causes: undefined,
};

export interface FrameStore {
  getState(): FrameState;
  /** Calls `listener` after every frame, synchronously. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins a run: what was shown before is void. */
  begin(brief: RunBrief): void;
  /** The open run is of another plan from here on; what is shown stays until the next frame. */
  revise(brief: RunBrief): void;
  /**
   * Shows a frame. `asked` says which of its parts were asked for this time, `wanted` which are shown at
   * all: a part that is wanted but was not asked for stays as it is, one that nobody wants goes.
   */
  show(frame: Frame, asked: ViewRequest, wanted?: ViewRequest): void;
  clear(): void;
  /** The actors that an agent plays, one per coordination; also `consensus/client` for a protocol's own. */
  actorsOf(agent: string): readonly number[];
  /** All the actors of a pool's agents, in order of the agents' numbers. */
  actorsOfPool(pool: string): readonly number[];
  /** The state byte of an agent: its worst condition and all its flags; undefined without a run. */
  stateOf(agent: string): number | undefined;
  /**
   * The state bytes of a pool's first `count` agents by their numbers, healthy where one is not there. Reckoned
   * once for each frame; the next one writes over it. Undefined when no run is open that has any of them.
   */
  statesOfPool(pool: string, count: number): Uint8Array | undefined;
  coordination(id: string): CoordinationFrame | undefined;
}

/** A pool's agents with their actors, and how they stood in a frame. */
interface PoolStates {
  readonly seats: readonly (readonly number[])[];
  readonly bytes: Uint8Array;
  of: Frame | undefined;
}

/** A store of its own: for the page below, and for each test. */
export function createFrameStore(): FrameStore {
  let state = NOTHING;
  let seats = new Map<string, readonly number[]>();
  let pools = new Map<string, readonly number[]>();
  let states = new Map<string, PoolStates>();
  const listeners = new Set<() => void>();

  const set = (next: FrameState): void => {
    state = next;
    for (const listener of listeners) listener();
  };

  const seat = (brief: RunBrief): void => {
    seats = seatsByAgent(brief);
    pools = seatsByPool(brief, seats);
    states = new Map();
  };

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: (brief) => {
      seat(brief);
      set({ ...NOTHING, brief });
    },
    revise: (brief) => {
      seat(brief);
      set({ ...state, brief });
    },
    show: (frame, asked, wanted = asked) => {
      const brief = state.brief && frame.cast && { ...state.brief, ...frame.cast };
      if (brief !== undefined) seat(brief);
      const shown = merged(state, frame, asked, wanted);
      set(brief === undefined ? shown : { ...shown, brief });
    },
    clear: () => {
      seats = new Map();
      pools = new Map();
      states = new Map();
      set(NOTHING);
    },
    actorsOf: (agent) => seats.get(agent) ?? NO_ACTORS,
    actorsOfPool: (pool) => pools.get(pool) ?? NO_ACTORS,
    stateOf: (agent) => {
      const bytes = state.frame?.agents;
      if (bytes === undefined) return undefined;
      let result: number | undefined;
      for (const actor of seats.get(agent) ?? NO_ACTORS) {
        result = worse(result, bytes[actor] ?? 0);
      }
      return result;
    },
    statesOfPool: (pool, count) => {
      const { frame } = state;
      if (frame === undefined || !pools.has(pool)) return undefined;
      let known = states.get(pool);
      if (known?.seats.length !== count) {
        known = seatsOfPool(pool, count, seats);
        states.set(pool, known);
      }
      if (known.of !== frame) readStates(known, frame);
      return known.bytes;
    },
    coordination: (id) => state.frame?.coordinations.find((one) => one.id === id),
  };
}

/** The newer frame over the state; what was shown in another epoch is void. */
function merged(
  state: FrameState,
  frame: Frame,
  asked: ViewRequest,
  wanted: ViewRequest,
): FrameState {
  const kept = state.frame?.epoch === frame.epoch ? state : NOTHING;
  return {
    brief: state.brief,
    frame,
    charts:
      pick(asked.charts.length > 0, wanted.charts.length > 0, frame.charts, kept.charts) ??
      NO_CHARTS,
    histogram: pick(asked.histogram > 0, wanted.histogram > 0, frame.histogram, state.histogram),
    // The marks are those of the whole run so far; most frames bring no new one.
    marks: isSameMarks(state.marks, frame.marks) ? state.marks : frame.marks,
    strikes: areSameStrikes(state.strikes, frame.strikes) ? state.strikes : frame.strikes,
    stage: pick(asked.stage, wanted.stage, frame.stage, kept.stage),
    log: pick(asked.log !== undefined, wanted.log !== undefined, frame.log, kept.log),
    inspection: pick(
      asked.inspect !== undefined,
      wanted.inspect !== undefined,
      frame.inspection,
      kept.inspection,
    ),
    causes: pick(
      asked.causes !== undefined,
      wanted.causes !== undefined,
      frame.causes,
      kept.causes,
    ),
  };
}

function areSameStrikes(some: readonly Strike[], others: readonly Strike[]): boolean {
  return (
    some.length === others.length &&
    some.every((strike, i) => {
      const other = others[i];
      return (
        strike.fault === other?.fault && strike.seq === other.seq && strike.until === other.until
      );
    })
  );
}

/** The new part if it was asked for, else the old one as long as somebody wants it. */
function pick<Part>(
  isAsked: boolean,
  isWanted: boolean,
  newer: Part | undefined,
  older: Part | undefined,
): Part | undefined {
  if (isAsked) return newer;
  return isWanted ? older : undefined;
}

function isSameMarks(one: readonly Mark[], other: readonly Mark[]): boolean {
  const last = one.at(-1);
  const otherLast = other.at(-1);
  return (
    one.length === other.length && last?.seq === otherLast?.seq && last?.label === otherLast?.label
  );
}

/** Of two state bytes the worse condition and the flags of both. */
function worse(one: number | undefined, other: number): number {
  if (one === undefined) return other;
  const flags = (one | other) & (AGENT_LEADS | AGENT_DECIDED | AGENT_ACTIVE | AGENT_ACCUSED);
  const condition = one & AGENT_CONDITION_MASK;
  return flags | (condition === 0 ? other & AGENT_CONDITION_MASK : condition);
}

function seatsOfPool(
  pool: string,
  count: number,
  seats: ReadonlyMap<string, readonly number[]>,
): PoolStates {
  const own = Array.from({ length: count }, (_, i) => seats.get(`${pool}/${i}`) ?? NO_ACTORS);
  return { seats: own, bytes: new Uint8Array(count), of: undefined };
}

function readStates(states: PoolStates, frame: Frame): void {
  states.of = frame;
  states.seats.forEach((actors, i) => {
    let byte: number | undefined;
    for (const actor of actors) byte = worse(byte, frame.agents[actor] ?? 0);
    states.bytes[i] = byte ?? 0;
  });
}

function seatsByAgent(brief: RunBrief): Map<string, readonly number[]> {
  const map = new Map<string, number[]>();
  for (const entry of brief.actors) {
    const list = map.get(entry.agentId);
    if (list === undefined) map.set(entry.agentId, [entry.actor]);
    else list.push(entry.actor);
  }
  return map;
}

function seatsByPool(
  brief: RunBrief,
  seats: ReadonlyMap<string, readonly number[]>,
): Map<string, readonly number[]> {
  const map = new Map<string, number[]>();
  for (const agent of brief.plan.agents) {
    const list = map.get(agent.pool) ?? [];
    list.push(...(seats.get(agent.id) ?? NO_ACTORS));
    map.set(agent.pool, list);
  }
  return map;
}

/** The page's frames. */
export const frameStore = createFrameStore();

/** A part of the state; renders again only when the part is another (by identity). */
export function useFrame<Part>(selector: (state: FrameState) => Part): Part {
  const read = (): Part => selector(frameStore.getState());
  return useSyncExternalStore(frameStore.subscribe, read, read);
}

/** The state byte of one agent; see frame.ts for its bits. */
export function useAgentState(agent: string): number | undefined {
  const read = (): number | undefined => frameStore.stateOf(agent);
  return useSyncExternalStore(frameStore.subscribe, read, read);
}

/** The live face of one coordination. */
export function useCoordination(id: string): CoordinationFrame | undefined {
  const read = (): CoordinationFrame | undefined => frameStore.coordination(id);
  return useSyncExternalStore(frameStore.subscribe, read, read);
}
