import { expect, test } from 'vitest';
import type { Expectation } from '../document/design.ts';
import { EventLog } from '../events/eventLog.ts';
import { KERNEL_EVENTS, networkHealed } from '../events/kernelEvents.ts';
import type { RunSummary } from '../kernel/run.ts';
import { checkExpectations, evidenceOf } from './check.ts';

const summary: RunSummary = {
  digest: 'd',
  events: 2,
  messages: 9,
  bytes: 100,
  virtualMicros: 5_000,
  coordinations: [
    {
      id: 'auction',
      name: 'Auction',
      protocol: 'market_coordination',
      status: 'completed',
      error: undefined,
      outcome: { decision: 'sold', winner: 'bidders/2', price: 4_200, weights: [0.5, 0.25] },
      confidence: 0.75,
      participants: [],
      virtualMicros: 5,
      messages: 9,
      bytes: 100,
      cost: 0.5,
    },
    {
      id: 'vote',
      name: 'Vote',
      protocol: 'simple_consensus',
      status: 'failed',
      error: 'no_consensus',
      outcome: {},
      confidence: 0,
      participants: [],
      virtualMicros: 5,
      messages: 0,
      bytes: 0,
      cost: 0.25,
    },
  ],
  invariants: [
    {
      name: 'agreement',
      title: '',
      coordination: 'auction',
      temper: 'always',
      held: false,
      violatedAt: 77,
      explanation: 'two winners',
    },
    {
      name: 'validity',
      title: '',
      coordination: 'auction',
      temper: 'always',
      held: true,
      violatedAt: undefined,
      explanation: undefined,
    },
  ],
};

const events = new EventLog(KERNEL_EVENTS);
for (const at of [1, 2]) events.record(networkHealed, at, -1, -1, { fault: 'f' });
const evidence = evidenceOf(summary, events);

test.each<[Expectation, boolean, string, string]>([
  [
    { kind: 'status', coordination: 'auction', status: 'completed' },
    true,
    'auction is completed',
    'completed',
  ],
  [
    { kind: 'status', coordination: 'auction', status: 'failed' },
    false,
    'auction is failed',
    'completed',
  ],
  [
    { kind: 'status', coordination: 'vote', status: 'failed', error: 'no_consensus' },
    true,
    'vote is failed with no_consensus',
    'failed with no_consensus',
  ],
  [
    { kind: 'status', coordination: 'vote', status: 'failed', error: 'stalled' },
    false,
    'vote is failed with stalled',
    'failed with no_consensus',
  ],
  [
    { kind: 'status', coordination: 'x', status: 'failed' },
    false,
    'x is failed',
    'no such coordination',
  ],
  [
    { kind: 'outcome', coordination: 'auction', field: 'winner', equals: 'bidders/2' },
    true,
    'winner of auction is bidders/2',
    'bidders/2',
  ],
  [
    { kind: 'outcome', coordination: 'auction', field: 'winner', equals: 'bidders/1' },
    false,
    'winner of auction is bidders/1',
    'bidders/2',
  ],
  [
    { kind: 'outcome', coordination: 'auction', field: 'price', atLeast: 4_200, atMost: 4_200 },
    true,
    'price of auction is at least 4200 and is at most 4200',
    '4200',
  ],
  [
    { kind: 'outcome', coordination: 'auction', field: 'price', atLeast: 4_201 },
    false,
    'price of auction is at least 4201',
    '4200',
  ],
  [
    { kind: 'outcome', coordination: 'auction', field: 'weights.1', equals: 0.25 },
    true,
    'weights.1 of auction is 0.25',
    '0.25',
  ],
  [
    { kind: 'outcome', coordination: 'auction', field: 'confidence', atMost: 0.7 },
    false,
    'confidence of auction is at most 0.7',
    '0.75',
  ],
  [
    { kind: 'outcome', coordination: 'auction', field: 'winner', atLeast: 1 },
    false,
    'winner of auction is at least 1',
    'bidders/2',
  ],
  [
    { kind: 'outcome', coordination: 'auction', field: 'gone.0' },
    false,
    'gone.0 of auction ',
    'nothing',
  ],
  [
    { kind: 'property', property: 'validity', held: true },
    true,
    'property validity holds',
    'holds',
  ],
  [
    { kind: 'property', property: 'agreement', held: true },
    false,
    'property agreement holds',
    'violated at 77 µs: two winners',
  ],
  [
    { kind: 'property', property: 'agreement', held: false },
    true,
    'property agreement is violated',
    'violated at 77 µs: two winners',
  ],
  [
    { kind: 'property', property: 'x', held: false },
    false,
    'property x is violated',
    'no such property',
  ],
  [
    { kind: 'events', event: 'network.healed', equals: 2 },
    true,
    'events of kind network.healed is 2',
    '2',
  ],
  [
    { kind: 'events', event: 'agent.crashed', atLeast: 1 },
    false,
    'events of kind agent.crashed is at least 1',
    '0',
  ],
  [
    { kind: 'events', event: 'unheard.of', atMost: 0 },
    true,
    'events of kind unheard.of is at most 0',
    '0',
  ],
  [
    { kind: 'measure', measure: 'messages', atMost: 8 },
    false,
    'number of messages is at most 8',
    '9',
  ],
  [{ kind: 'measure', measure: 'cost', equals: 0.75 }, true, 'cost is 0.75', '0.75'],
])('%j', (expectation, met, what, found) => {
  expect(checkExpectations([expectation], evidence)).toEqual([{ what, met, found }]);
});
