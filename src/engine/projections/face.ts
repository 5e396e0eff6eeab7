/**
 * What it is: what each protocol's projection offers: the face of its node, its charts, its stage.
 * One module per protocol in projections/protocols/, listed in views.ts.
 */

import type { EventReader } from '../events/eventReader.ts';
import { twinnedBy } from '../faults/cards.ts';
import type { PlannedCoordination } from '../plan/plan.ts';
import type { ActorEntry } from '../kernel/run.ts';
import type { ChartRules } from './charts.ts';
import type { CoordinationResult, Stage, ViewRequest } from './frame.ts';
import type { MessageIndex } from './messages.ts';
import type { MilestoneIndex, MilestoneRules } from './milestones.ts';
import type { Handlers } from './projection.ts';

export interface FaceBrief {
  readonly coordination: PlannedCoordination;
  /** The whole run's actors. */
  readonly actors: readonly ActorEntry[];
  /** Those of this coordination. */
  readonly own: readonly ActorEntry[];
}

/** What the node on the canvas shows. */
export interface Face {
  readonly phase: string;
  /** 0..1. */
  readonly progress: number;
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export interface StageMoment {
  readonly brief: FaceBrief;
  readonly events: EventReader;
  readonly messages: MessageIndex;
  readonly milestones: MilestoneIndex;
  readonly cursor: { readonly at: number; readonly seq: number };
  readonly view: ViewRequest;
  /** What the coordination came to, once it is over. */
  readonly outcome?: Readonly<Record<string, unknown>> | undefined;
}

/** How the points of the card's charts are made is `chartRules`. State is plain data, copied by `copy`; handlers get only events of this coordination's actors. */
export interface ProtocolView<State> {
  readonly chartRules: ChartRules;
  /** Which of the card's charts have something to show for these parameters; without it all have. */
  chartsOf?(coordination: PlannedCoordination): readonly string[];
  /** Which events are points on the stage's lanes. */
  readonly milestones: MilestoneRules;
  create(brief: FaceBrief): State;
  readonly handlers: Handlers<State>;
  copy(state: State): State;
  face(state: State, brief: FaceBrief): Face;
  /** What came of it, by its outcome; without it the decision says it all. */
  resultOf?(
    outcome: Readonly<Record<string, unknown>>,
    brief: FaceBrief,
  ): CoordinationResult | undefined;
  stage(state: State, moment: StageMoment): Stage;
}

/** The short label of an actor: its pool and number, or its own name; the second instance of a twin has a prime. */
export function labelOf({ agent, agentId }: ActorEntry): string {
  const first = twinnedBy(agentId);
  const [pool = '', number = ''] = (first ?? agentId).split('/');
  const label = agent === undefined ? number : `${pool} ${number}`;
  return first === undefined ? label : `${label}′`;
}
