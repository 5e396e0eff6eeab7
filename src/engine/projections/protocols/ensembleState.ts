/** What it is: what the projection of an ensemble knows at a moment of the stream. */

import type {
  Adaptation,
  CalibrationBin,
  EnsembleStage,
  EnsembleSubset,
} from '../ensembleStage.ts';
import type { EstimatesState } from './ensembleEstimates.ts';
import { NO_ESTIMATES } from './ensembleEstimates.ts';
import { NO_TEXTS } from './ensembleTexts.ts';
import type { TextsState } from './ensembleTexts.ts';
import type { LeadSums } from './ensembleLead.ts';
import { NO_LEAD } from './ensembleLead.ts';

/** A member; changed in place. */
export interface Member {
  learner: string;
  weight: number;
  say: number | undefined;
  /** Rows of the batches in which it was scored, and its scores weighted by them. */
  scores: number;
  scoreTotal: number;
  state: 'training' | 'ready' | 'failed';
  reason: string;
  duty: EnsembleStage['members'][number]['duty'];
  drifts: number;
  lead: LeadSums;
}

/** An adaptation by actors; the labels come with the picture. */
export type Noted = Omit<Adaptation, 'member' | 'other'> & {
  readonly member: number;
  readonly other: number | undefined;
};

export interface EnsembleState {
  batch: number;
  rows: number;
  correct: number;
  answered: number;
  confidence: number;
  decided: number;
  readonly members: Map<number, Member>;
  /** By tenth of confidence. */
  readonly calibration: Map<number, CalibrationBin>;
  /** Counts by `truth:predicted`. */
  readonly confusion: Map<string, number>;
  /** [same, rows] by `one:other`. */
  readonly agreement: Map<string, readonly [number, number]>;
  front: readonly EnsembleSubset[];
  estimates: EstimatesState;
  texts: TextsState;
  /** The batch that was decided last: its rows, and those that were right, or the sum of its squared errors. */
  latest: { readonly rows: number; readonly merit: number };
  regret: EnsembleStage['regret'];
  readonly adaptations: Noted[];
}

/** The member, entered when it is first heard of. */
export function memberOf(state: EnsembleState, actor: number): Member {
  let member = state.members.get(actor);
  if (member === undefined) {
    member = {
      learner: '',
      weight: 1,
      say: undefined,
      scores: 0,
      scoreTotal: 0,
      state: 'training',
      reason: '',
      duty: undefined,
      drifts: 0,
      lead: NO_LEAD,
    };
    state.members.set(actor, member);
  }
  return member;
}

/** Before the first event. */
export function createState(): EnsembleState {
  return {
    batch: 0,
    rows: 0,
    correct: 0,
    answered: 0,
    confidence: 0,
    decided: 0,
    members: new Map(),
    calibration: new Map(),
    confusion: new Map(),
    agreement: new Map(),
    front: [],
    estimates: NO_ESTIMATES,
    texts: NO_TEXTS,
    latest: { rows: 0, merit: 0 },
    regret: undefined,
    adaptations: [],
  };
}

/** A copy that further events do not change. */
export function copyState(state: EnsembleState): EnsembleState {
  return {
    ...state,
    members: new Map([...state.members].map(([actor, member]) => [actor, { ...member }])),
    calibration: new Map(state.calibration),
    confusion: new Map(state.confusion),
    agreement: new Map(state.agreement),
    adaptations: [...state.adaptations],
  };
}
