import { expect, test } from 'vitest';
import { Tabletop } from '../../testing/tabletop.testing.ts';
import type { DistributedParameters } from '../card.ts';
import type { DistributedMessage } from '../conduct/messages.ts';
import type { DistributedState, MemberState } from '../conduct/state.ts';
import { distributedCoordination } from '../protocol.ts';

/** Three regions of three voters; a test delivers every message by hand. */
function cluster() {
  const table = new Tabletop<DistributedState, DistributedMessage, DistributedParameters>(
    distributedCoordination,
    { regions: 3, votersPerRegion: 3, preVote: false, checkQuorum: false, runMicros: 600_000_000 },
    Array.from({ length: 12 }, () => ({})),
  );
  for (let actor = 0; actor < 12; actor++) table.step(actor, { kind: 'started' });
  return table;
}

test('DC-2 regression: who leads again after a crash opens no ballot that lies in its log', () => {
  const table = cluster();
  const raft = (actor: number) => (table.states[actor] as MemberState).raft!;
  const among = (...actors: number[]): void => {
    table.deliverAll(({ from, to }) => !actors.includes(from) || !actors.includes(to));
  };
  const waitAndTick = (): void => {
    table.now += 10_000_000;
    table.expire(0, 'regions.tick');
  };
  const ballots = () => table.said('regions.ballot.opened').map(({ ballot }) => ballot);
  table.expire(0, 'raft.election');
  among(0, 1, 2);
  waitAndTick();
  among(0, 1, 2);
  expect(ballots()).toHaveLength(1);
  const { promised } = raft(0).image;
  expect(promised).toBe(ballots()[0]);

  // It comes back with its log and has applied nothing of it.
  table.restart(0);
  table.letters = [];
  table.expire(0, 'raft.election');
  table.deliverAll(({ message, to }) => message.kind === 'append' || to > 2);
  expect(raft(0)).toMatchObject({ role: 'leader', image: { promised: -1 } });
  waitAndTick();
  expect(ballots()).toHaveLength(1);
  table.expire(0, 'raft.heartbeat');
  among(0, 1, 2);
  expect(raft(0).image.promised).toBe(promised);
  waitAndTick();
  expect(ballots()).toHaveLength(2);
  expect(Number(ballots()[1])).toBeGreaterThan(promised);
});
