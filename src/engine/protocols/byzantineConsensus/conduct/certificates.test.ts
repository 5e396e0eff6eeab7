import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parametersSchema } from '../card.ts';
import { decide, isSound, orderedIn } from './certificates.ts';
import { digestOf } from './digests.ts';
import type { Claim, ViewChangeBody } from './messages.ts';
import { NULL_DIGEST } from './messages.ts';
import type { Sizes } from './state.ts';
import { sizesOf } from './state.ts';

const sizes = (n: number): Sizes =>
  sizesOf(parametersSchema.parse({ window: 8, checkpointInterval: 4 }), n);
const claim = (sequence: number, digest: string, view: number): Claim => ({
  sequence,
  digest,
  view,
});
const GENESIS = { sequence: 0, digest: 'genesis' };

function vote(replica: number, parts: Partial<ViewChangeBody> = {}): ViewChangeBody {
  return {
    kind: 'viewChange',
    view: 9,
    stable: 0,
    checkpoints: [GENESIS],
    prepared: [],
    prePrepared: parts.prepared ?? [],
    requests: [],
    replica,
    ...parts,
  };
}

describe('what a new view starts from', () => {
  test('PBFT-31 nothing prepared: the genesis and no proposals', () => {
    const votes = [vote(0), vote(1), vote(2)];
    expect(decide(votes, sizes(4))).toEqual({ stable: GENESIS, proposals: [] });
    expect(decide(votes.slice(1), sizes(4))).toBeUndefined();
  });

  test('PBFT-31 the highest checkpoint that f + 1 hold and a quorum is not beyond', () => {
    const held = [GENESIS, { sequence: 4, digest: 's4' }];
    const one = [vote(0, { checkpoints: held }), vote(1), vote(2)];
    expect(decide(one, sizes(4))?.stable).toEqual(GENESIS);
    const two = [vote(0, { checkpoints: held }), vote(1, { checkpoints: held }), vote(2)];
    expect(decide(two, sizes(4))?.stable.sequence).toBe(4);
    const beyond = { stable: 4, checkpoints: [{ sequence: 4, digest: 's4' }] };
    const three = [vote(0, beyond), vote(1), vote(2)];
    // Only two still have their log from 0 on, only one vouches for 4.
    expect(decide(three, sizes(4))).toBeUndefined();
    expect(decide([...three, vote(3, { checkpoints: held })], sizes(4))?.stable.sequence).toBe(4);
  });
});

describe('what stands at a sequence', () => {
  const chosen = (...votes: ViewChangeBody[]) => decide(votes, sizes(4))?.proposals;

  test('PBFT-31 what was prepared is proposed again, gaps are null, the end is not', () => {
    const prepared = [claim(1, 'a', 0), claim(3, 'c', 0)];
    expect(chosen(vote(0, { prepared }), vote(1, { prePrepared: prepared }), vote(2))).toEqual([
      { sequence: 1, digest: 'a' },
      { sequence: 2, digest: NULL_DIGEST },
      { sequence: 3, digest: 'c' },
    ]);
  });

  test('PBFT-31 the digest of the highest view wins, not the first or lowest found', () => {
    const votes = [
      vote(0, { prepared: [claim(1, 'old', 1)] }),
      vote(1, { prepared: [claim(1, 'new', 5)] }),
      vote(2, { prePrepared: [claim(1, 'new', 5)] }),
    ];
    expect(chosen(...votes)).toEqual([{ sequence: 1, digest: 'new' }]);
    expect(chosen(...votes.toReversed(), vote(3))).toEqual([{ sequence: 1, digest: 'new' }]);
    // Both could be chosen; all must choose alike.
    const both = [...votes, vote(3, { prePrepared: [claim(1, 'old', 1)] })];
    expect(chosen(...both)).toEqual([{ sequence: 1, digest: 'new' }]);
  });

  test('PBFT-31 A1: it waits while fewer than a quorum are without a later or other claim', () => {
    const votes = [
      vote(0, { prepared: [claim(1, 'a', 1)] }),
      vote(1, { prePrepared: [claim(1, 'a', 1)] }),
      vote(2, { prepared: [claim(1, 'lie', 8)] }),
    ];
    expect(chosen(...votes)).toBeUndefined();
    const witness = vote(3, { prepared: [claim(1, 'a', 1)] });
    expect(chosen(...votes, witness)).toEqual([{ sequence: 1, digest: 'a' }]);
  });

  test('PBFT-31 A2: what only one claims to have pre-prepared is not believed', () => {
    const lie = vote(2, { prepared: [claim(1, 'lie', 8)] });
    expect(chosen(vote(0), vote(1), lie)).toBeUndefined();
    expect(chosen(vote(0), vote(1), lie, vote(3))).toEqual([]);
  });

  test('PBFT-31 a Q entry of an earlier view is not behind a claim of a later one', () => {
    const lie = vote(2, { prepared: [claim(1, 'a', 8)] });
    const votes = [vote(0, { prePrepared: [claim(1, 'a', 3)] }), vote(1), lie, vote(3)];
    expect(chosen(...votes)).toEqual([]);
  });

  test('PBFT-34 the requests that certificates name come with them', () => {
    const body = { kind: 'request' as const, client: 0, timestamp: 1, operation: 'append 1' };
    const requests = orderedIn([vote(0, { requests: [body] }), vote(1)]);
    expect(requests.get(digestOf(body))).toBe(body);
  });
});

describe('a view change', () => {
  const body = { kind: 'request' as const, client: 0, timestamp: 1, operation: 'append 1' };
  const digest = digestOf(body);
  const own = { prepared: [claim(1, digest, 0)], requests: [body] };

  test('PBFT-28 an honest one is sound', () => {
    expect(isSound(vote(0, own), sizes(4))).toBe(true);
    expect(isSound(vote(0), sizes(4))).toBe(true);
  });

  const unsound: [string, Partial<ViewChangeBody>][] = [
    ['a view below 1', { view: 0 }],
    ['a claim of a view that was still to come', { ...own, prepared: [claim(1, digest, 9)] }],
    ['a claim without its request', { prepared: [claim(1, digest, 0)] }],
    ['a claim above its window', { ...own, prepared: [claim(9, digest, 0)] }],
    ['a claim below its low mark', { ...own, prepared: [claim(0, digest, 0)] }],
    [
      'two claims for one sequence',
      { ...own, prepared: [claim(1, digest, 0), claim(1, NULL_DIGEST, 1)] },
    ],
    ['prepared without pre-prepared', { ...own, prePrepared: [] }],
    [
      'pre-prepared in an earlier view than prepared',
      { ...own, prepared: [claim(1, digest, 3)], prePrepared: [claim(1, digest, 2)] },
    ],
    [
      'the same pre-prepared twice',
      { ...own, prePrepared: [claim(1, digest, 0), claim(1, digest, 1)] },
    ],
    ['no stable checkpoint', { checkpoints: [] }],
    ['a checkpoint where none is taken', { checkpoints: [GENESIS, { sequence: 3, digest: 'x' }] }],
    ['checkpoints out of order', { checkpoints: [GENESIS, GENESIS] }],
  ];
  test.each(unsound)('PBFT-28 is refused with %s', (_, parts) => {
    expect(isSound(vote(0, parts), sizes(4))).toBe(false);
  });
});

/**
 * A history of one sequence: in each view the primary proposes to some honest replicas, some prepare; once
 * a quorum may have prepared, later views propose the same. Liars say anything.
 */
interface History {
  readonly votes: readonly ViewChangeBody[];
  readonly committed: string | undefined;
  readonly honest: readonly ViewChangeBody[];
}

function history(n: number, dice: (bound: number) => number): History {
  const { f, quorum } = sizes(n);
  const honest = Array.from({ length: n - f }, () => ({
    prepared: undefined as Claim | undefined,
    prePrepared: new Map<string, number>(),
  }));
  let committed: string | undefined;
  for (let view = 0; view < 4; view++) {
    const told = honest.map(() => committed ?? ['a', 'b', NULL_DIGEST, 'none'][dice(4)]!);
    for (const digest of ['a', 'b', NULL_DIGEST]) {
      const here = honest.filter((_, i) => told[i] === digest);
      for (const replica of here) replica.prePrepared.set(digest, view);
      if (here.length + f < quorum) continue;
      const preparing = here.filter(() => dice(2) === 1);
      for (const replica of preparing) replica.prepared = claim(1, digest, view);
      if (preparing.length + f >= quorum) committed ??= digest;
    }
  }
  const truths = honest.map(({ prepared, prePrepared }, replica) =>
    vote(replica, {
      prepared: prepared === undefined ? [] : [prepared],
      prePrepared: [...prePrepared].map(([digest, view]) => claim(1, digest, view)),
    }),
  );
  const lies = Array.from({ length: f }, (_, i) => {
    const any = () => claim(1, ['a', 'b', NULL_DIGEST, 'lie'][dice(4)]!, dice(9));
    const prepared = dice(2) === 0 ? [] : [any()];
    return vote(n - f + i, { prepared, prePrepared: [...prepared, any()] });
  });
  return { votes: [...truths, ...lies], committed, honest: truths };
}

describe('whatever f liars claim', () => {
  const runs = fc.tuple(
    fc.constantFrom(4, 5, 6, 7, 10),
    fc.infiniteStream(fc.nat({ max: 1_000_000 })),
  );

  test('PBFT-40 what was committed is chosen, by any quorum, and all honest view changes decide', () => {
    fc.assert(
      fc.property(runs, ([n, stream]) => {
        const dice = (bound: number): number => (stream.next().value as number) % bound;
        const { votes, committed, honest } = history(n, dice);
        const some = votes.filter(() => dice(4) > 0);
        const at = (list: readonly ViewChangeBody[]): string | undefined => {
          const decision = decide(list, sizes(n));
          return decision && (decision.proposals[0]?.digest ?? NULL_DIGEST);
        };
        for (const list of [some, votes, honest]) {
          const digest = at(list);
          if (committed !== undefined && digest !== undefined) expect(digest).toBe(committed);
          if (digest !== undefined) expect(digest).not.toBe('lie');
        }
        expect(at(honest)).toBeDefined();
        expect(at(votes)).toBeDefined();
      }),
      { numRuns: 400 },
    );
  });
});
