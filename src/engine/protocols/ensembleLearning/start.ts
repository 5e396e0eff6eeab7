/** What it is: the aggregator before anything has happened, for rows held out and for prequential evaluation. */

import { newScoreRecord } from '../../learning/ensemble/weights.ts';
import type { Ensemble } from './effects.ts';
import { CALIBRATION_BINS } from './counting.ts';
import { newLiveState } from './prequential/live.ts';
import { classCount, zeros } from './split.ts';
import type { AggregatorState, MemberRecord } from './state.ts';
import { expertsOf, firstWeight } from './weighting.ts';

/** The aggregator before it has split anything or asked for any rows. */
export function startAggregator(context: Ensemble): AggregatorState {
  const { parameters } = context;
  const classes = classCount(context.resources);
  const seats = context.seats.filter((seat) => seat.role === 'member');
  const inService = seats.length - spareCount(seats.length, context);
  const places = Array.from({ length: inService }, (_, i) => i);
  return {
    role: 'aggregator',
    stage: { phase: 'waiting' },
    trainingRows: [],
    trainingSince: 0,
    folds: [],
    rowWeights: [],
    batches: [],
    members: seats.map((seat, i): MemberRecord => ({
      actor: seat.actor,
      agent: seat.agentId,
      learner: '',
      isReady: false,
      ...newScoreRecord(),
      weight: i < inService ? firstWeight(inService, parameters) : 0,
      right: 0,
      rows: 0,
      behind: 0,
      ahead: 0,
      price: 0,
      say: undefined,
      probed: [],
    })),
    places,
    live:
      parameters.evaluation === 'prequential'
        ? newLiveState(seats.length, inService, parameters)
        : undefined,
    experts: expertsOf(inService, parameters),
    confusion: zeros(classes * classes),
    rows: 0,
    answered: 0,
    right: 0,
    confidence: 0,
    calibration: Array.from({ length: CALIBRATION_BINS }, () => ({
      rows: 0,
      right: 0,
      confidence: 0,
    })),
    spent: 0,
    estimates: undefined,
    texts: undefined,
  };
}

/** How many members, the last ones, begin as spares; at least one is in service. */
function spareCount(members: number, { parameters }: Ensemble): number {
  const { evaluation, replacement, spares } = parameters;
  return evaluation === 'prequential' && replacement === 'spare'
    ? Math.min(spares, members - 1)
    : 0;
}
