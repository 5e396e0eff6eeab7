/** What it is: byzantine_consensus as the kernel sees it: who takes part, one step, how a state looks. */

import { assertNever } from '../../../base/invariant.ts';
import type { CastSeat, Conduct } from '../../../contract/protocol.ts';
import type { Parameters } from '../card.ts';
import { mutators } from '../adversary/mutators.ts';
import { stepClient } from './client.ts';
import type { ClientState } from './clientState.ts';
import { durableClientOf, startClient } from './clientState.ts';
import { stateText } from './digests.ts';
import { durableOf } from './durable.ts';
import type { Wire } from './messages.ts';
import { stepReplica } from './replica.ts';
import { HONEST } from './rules.ts';
import type { Rules } from './rules.ts';
import type { ReplicaState } from './state.ts';
import { isPrimary } from './state.ts';
import { startReplica } from './startReplica.ts';
import { bytes, detail } from './wire.ts';

export type State = ReplicaState | ClientState;

/** What ships. */
export const conduct: Conduct<State, Wire, Parameters> = conductWith(HONEST);

/** The conduct by these rules: other than HONEST for tests only. */
export function conductWith(rules: Rules): Conduct<State, Wire, Parameters> {
  return {
    cast(_, participantCount): readonly CastSeat[] {
      const replicas = Array.from({ length: participantCount }, (__, participant) => ({
        role: 'replica',
        participant,
        name: `replica${participant}`,
      }));
      return [...replicas, { role: 'client', participant: undefined, name: 'client' }];
    },

    start: (context) =>
      context.self.role === 'client' ? startClient(context, rules) : startReplica(context, rules),

    step(state, input, context, outbox) {
      switch (state.role) {
        case 'replica':
          return stepReplica(state, input, context, outbox);
        case 'client':
          return stepClient(state, input, context, outbox);
        default:
          return assertNever(state);
      }
    },

    durable: (state) => (state.role === 'client' ? durableClientOf(state) : durableOf(state)),

    detail,
    bytes,

    appearance: (state) => (state.role === 'client' ? clientLooks(state) : replicaLooks(state)),

    mutators,
  };
}

function replicaLooks(state: ReplicaState): Readonly<Record<string, string | number | boolean>> {
  return {
    View: state.view,
    'Changing views': state.isChanging,
    Primary: !state.isChanging && isPrimary(state),
    Executed: state.executed,
    Proposed: state.proposed,
    'Low water mark': state.low,
    'High water mark': state.low + state.sizes.window,
    'Waiting requests': state.waitingCount,
    'Log entries': state.service.length,
    'Log sum': state.service.sum,
    'Log digest': stateText(state.service),
    'Lacks the state at': state.target?.sequence ?? 'nothing',
  };
}

function clientLooks(state: ClientState): Readonly<Record<string, string | number | boolean>> {
  return {
    Submitted: state.submitted,
    Answered: state.answered,
    'In flight': state.submitted - state.answered,
    Retries: state.retries,
    'Log digest': state.order === '' ? 'empty' : state.order,
  };
}
