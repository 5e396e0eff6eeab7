/** What it is: small runs made by hand, for testing recordings without a simulation. */

import { SeededChoices } from '../base/choices.ts';
import { newDesign } from '../document/newDesign.ts';
import { EventLog } from '../events/eventLog.ts';
import {
  coordinationCompleted,
  KERNEL_EVENTS,
  messageDelivered,
  messageSent,
  paymentMade,
} from '../events/kernelEvents.ts';
import { defineEvent } from '../events/shape.ts';
import type { Plan } from '../plan/plan.ts';
import type { RecordedRun } from './recording.ts';

const measured = defineEvent('test.value.measured', { value: 'real', isGood: 'flag' }, '{value}');

const plan: Plan = {
  name: 'Made',
  seed: 7,
  agents: [0, 1, 2].map((index) => ({
    index,
    id: `voters/${index}`,
    pool: 'voters',
    name: `Voters ${index}`,
    kind: 'voter',
    parameters: { competence: 0.8 },
    reputationMilli: 500,
  })),
  coordinations: [
    {
      index: 0,
      id: 'vote',
      name: 'Vote',
      protocol: 'simple_consensus',
      parameters: { threshold: 0.7 },
      participants: [0, 1, 2],
      resources: { proposal: { text: 'Go', meritPpm: 1 } },
      network: {
        latency: { distribution: 'constant', micros: 5 },
        lossPpm: 0,
        duplicationPpm: 0,
        reorderPpm: 0,
        reorderMicros: 0,
      },
    },
  ],
  faults: [{ id: 'f', kind: 'crash', at: 5, agents: ['voters/0'] }],
  limits: { virtualMicrosMax: 1_000_000, eventsMax: 1_000_000 },
  expectations: [],
  currency: { symbol: '€', minorPerMajor: 100 },
};

/** About `count` events of several kinds, of which only the seed decides. */
export function madeEvents(count: number, seed: number): EventLog {
  const log = new EventLog([...KERNEL_EVENTS, measured]);
  const luck = SeededChoices.named(seed, 'events');
  let at = 0;
  while (log.length < count) {
    at += luck.below(50) === 0 ? luck.below(2 ** 31) : luck.below(900);
    const actor = luck.below(5) - 1;
    const cause = log.length === 0 || luck.below(10) === 0 ? -1 : luck.below(log.length);
    const detail = `d${luck.below(40)}`;
    const from = luck.below(4);
    switch (luck.below(5)) {
      case 0:
        log.record(messageSent, at, actor, cause, { to: 2, message: 'vote', detail, bytes: 90 });
        break;
      case 1:
        log.record(messageDelivered, at, actor, cause, { from, message: 'vote', detail });
        break;
      case 2:
        log.record(paymentMade, at, actor, cause, {
          payer: 0,
          payee: 1,
          amount: luck.below(9_000),
          purpose: 'ä 🂡 \ud800',
        });
        break;
      case 3:
        log.record(measured, at, actor, cause, {
          value: luck.fraction() - 0.5,
          isGood: luck.below(2) === 1,
        });
        break;
      default:
        log.record(coordinationCompleted, at, actor, cause, {
          coordination: 0,
          decision: 'agree',
          outcome: '{}',
          confidence: luck.below(2),
        });
    }
  }
  return log;
}

/** A run with these events. */
export function madeRun(events: EventLog): RecordedRun {
  return {
    design: newDesign('Made'),
    plan,
    actors: [0, 1, 2, 3].map((actor) => ({
      actor,
      role: actor < 3 ? 'voter' : 'coordinator',
      number: actor % 3,
      agent: actor < 3 ? actor : undefined,
      agentId: actor < 3 ? `voters/${actor}` : 'vote/coordinator',
      reputationMilli: 500,
      coordination: 0,
    })),
    events,
    interventions: [{ afterSteps: 3, at: 10, action: { kind: 'crash', agents: ['voters/1'] } }],
    status: { phase: 'finished', reason: 'settled' },
    end: events.length === 0 ? 0 : events.at(events.length - 1),
    summary: {
      digest: events.digest(),
      events: events.length,
      messages: 1,
      bytes: 2,
      virtualMicros: 3,
      coordinations: [],
      invariants: [
        {
          name: 'agreement',
          title: 'Agreement',
          coordination: 'vote',
          temper: 'always',
          held: true,
          violatedAt: undefined,
          explanation: undefined,
        },
      ],
    },
  };
}
