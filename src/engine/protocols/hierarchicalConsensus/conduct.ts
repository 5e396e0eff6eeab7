/** What it is: hierarchical_consensus as the kernel runs it: a member per participant and a coordinator. */

import type { CastSeat, Conduct, Context } from '../../contract/protocol.ts';
import type { HierarchicalParameters } from './card.ts';
import { startCoordinator, stepCoordinator } from './coordinator.ts';
import { startMember, stepMember } from './memberRole.ts';
import { bytesOf, detailOf } from './messages.ts';
import type { HierarchicalMessage } from './messages.ts';
import { HIERARCHY_MUTATORS } from './mutators.ts';
import type { HierarchicalState, MemberState } from './state.ts';

function cast(_parameters: HierarchicalParameters, participantCount: number): readonly CastSeat[] {
  const members = Array.from({ length: participantCount }, (_, i): CastSeat => ({
    role: 'member',
    participant: i,
    name: `member ${i}`,
  }));
  return [...members, { role: 'coordinator', participant: undefined, name: 'coordinator' }];
}

function start(context: Context<HierarchicalParameters>): HierarchicalState {
  return context.self.role === 'coordinator' ? startCoordinator(context) : startMember();
}

function memberAppearance({ own, views, handled, decision }: MemberState) {
  const led = [...views.values()].filter((view) => view.leading !== undefined);
  return {
    phase: decision === undefined ? own.phase : 'told',
    'messages handled': handled,
    ...(own.phase === 'voted' && { vote: own.decision }),
    ...(led.length > 0 && {
      represents: led.map(({ level, cluster }) => `L${level} c${cluster}`).join(', '),
    }),
    ...(decision !== undefined && { decision }),
  };
}

function appearance(state: HierarchicalState): Record<string, string | number | boolean> {
  if (state.role === 'member') return memberAppearance(state);
  const { levels, replacements, decision } = state;
  const clusters = levels[levels.length - 1]?.clusters ?? [];
  return {
    level: levels.length,
    clusters: clusters.length,
    reports: clusters.filter(({ report }) => report !== undefined).length,
    replacements,
    ...(decision !== undefined && { decision }),
  };
}

export const hierarchicalConduct: Conduct<
  HierarchicalState,
  HierarchicalMessage,
  HierarchicalParameters
> = {
  cast,
  start,
  step(state, input, context, outbox) {
    if (state.role === 'coordinator') stepCoordinator(state, input, context, outbox);
    else stepMember(state, input, context, outbox);
  },
  detail: detailOf,
  bytes: bytesOf,
  appearance,
  mutators: HIERARCHY_MUTATORS,
};
