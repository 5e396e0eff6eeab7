/** What it is: ensemble_learning as the kernel runs it: an aggregator of its own and a member per participant. */

import type { CastSeat, Conduct } from '../../contract/protocol.ts';
import { startAggregator, stepAggregator } from './aggregator.ts';
import type { EnsembleParameters } from './card.ts';
import { startMember, stepMember } from './memberRole.ts';
import { bytesOf, detailOf } from './messages.ts';
import type { EnsembleMessage } from './messages.ts';
import { ENSEMBLE_MUTATORS } from './mutators.ts';
import type { EnsembleState } from './state.ts';

function cast(_parameters: EnsembleParameters, participantCount: number): readonly CastSeat[] {
  const members = Array.from({ length: participantCount }, (_, i): CastSeat => ({
    role: 'member',
    participant: i,
    name: `member ${i}`,
  }));
  return [...members, { role: 'aggregator', participant: undefined, name: 'aggregator' }];
}

function appearance(state: EnsembleState): Record<string, string | number | boolean> {
  if (state.role === 'member') {
    const { phase, learner, batch, answered } = state;
    return { phase, learner: learner === '' ? '–' : learner, batch, 'batches answered': answered };
  }
  const { stage, rows, right, spent } = state;
  return {
    phase: stage.phase,
    batch: stage.phase === 'gathering' ? stage.batch : stage.phase === 'idle' ? stage.next : '–',
    'rows decided': rows,
    'rows right': right,
    'credits spent': spent / 1_000_000,
    'members ready': state.members.filter((member) => member.isReady).length,
  };
}

export const ensembleConduct: Conduct<EnsembleState, EnsembleMessage, EnsembleParameters> = {
  cast,
  start: (context) =>
    context.self.role === 'aggregator' ? startAggregator(context) : startMember(),
  step(state, input, context, outbox) {
    if (state.role === 'aggregator') stepAggregator(state, input, context, outbox);
    else stepMember(state, input, context, outbox);
  },
  detail: detailOf,
  bytes: bytesOf,
  appearance,
  mutators: ENSEMBLE_MUTATORS,
};
