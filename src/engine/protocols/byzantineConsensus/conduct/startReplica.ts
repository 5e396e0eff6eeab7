/** What it is: the state in which a replica begins. */

import { EMPTY_SERVICE } from './digests.ts';
import type { Rules } from './rules.ts';
import { makeCheckpoint, sizesOf } from './state.ts';
import type { Ctx, ReplicaState } from './state.ts';
import { emptyBallots } from './votes.ts';

/** A replica that has seen nothing. */
export function startReplica(context: Ctx, rules: Rules): ReplicaState {
  const replicas = context.role('replica');
  const sizes = sizesOf(context.parameters, replicas.length, rules);
  const { clients } = context.parameters;
  const replies = Array.from({ length: clients }, () => ({ timestamp: 0, result: '' }));
  const genesis = { sequence: 0, service: EMPTY_SERVICE, replies: [...replies] };
  return {
    role: 'replica',
    sizes,
    number: context.self.number,
    firstReplica: replicas[0] ?? 0,
    client: context.role('client')[0] ?? 0,
    others: replicas.filter((actor) => actor !== context.self.actor),
    view: 0,
    isChanging: false,
    low: 0,
    slots: [],
    ballots: emptyBallots(sizes.window, sizes.n),
    assigned: 0,
    assignedTimestamps: replies.map(() => 0),
    waiting: replies.map(() => undefined),
    waitingCount: 0,
    expected: undefined,
    isBatchTimerSet: false,
    isBatchDue: false,
    proposed: 0,
    open: 0,
    heard: 0,
    executed: 0,
    service: EMPTY_SERVICE,
    replies,
    checkpoints: [makeCheckpoint(genesis, rules)],
    checkpointVotes: new Map(),
    beyond: replicas.map(() => undefined),
    target: undefined,
    viewChanges: replicas.map(() => undefined),
    newView: undefined,
    attempts: 0,
    early: [],
    earlyCounts: replicas.map(() => 0),
    peersExecuted: replicas.map(() => 0),
    isRequestTimerSet: false,
    isNewViewTimerSet: false,
    isStatusTimerSet: false,
    statusMark: '',
    statusRounds: 0,
    hasEnteredView: false,
    mayExecute: false,
    mayPropose: false,
  };
}
