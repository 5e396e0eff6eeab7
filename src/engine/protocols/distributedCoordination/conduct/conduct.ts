/** What it is: distributed_coordination as the kernel runs it, made from its rules. */

import type { Conduct } from '../../../contract/protocol.ts';
import type { DistributedParameters } from '../card.ts';
import { startClient, stepClient } from './client.ts';
import type { Desk } from './desk.ts';
import { castCluster, regionSteps } from './layout.ts';
import { layDesk, showMember, startMember, stepMember } from './member.ts';
import type { DistributedMessage } from './messages.ts';
import { DISTRIBUTED_MUTATORS } from './mutators.ts';
import type { Rules } from './rules.ts';
import type { DistributedState } from './state.ts';
import { bytesOf, detailOf } from './wire.ts';

export type DistributedConduct = Conduct<
  DistributedState,
  DistributedMessage,
  DistributedParameters
>;

/** The conduct that keeps these rules; only tests make one from others than the honest ones. */
export function conductOf(rules: Rules): DistributedConduct {
  // Every field but the rules is set anew before each step of a member.
  const desk = { rules } as Desk;
  return {
    cast: castCluster,
    regionLatency(parameters, from, to) {
      // On a circle of as many regions as were asked for: fewer are there only in clusters of a few nodes.
      const steps = regionSteps(from, to, parameters.regions);
      return steps === 0 ? parameters.intraRegionMicros : steps * parameters.interRegionMicros;
    },
    start(context) {
      return context.self.role === 'client'
        ? startClient(context.self.region ?? 0)
        : startMember(context);
    },
    step(state, input, context, outbox) {
      if (state.role === 'client') return stepClient(state, input, context, outbox);
      layDesk(desk, context, outbox);
      stepMember(state, input, desk);
    },
    detail: detailOf,
    bytes: bytesOf,
    appearance(state): Record<string, string | number | boolean> {
      if (state.role === 'member') return showMember(state);
      const { brought, settled, waiting } = state;
      return { brought, settled, waiting: waiting.size };
    },
    mutators: DISTRIBUTED_MUTATORS,
  };
}
