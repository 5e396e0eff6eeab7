/** What it is: simple_consensus as the kernel runs it: a coordinator of its own and a voter per participant. */

import type { CastSeat, Conduct, Context } from '../../contract/protocol.ts';
import type { SimpleParameters } from './card.ts';
import { startCoordinator, stepCoordinator } from './coordinator.ts';
import { bytesOf, detailOf } from './messages.ts';
import type { SimpleMessage } from './messages.ts';
import { SIMPLE_MUTATORS } from './mutators.ts';
import type { SimpleState } from './state.ts';
import { startVoter, stepVoter } from './voterRole.ts';

function cast(_parameters: SimpleParameters, participantCount: number): readonly CastSeat[] {
  const voters = Array.from({ length: participantCount }, (_, i): CastSeat => ({
    role: 'voter',
    participant: i,
    name: `voter ${i}`,
  }));
  return [...voters, { role: 'coordinator', participant: undefined, name: 'coordinator' }];
}

function start(context: Context<SimpleParameters>): SimpleState {
  return context.self.role === 'coordinator' ? startCoordinator(context) : startVoter();
}

function appearance(state: SimpleState): Record<string, string | number | boolean> {
  const { stage } = state;
  if (state.role === 'voter') {
    const round = 'round' in stage ? stage.round : 0;
    const voted = stage.phase === 'voted' ? detailOf(stage.answer) : '';
    const verdict = stage.phase === 'told' ? stage.decision : '';
    return { phase: stage.phase, round, ...(voted && { voted }), ...(verdict && { verdict }) };
  }
  const shown = { phase: stage.phase, round: state.round, proposal: state.text };
  if (stage.phase === 'over') return { ...shown, verdict: stage.verdict };
  if (stage.phase !== 'gathering') return shown;
  const known = stage.ballots.filter((ballot) => ballot !== undefined);
  return { ...shown, ballots: known.length, missing: stage.ballots.length - known.length };
}

export const simpleConduct: Conduct<SimpleState, SimpleMessage, SimpleParameters> = {
  cast,
  start,
  step(state, input, context, outbox) {
    if (state.role === 'coordinator') stepCoordinator(state, input, context, outbox);
    else stepVoter(state, input, context, outbox);
  },
  detail: detailOf,
  bytes: bytesOf,
  appearance,
  mutators: SIMPLE_MUTATORS,
};
