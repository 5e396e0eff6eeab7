/** What it is: ensemble_learning as the kernel runs it: an aggregator of its own and a member per participant. */

import type { CastSeat, Conduct } from '../../contract/protocol.ts';
import { stepAggregator } from './aggregator.ts';
import type { EnsembleParameters } from './card.ts';
import { startMember, stepMember } from './memberRole.ts';
import { bytesOf, detailOf } from './messages.ts';
import type { EnsembleMessage } from './messages.ts';
import { ENSEMBLE_MUTATORS } from './mutators.ts';
import { stepConductor } from './prequential/conductor.ts';
import { startSource, stepSource } from './prequential/source.ts';
import { startAggregator } from './start.ts';
import type { EnsembleState } from './state.ts';

function cast({ evaluation }: EnsembleParameters, participantCount: number): readonly CastSeat[] {
  const members = Array.from({ length: participantCount }, (_, i): CastSeat => ({
    role: 'member',
    participant: i,
    name: `member ${i}`,
  }));
  const aggregator: CastSeat = { role: 'aggregator', participant: undefined, name: 'aggregator' };
  const source: CastSeat = { role: 'source', participant: undefined, name: 'source' };
  return evaluation === 'prequential' ? [...members, aggregator, source] : [...members, aggregator];
}

function appearance(state: EnsembleState): Record<string, string | number | boolean> {
  if (state.role === 'member') {
    const { phase, learner, batch, answered } = state;
    return { phase, learner: learner === '' ? '–' : learner, batch, 'batches answered': answered };
  }
  if (state.role === 'source') return { rows: state.order.length, 'rows given': state.drawn };
  const { stage, rows, right, spent, live } = state;
  return {
    phase: stage.phase,
    batch: 'batch' in stage ? stage.batch : stage.phase === 'idle' ? stage.next : '–',
    'rows decided': rows,
    'rows right': right,
    'credits spent': spent / 1_000_000,
    'members ready': state.members.filter((member) => member.isReady).length,
    ...(live !== undefined && {
      'rows kept': live.window.length,
      drifts: live.drifts,
      replacements: live.replacements,
    }),
  };
}

export const ensembleConduct: Conduct<EnsembleState, EnsembleMessage, EnsembleParameters> = {
  cast,
  start(context) {
    switch (context.self.role) {
      case 'aggregator':
        return startAggregator(context);
      case 'source':
        return startSource();
      default:
        return startMember();
    }
  },
  step(state, input, context, outbox) {
    switch (state.role) {
      case 'aggregator':
        return state.live === undefined
          ? stepAggregator(state, input, context, outbox)
          : stepConductor(state, state.live, input, context, outbox);
      case 'source':
        return stepSource(state, input, context, outbox);
      case 'member':
        return stepMember(state, input, context, outbox);
    }
  },
  detail: detailOf,
  bytes: bytesOf,
  appearance,
  mutators: ENSEMBLE_MUTATORS,
};
