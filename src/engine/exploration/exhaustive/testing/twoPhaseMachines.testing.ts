/**
 * What it is: two-phase commit as machines that send messages: each manager asks its agent whether it can commit; the
 * coordinator, which may give up at any time, commits when all have said that they are prepared.
 * Source: as twoPhaseCommit.testing.ts, where the network is a set of all that was ever sent; here each message arrives once.
 */

import { z } from 'zod';
import type { AnyProtocol, Context, Message, Outbox } from '../../../contract/protocol.ts';
import { defineEvent } from '../../../events/shape.ts';

const decided = defineEvent('twoPhase.decided', { verdict: 'text' }, 'decides {verdict}');

interface Said extends Message {
  readonly kind: 'prepared' | 'commit' | 'abort';
}

interface State {
  phase: 'working' | 'prepared' | 'committed' | 'aborted';
  /** Of the coordinator: who is prepared. */
  readonly heard: Set<number>;
}

function decide(state: State, phase: 'committed' | 'aborted', outbox: Outbox<Message>): void {
  if (state.phase === phase) return;
  state.phase = phase;
  outbox.record(decided, { verdict: phase });
}

function conclude(
  state: State,
  verdict: 'commit' | 'abort',
  context: Context<unknown>,
  outbox: Outbox<Message>,
): void {
  if (state.phase !== 'working') return;
  state.phase = verdict === 'commit' ? 'committed' : 'aborted';
  outbox.broadcast(context.role('manager'), { kind: verdict });
}

const QUESTION = { kind: 'vote', round: 1, proposal: '', meritPpm: 0, rationales: [] } as const;

/** Wrong when hasty: the coordinator commits as soon as it heard of one. */
export function twoPhaseMachines(isHasty = false): AnyProtocol {
  return {
    card: {
      id: 'simple_consensus',
      title: 'Two-phase commit',
      summary: 'All commit, or none.',
      paper: { authors: 'none', title: 'none', venue: 'none', year: 1978 },
      version: 1,
      participants: { least: 1, most: 10 },
      agentKinds: ['voter'],
      roles: [
        { id: 'manager', title: 'Manager', isParticipant: true },
        { id: 'coordinator', title: 'Coordinator', isParticipant: false },
      ],
      parameters: z.object({}),
      assumptions: { time: 'none', faults: 'none' },
      messages: [],
      behaviours: [],
      events: [decided],
      ignoreReasons: {},
      errors: {},
      decisions: [],
      charts: [],
      stage: 'votes',
      inputs: [],
    },
    conduct: {
      cast: (_, count) => [
        ...Array.from({ length: count }, (_unused, i) => {
          return { role: 'manager', participant: i, name: '' };
        }),
        { role: 'coordinator', participant: undefined, name: 'coordinator' },
      ],
      start: (): State => ({ phase: 'working', heard: new Set() }),
      step(unknown, input, context, outbox) {
        // The state is what `start` gave.
        const state = unknown as State;
        const [coordinator] = context.role('coordinator');
        const managers = context.role('manager');
        const isManager = context.self.role === 'manager';
        if (input.kind === 'started') outbox.consult(QUESTION);
        if (input.kind === 'answered') {
          const isReady = input.answer.kind === 'vote' && input.answer.decision === 'agree';
          if (!isManager && !isReady) conclude(state, 'abort', context, outbox);
          if (!isManager || state.phase !== 'working') return;
          if (!isReady) decide(state, 'aborted', outbox);
          else {
            state.phase = 'prepared';
            outbox.send(coordinator!, { kind: 'prepared' });
          }
        }
        if (input.kind !== 'delivered') return;
        const { kind } = input.message as Said;
        if (isManager) decide(state, kind === 'commit' ? 'committed' : 'aborted', outbox);
        else {
          state.heard.add(input.from);
          const isEnough = isHasty || state.heard.size === managers.length;
          if (isEnough) conclude(state, 'commit', context, outbox);
        }
      },
      detail: ({ kind }) => kind,
      bytes: () => 1,
      appearance: () => ({}),
      mutators: {},
    },
    properties: [
      {
        name: 'consistent',
        title: 'No manager commits what another aborted',
        temper: 'always',
        watches: [decided.kind],
        orderMatters: [],
        watch: () => {
          const verdicts = new Set<string>();
          return {
            observe: ({ actor, fields }) => {
              verdicts.add(String(fields['verdict']));
              if (verdicts.size < 2) return undefined;
              return { explanation: 'Some committed and some aborted.', actors: [actor] };
            },
            conclude: () => undefined,
          };
        },
      },
    ],
  };
}
