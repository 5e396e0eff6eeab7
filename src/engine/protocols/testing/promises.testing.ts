/**
 * What it is: watchers fed by hand: a history in which a promise is broken, told up to the event that breaks it, and what the
 * watcher says then. A watcher that never speaks would pass all other tests.
 */

import { expect, test } from 'vitest';
import type { ProtocolId } from '../../contract/card.ts';
import type { Seat, Violation } from '../../contract/protocol.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import { PROTOCOLS } from '../registry.ts';

export type Told = readonly [
  kind: string,
  actor: number,
  fields?: EventRecord['fields'],
  at?: number,
];

export interface Broken {
  readonly protocol: ProtocolId;
  readonly property: string;
  /** The last one breaks it, unless it is judged at the end. */
  readonly history: readonly Told[];
  readonly says: string;
  readonly names: readonly number[];
  readonly parameters?: object;
  readonly down?: readonly number[];
}

/** How many take part. */
const COUNT: Readonly<Partial<Record<ProtocolId, number>>> = {
  simple_consensus: 3,
  hierarchical_consensus: 6,
  byzantine_consensus: 4,
  distributed_coordination: 10,
  market_coordination: 4,
  ensemble_learning: 4,
  hyperparameter_optimization: 3,
};

/** The seats of a pool `p` in the coordination `c`; actors are numbered from 0. */
function seatsOf(protocol: ProtocolId, parameters: unknown): readonly Seat[] {
  const cast = PROTOCOLS.get(protocol)!.conduct.cast(parameters, COUNT[protocol] ?? 0);
  return cast.map(({ role, participant, name, region }, actor) => ({
    actor,
    role,
    number: actor,
    agent: participant,
    agentId: participant === undefined ? `c/${name}` : `p/${participant}`,
    reputationMilli: 500,
    ...(region !== undefined && { region }),
  }));
}

/** What the watcher says of each event, and at last: of the one that breaks its promise, or at the end. */
export function judge(broken: Omit<Broken, 'says' | 'names'>): {
  readonly before: readonly (Violation | 'observed' | undefined)[];
  readonly last: Violation | 'observed' | undefined;
} {
  const { card, properties } = PROTOCOLS.get(broken.protocol)!;
  const parameters = card.parameters.parse(broken.parameters ?? {});
  const property = properties.find(({ name }) => name === broken.property);
  if (property === undefined) throw new Error(`${broken.protocol} has no ${broken.property}`);
  const seats = seatsOf(broken.protocol, parameters);
  const corrupted = new Set<number>();
  const watch = property.watch({
    parameters,
    seats,
    isByzantine: (actor) => corrupted.has(actor),
    isCrashed: (actor) => broken.down?.includes(actor) === true,
  });
  const verdicts = broken.history.map(([kind, actor, fields = {}, at], seq) => {
    expect(property.watches, `${broken.property} does not watch ${kind}`).toContain(kind);
    if (kind === 'agent.corrupted') corrupted.add(actor);
    return watch.observe({ seq, at: at ?? seq, actor, cause: -1, kind, fields });
  });
  return property.temper === 'always'
    ? { before: verdicts.slice(0, -1), last: verdicts.at(-1) }
    : { before: verdicts, last: watch.conclude() };
}

/** Each history breaks its promise at its event; and every promise of these protocols has one. */
export function testPromises(ids: readonly ProtocolId[], all: readonly Broken[]): void {
  test.each(all.map((one) => [one.protocol, one.property, one] as const))(
    '%s %s: broken at its event, said in a sentence, with names',
    (_protocol, _property, broken) => {
      const { before, last } = judge(broken);
      expect(before.filter((verdict) => verdict !== undefined && verdict !== 'observed')).toEqual(
        [],
      );
      if (last === undefined || last === 'observed') throw new Error('it said nothing');
      expect(last.explanation).toContain(broken.says);
      expect(last.actors).toEqual(broken.names);
      // No wire words, and a sentence from its first letter to its full stop.
      expect(last.explanation).not.toMatch(/[a-z]_[a-z]|[a-z][A-Z]/);
      expect(last.explanation).toMatch(/^(?:[A-Z]|p\/|c\/).*\.$/);
    },
  );

  test.each(ids)('%s has such a history of every promise', (id) => {
    const told = new Set(all.filter(({ protocol }) => protocol === id).map((one) => one.property));
    const untold = PROTOCOLS.get(id)!.properties.filter(
      ({ name, temper }) => temper !== 'sometimes' && !told.has(name),
    );
    expect(untold.map(({ name }) => name)).toEqual([]);
  });
}
