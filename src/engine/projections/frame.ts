/**
 * What it is: a frame: what the interface shows at one moment of the cursor. Made in the worker by
 * session/session.ts, transferred whole, one per paint. All of it is a projection of the event stream.
 * Shapes: typed arrays are made for one frame and given away.
 */

import type { VotesStage } from './votesStage.ts';
import type { AuctionStage } from './auctionStage.ts';
import type { RegionsStage } from './regionsStage.ts';
import type { TuningStage } from './tuningStage.ts';
import type { ActorIndex, EventSeq, Micros } from '../base/units.ts';
import type { ActorEntry, InvariantSummary, RunStatus, RunSummary } from '../kernel/run.ts';
import type { EventRecord } from '../events/eventReader.ts';
import type { EnsembleStage } from './ensembleStage.ts';

/** Low three bits of an agent's state byte. */
export const AGENT_HEALTHY = 0;
export const AGENT_CRASHED = 1;
export const AGENT_BYZANTINE = 2;
export const AGENT_SLOW = 3;
export const AGENT_CUT_OFF = 4;
/** Its clock is wrong. */
export const AGENT_SKEWED = 5;
/** Messages on its links are lost, late, doubled or reordered. */
export const AGENT_DISTURBED = 6;
export const AGENT_CONDITION_MASK = 7;
/** Flags on top of the condition. */
export const AGENT_LEADS = 8;
export const AGENT_DECIDED = 16;
export const AGENT_ACTIVE = 32;
/** Named by a violation of a property. */
export const AGENT_ACCUSED = 64;

/** What the interface wants to see: what is hidden is not computed. */
export interface ViewRequest {
  /** Chart ids of the selected coordination (see its view in projections/protocols); 'all' for every one. */
  readonly charts: readonly string[];
  /** The coordination whose charts and stage are shown. */
  readonly coordination: string | undefined;
  readonly stage: boolean;
  /** Window of the space–time diagram; undefined: all up to the cursor. */
  readonly window: { readonly from: Micros; readonly to: Micros } | undefined;
  /** Protocols with a map of their own: the space–time diagram instead of it. */
  readonly asSpaceTime?: boolean | undefined;
  /** Most rows of messages in a stage window. */
  readonly stageRows: number;
  readonly log: LogRequest | undefined;
  readonly inspect: string | undefined;
  /** The event whose causes are wanted. */
  readonly causes?: EventSeq | undefined;
  /** Buckets of the timeline's histogram; 0: none. */
  readonly histogram: number;
}

export interface LogRequest {
  readonly rows: number;
  /** Exclusive; undefined: the newest rows before the cursor. */
  readonly until: EventSeq | undefined;
  /** Place of the first wanted row among those that fit, instead of `until`: for lists that scroll anywhere. */
  readonly first?: number;
  readonly filter: LogFilter;
}

export interface LogFilter {
  /** Empty: all kinds; else prefixes, such as `pbft.` or `message.dropped`. */
  readonly kinds: readonly string[];
  /** Empty: all agents. */
  readonly agent: string;
  /** Searched in the sentence, without regard to case. */
  readonly text: string;
}

export interface Moment {
  readonly at: Micros;
  /** Events before this one have happened. */
  readonly seq: EventSeq;
}

export interface Mark {
  readonly at: Micros;
  readonly seq: EventSeq;
  readonly kind: 'phase' | 'decision' | 'violation' | 'fault' | 'intervention' | 'failure';
  readonly label: string;
}

/** A fault as it struck in this run: planned by its id, made by a person as `intervention/0`. */
export interface Strike {
  readonly fault: string;
  /** The fault's kind. */
  readonly kind: string;
  readonly at: Micros;
  readonly seq: EventSeq;
  /** Undefined: it holds to the end. */
  readonly until: Micros | undefined;
  /** Whom it struck; nobody by name where it strikes the network. */
  readonly actors: readonly ActorIndex[];
}

/**
 * One line of a chart: x in µs, y in the chart's unit; at most 120 points each. In a histogram x is where a bin
 * begins, y how many values lie in it, and the last point closes the last bin.
 */
export interface Series {
  readonly id: string;
  readonly title: string;
  /** A place in the shared palette, or an actor whose colour it takes. */
  readonly hue: number;
  readonly actor: ActorIndex | undefined;
  /** The upper or lower edge of a band around the chart's first line. */
  readonly edge?: 'upper' | 'lower' | undefined;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly kind: 'line' | 'step' | 'area' | 'histogram';
  /** Values with a line across. */
  readonly guides?: readonly number[];
  readonly series: readonly Series[];
  /** How many lines there are beyond those given. */
  readonly hidden: number;
}

export interface CoordinationFrame {
  readonly id: string;
  readonly protocol: string;
  readonly status: 'waiting' | 'running' | 'completed' | 'failed';
  /** The protocol's word for where it is, such as "commit" or "round 2". */
  readonly phase: string;
  /** 0..1. */
  readonly progress: number;
  /** What was decided, or the error's code. */
  readonly decision: string | undefined;
  readonly confidence: number | undefined;
  readonly messages: number;
  readonly bytes: number;
  /** Label and value with unit, for the node's face and the inspector. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly outcome: Readonly<Record<string, unknown>> | undefined;
  /** What came of it for who sees nothing else, where the decision's word alone says too little. */
  readonly result: CoordinationResult | undefined;
  /** What it has taken of others when it opened, a sentence each. */
  readonly taken: readonly string[];
}

export interface CoordinationResult {
  readonly words: string;
  /** The figure that goes with it, with its unit. */
  readonly figure: readonly [label: string, value: string];
}

/** Columns of one row per message; lanes are places in `lanes`. */
export interface SpaceTimeStage {
  readonly kind: 'spaceTime';
  readonly lanes: readonly {
    readonly actor: ActorIndex;
    readonly label: string;
    readonly role: string;
  }[];
  readonly messages: {
    readonly count: number;
    /** Of how many in the window; more than count when the window holds too many. */
    readonly total: number;
    readonly seq: Int32Array;
    readonly from: Int16Array;
    readonly to: Int16Array;
    readonly sentAt: Float64Array;
    /** When it arrived, was lost or refused; -1 while in flight at the cursor. */
    readonly endAt: Float64Array;
    /** Place in `kinds`. */
    readonly kind: Uint8Array;
    /** 0 in flight, 1 delivered, 2 dropped, 3 ignored. */
    readonly fate: Uint8Array;
  };
  readonly kinds: readonly {
    readonly kind: string;
    readonly title: string;
    readonly phase: string;
    readonly hue: number;
  }[];
  readonly bands: readonly {
    readonly lane: number;
    readonly from: Micros;
    readonly to: Micros;
    readonly label: string;
    readonly kind: 'view' | 'viewChange' | 'crashed' | 'faulty';
  }[];
  /** Kinds of message that are not drawn here. */
  readonly leftOut?: readonly string[];
  /** What a replica was doing with one request, from milestone to milestone: thin strips in its lane. */
  readonly phases: readonly {
    readonly lane: number;
    readonly from: Micros;
    readonly to: Micros;
    readonly title: string;
    readonly hue: number;
    /** Which of the requests in flight: neighbours lie beside one another. */
    readonly slot: number;
  }[];
  /** Points on a lane: prepared, committed, executed, violation. */
  readonly points: readonly {
    readonly lane: number;
    readonly at: Micros;
    readonly seq: EventSeq;
    readonly kind: string;
    readonly label: string;
  }[];
}

/** What a cluster or a level has come to, as far as it is known. */
export type TreeDecision = 'agree' | 'disagree' | 'no_consensus' | 'waiting';

export interface TreeCluster {
  /** How many agents it stands for. */
  readonly agents: number;
  readonly representative: ActorIndex | undefined;
  /** Former representatives that were given up. */
  readonly replaced: readonly ActorIndex[];
  /** As its representative counted the votes. */
  readonly decided: TreeDecision;
  /** As its representative told the coordinator; lost: nobody told. */
  readonly reported: TreeDecision | 'lost';
  readonly members: readonly {
    readonly actor: ActorIndex;
    readonly label: string;
    readonly agents: number;
    readonly decision: 'agree' | 'disagree' | 'abstain' | 'waiting';
    /** The cluster of the level below whose decision it carries; undefined at the first level. */
    readonly source: number | undefined;
  }[];
}

export interface TreeStage {
  readonly kind: 'tree';
  readonly proposal: string;
  readonly threshold: number;
  /** From the agents up to the root, as far as they were opened. */
  readonly levels: readonly {
    readonly decision: TreeDecision;
    /** Of the agents that its members stand for: as its clusters decided, until then as votes are counted. */
    readonly agreeShare: number;
    readonly disagreeShare: number;
    /** How many members have been counted, those taken as abstaining among them. */
    readonly counted: number;
    readonly messages: number | undefined;
    /** Messages that its agents handled for it, once that is known. */
    readonly load: { readonly most: number; readonly mean: number } | undefined;
    readonly clusters: readonly TreeCluster[];
  }[];
  /** Of a flat vote of as many agents. */
  readonly flatMessages: number;
  readonly decision: TreeDecision;
  readonly flatDecision: TreeDecision;
  /** How many agents know the decision. */
  readonly told: number;
}

export type Stage =
  | SpaceTimeStage
  | AuctionStage
  | EnsembleStage
  | VotesStage
  | TreeStage
  | RegionsStage
  | TuningStage;

export interface LogRow extends EventRecord {
  readonly agent: string;
  readonly says: string;
  readonly tone: 'quiet' | 'plain' | 'good' | 'warning' | 'bad';
}

export interface LogPage {
  readonly rows: readonly LogRow[];
  /** Rows that fit the filter before the cursor. */
  readonly total: number;
  /** Place of the first row among those that fit. */
  readonly first: number;
}

/** How an event came about: what led to it, oldest first, and the event itself last. */
export interface CauseChain {
  readonly of: EventSeq;
  readonly rows: readonly LogRow[];
  /** Causes before the first row. */
  readonly before: number;
}

export interface Cast {
  readonly actors: readonly ActorEntry[];
  readonly watched: readonly InvariantSummary[];
}

export interface Inspection {
  readonly agent: string;
  readonly actor: ActorIndex;
  readonly role: string;
  readonly condition: string;
  /** From the stream: counts of messages, last event. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** The actor's own state, re-executed to the cursor. */
  readonly state: readonly (readonly [label: string, value: string])[];
}

/** Training that is under way beside the run: how far that is shows in no event. */
export interface TrainingLeft {
  /** Pieces at work or waiting for a worker, and in how many workers. */
  readonly pieces: number;
  readonly hands: number;
  /** About how long they will take by the clock on the wall; undefined before one of each learner is done. */
  readonly millis: number | undefined;
}

export interface Frame {
  /** Who takes part and what is watched, where that is other than was told before: a coordination that waited has opened. */
  readonly cast?: Cast | undefined;
  /** Raised by every seek, intervention and opening: what was shown before is void. */
  readonly epoch: number;
  readonly cursor: Moment;
  /** As far as the run has been simulated or recorded. */
  readonly end: Moment;
  readonly status: RunStatus;
  readonly isRecording: boolean;
  /** One byte per actor of the run. */
  readonly agents: Uint8Array;
  /** Messages sent since the last frame, per actor: the canvas shows them as density. */
  readonly traffic: Uint32Array;
  readonly coordinations: readonly CoordinationFrame[];
  readonly histogram: Uint32Array | undefined;
  readonly marks: readonly Mark[];
  /** All strikes of faults so far, those beyond the cursor too. */
  readonly strikes: readonly Strike[];
  readonly charts: readonly Chart[];
  readonly stage: Stage | undefined;
  readonly log: LogPage | undefined;
  readonly inspection: Inspection | undefined;
  readonly causes?: CauseChain | undefined;
  /** Set by whoever drives the run, while it trains. */
  readonly training?: TrainingLeft | undefined;
  /** Present once the run is over. */
  readonly summary: RunSummary | undefined;
  /** How often each kind of event stands in the stream; with the summary. */
  readonly counts: Readonly<Record<string, number>> | undefined;
}
