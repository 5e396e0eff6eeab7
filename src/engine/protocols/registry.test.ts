/** What each protocol does, held against what its card says of it: the planner believes the card. */

import { describe, expect, test } from 'vitest';
import { ownActors } from '../contract/card.ts';
import type { ProtocolId } from '../contract/card.ts';
import type { Wire } from './byzantineConsensus/conduct/messages.ts';
import type { DistributedMessage } from './distributedCoordination/conduct/messages.ts';
import type { EnsembleMessage } from './ensembleLearning/messages.ts';
import type { HierarchicalMessage } from './hierarchicalConsensus/messages.ts';
import type { TuningMessage } from './hyperparameterOptimization/conduct/messages.ts';
import type { MarketMessage } from './marketCoordination/conduct/messages.ts';
import { PROTOCOLS } from './registry.ts';
import type { SimpleMessage } from './simpleConsensus/messages.ts';

/** Each kind of a union of messages once: the compiler complains of one that is missing or too many. */
type Every<Sent extends { readonly kind: string }> = Readonly<Record<Sent['kind'], true>>;

const SIMPLE: Every<SimpleMessage> = { proposal: true, vote: true, decline: true, verdict: true };
const HIERARCHICAL: Every<HierarchicalMessage> = {
  convene: true,
  announce: true,
  heartbeat: true,
  ask: true,
  vote: true,
  decline: true,
  report: true,
  receipt: true,
  decision: true,
  learned: true,
};
const BYZANTINE: Every<Wire> = {
  request: true,
  prePrepare: true,
  prepare: true,
  commit: true,
  reply: true,
  checkpoint: true,
  viewChange: true,
  newView: true,
  status: true,
  fill: true,
  state: true,
};
const MARKET: Every<MarketMessage> = {
  quote: true,
  bid: true,
  pass: true,
  receipt: true,
  rejection: true,
  retraction: true,
  book: true,
  order: true,
  result: true,
  settlement: true,
};
const ENSEMBLE: Every<EnsembleMessage> = {
  train: true,
  trained: true,
  predict: true,
  predicted: true,
  learn: true,
  combine: true,
  decline: true,
  draw: true,
  arrived: true,
  classify: true,
  reveal: true,
  revealed: true,
  teach: true,
  taught: true,
};
const TUNING: Every<TuningMessage> = {
  assign: true,
  report: true,
  decline: true,
  stop: true,
  noted: true,
  ready: true,
  alive: true,
  over: true,
};
const DISTRIBUTED: Every<DistributedMessage> = {
  ping: true,
  ack: true,
  pingReq: true,
  sync: true,
  requestVote: true,
  vote: true,
  append: true,
  appended: true,
  snapshot: true,
  leads: true,
  elsewhere: true,
  presiding: true,
  prepare: true,
  promised: true,
  accept: true,
  accepted: true,
  refused: true,
  forward: true,
  catchUp: true,
  decided: true,
  place: true,
  placed: true,
  release: true,
  released: true,
  submit: true,
  settled: true,
  report: true,
  survey: true,
  census: true,
};
const SENT: ReadonlyMap<ProtocolId, Readonly<Record<string, true>>> = new Map<
  ProtocolId,
  Readonly<Record<string, true>>
>([
  ['simple_consensus', SIMPLE],
  ['hierarchical_consensus', HIERARCHICAL],
  ['byzantine_consensus', BYZANTINE],
  ['market_coordination', MARKET],
  ['ensemble_learning', ENSEMBLE],
  ['hyperparameter_optimization', TUNING],
  ['distributed_coordination', DISTRIBUTED],
]);

describe.each([...PROTOCOLS])('%s', (id, { card, conduct }) => {
  test('has a card for every kind of message that it sends, and for no other', () => {
    expect(card.messages.map(({ kind }) => kind).toSorted()).toEqual(
      Object.keys(SENT.get(id) ?? {}).toSorted(),
    );
  });

  test('decides by events of its own', () => {
    const own = card.events.map(({ kind }) => kind);
    expect(card.decisions.length).toBeGreaterThan(0);
    expect(card.decisions.filter((kind) => !own.includes(kind))).toEqual([]);
  });

  test('brings the actors and regions that its card names', () => {
    const { least, most } = card.participants;
    const ways = id === 'ensemble_learning' ? [{}, { evaluation: 'prequential' }] : [{}];
    const sizes = [...new Set([least, least + 1, Math.min(most, 40)])];
    for (const [given, count] of ways.flatMap((way) => sizes.map((size) => [way, size] as const))) {
      const parameters = card.parameters.parse(given);
      const cast = conduct.cast(parameters, count);
      const own = cast.filter(({ participant }) => participant === undefined);
      expect(ownActors(card, parameters, count)).toEqual(own.map(({ name }) => name));
      card.regions?.(parameters, count).forEach(({ participants, actors = [] }, region) => {
        const there = cast.filter((seat) => seat.region === region);
        const members = there.flatMap(({ participant }) => participant ?? []);
        expect(participants).toEqual(members);
        expect(actors).toEqual(own.filter((seat) => seat.region === region).map((one) => one.name));
      });
    }
  });
});
