/**
 * What it is: what follows from a set of view changes: the checkpoint from which the new view starts and
 * what stands at each sequence after it. Pure: the new primary and every backup compute the same.
 * Source: Castro and Liskov, TOCS 2002, section 3.2.4 (figure 3, conditions A1, A2, A3 and B). The sets P
 * and Q are claims, not proofs, and need no signed prepares: P is believed when Q entries of f + 1
 * replicas stand behind it, so that an honest one pre-prepared the request, and null is chosen only when
 * a quorum has prepared nothing. Any quorum holds an honest member of the quorum that prepared what may
 * have been committed, so neither invented nor hidden claims of f liars can undo it.
 * Cost: sequences × claims there × view changes; only when a view changes.
 */

import { compareTexts } from '../../../base/canonical.ts';
import { digestOf } from './digests.ts';
import type { Claim, Place, OrderedBody, ViewChangeBody } from './messages.ts';
import { NULL_DIGEST } from './messages.ts';
import type { Sizes } from './state.ts';

export interface Decision {
  readonly stable: Place;
  /** From stable.sequence + 1 on, without gaps; the last is not null. */
  readonly proposals: readonly Place[];
}

/** What the view changes (of distinct replicas, each of them valid) decide; undefined: more are needed. */
export function decide(votes: readonly ViewChangeBody[], sizes: Sizes): Decision | undefined {
  const stable = chooseCheckpoint(votes, sizes);
  if (stable === undefined) return undefined;
  const claims = claimsBySequence(votes);
  const highest = Math.max(stable.sequence, ...claims.keys());
  const last = Math.min(highest, stable.sequence + sizes.window);
  const proposals: Place[] = [];
  for (let sequence = stable.sequence + 1; sequence <= last; sequence++) {
    const digest = chooseDigest(votes, claims.get(sequence) ?? [], sequence, sizes);
    if (digest === undefined) return undefined;
    if (digest === NULL_DIGEST && !sizes.rules.fillsGaps) continue;
    proposals.push({ sequence, digest });
  }
  while (proposals.at(-1)?.digest === NULL_DIGEST) proposals.pop();
  return { stable, proposals };
}

/**
 * The highest checkpoint that f + 1 hold (one of them honest, so that it is right and can be had) and
 * above which a quorum still has its log.
 */
function chooseCheckpoint(votes: readonly ViewChangeBody[], sizes: Sizes): Place | undefined {
  const holders = new Map<string, { readonly place: Place; count: number }>();
  for (const { checkpoints } of votes) {
    for (const place of checkpoints) {
      const key = `${place.sequence}:${place.digest}`;
      const known = holders.get(key);
      if (known === undefined) holders.set(key, { place, count: 1 });
      else known.count++;
    }
  }
  return [...holders.values()]
    .filter(({ place, count }) => {
      const open = votes.filter(({ stable }) => stable <= place.sequence).length;
      return count >= sizes.f + 1 && open >= sizes.viewChanges;
    })
    .map(({ place }) => place)
    .sort((x, y) => y.sequence - x.sequence || compareTexts(x.digest, y.digest))[0];
}

/** A claim of P, and who makes it: a place in the list of votes. */
interface Claimed extends Claim {
  readonly voter: number;
}

/** Highest view first, so that the first that can be chosen is the latest. */
function claimsBySequence(votes: readonly ViewChangeBody[]): Map<number, Claimed[]> {
  const claims = new Map<number, Claimed[]>();
  votes.forEach(({ prepared }, voter) => {
    for (const claim of prepared) {
      const list = claims.get(claim.sequence);
      if (list === undefined) claims.set(claim.sequence, [{ ...claim, voter }]);
      else list.push({ ...claim, voter });
    }
  });
  for (const list of claims.values()) {
    list.sort((x, y) => y.view - x.view || compareTexts(x.digest, y.digest));
  }
  return claims;
}

function chooseDigest(
  votes: readonly ViewChangeBody[],
  claims: readonly Claimed[],
  sequence: number,
  sizes: Sizes,
): string | undefined {
  const open = votes.filter(({ stable }) => stable < sequence).length;
  const { rules } = sizes;
  for (const claim of rules.choosesLatest ? claims : claims.toReversed()) {
    // A1: a quorum prepared nothing else there in this view or later.
    const against = claims.filter(
      ({ view, digest }) => view > claim.view || (view === claim.view && digest !== claim.digest),
    ).length;
    if (open - against < sizes.viewChanges && rules.choosesLatest) continue;
    // A2: an honest replica pre-prepared it in this view or later.
    const behind = votes.filter(({ prePrepared }) =>
      prePrepared.some(
        (one) => one.sequence === sequence && one.digest === claim.digest && one.view >= claim.view,
      ),
    ).length;
    if (behind >= sizes.f + 1 || !rules.needsVouchers) return claim.digest;
  }
  // B: a quorum prepared nothing there.
  return open - claims.length >= sizes.viewChanges ? NULL_DIGEST : undefined;
}

/** The requests and batches that the view changes carry, by digest. */
export function orderedIn(votes: readonly ViewChangeBody[]): Map<string, OrderedBody> {
  const requests = new Map<string, OrderedBody>();
  for (const vote of votes) {
    for (const request of vote.requests) requests.set(digestOf(request), request);
  }
  return requests;
}

/** Whether a view change is one that an honest replica could have sent, as far as it shows by itself. */
export function isSound(body: ViewChangeBody, sizes: Sizes): boolean {
  const { stable, checkpoints, prepared, prePrepared, view } = body;
  if (!Number.isSafeInteger(view) || view < 1) return false;
  if (!Number.isSafeInteger(stable) || stable < 0 || checkpoints[0]?.sequence !== stable) {
    return false;
  }
  const last = stable + sizes.window;
  return (
    areCheckpointsSound(checkpoints, sizes.interval) &&
    areClaimsSound(body, last) &&
    prepared.every((claim, i) => i === 0 || (prepared[i - 1] as Claim).sequence < claim.sequence) &&
    prepared.every((claim) => prePrepared.some((one) => isBehind(one, claim)))
  );
}

/** Ascending, and where checkpoints are taken; one taken over may lie above the window. */
function areCheckpointsSound(checkpoints: readonly Place[], interval: number): boolean {
  return checkpoints.every(
    ({ sequence }, i) =>
      Number.isSafeInteger(sequence) &&
      sequence % interval === 0 &&
      (i === 0 || (checkpoints[i - 1] as Place).sequence < sequence),
  );
}

/** In the window, of earlier views, each digest with its request, and Q each digest once. */
function areClaimsSound(body: ViewChangeBody, last: number): boolean {
  const carried = new Set(body.requests.map(digestOf)).add(NULL_DIGEST);
  const seen = new Set(body.prePrepared.map(({ sequence, digest }) => `${sequence}:${digest}`));
  if (seen.size !== body.prePrepared.length) return false;
  return [...body.prepared, ...body.prePrepared].every(
    ({ sequence, view, digest }) =>
      Number.isSafeInteger(sequence) &&
      sequence > body.stable &&
      sequence <= last &&
      Number.isSafeInteger(view) &&
      view >= 0 &&
      view < body.view &&
      carried.has(digest),
  );
}

/** Who has prepared something has pre-prepared it, then or later. */
function isBehind(one: Claim, claim: Claim): boolean {
  return one.sequence === claim.sequence && one.digest === claim.digest && one.view >= claim.view;
}
