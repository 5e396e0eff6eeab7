/**
 * What it is: what faults of links do to the messages on them: nothing passes, some are lost, doubled, late
 * or held back so that others overtake them.
 * Luck. As in link.ts nothing is drawn: each trouble has a word of its own, derived from the run's seed and
 * the fault's name, which is mixed with the luck of the message. So a fault changes nobody's luck but that of
 * the messages it strikes, and several faults strike independently of one another.
 * Shapes: `from` and `to` are indexed by actor. Units: virtual microseconds; shares in parts per million.
 * Cost: a few look-ups for each trouble in force.
 */

import { avalanche, SeededChoices } from '../base/choices.ts';
import { PPM_ONE } from '../base/units.ts';
import type { ActorIndex, Micros } from '../base/units.ts';
import type { LinkTrouble } from '../plan/plannedFault.ts';

/** The share of a trouble, and how long a message that is held back may be held. */
const HOLDING_TIME = 0x2545f491 | 0;

/** One trouble in force, with its ends as actors. */
export interface Disturbance {
  readonly trouble: LinkTrouble;
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly word: number;
  /** Words below this are the trouble's share of all words. */
  readonly below: number;
}

/** A trouble of links in force in the run with this seed; `fault` is its name. */
export function disturbance(
  seed: number,
  fault: string,
  trouble: LinkTrouble,
  ends: { readonly from: Uint8Array; readonly to: Uint8Array },
): Disturbance {
  const word = SeededChoices.named(seed, `disturbance/${fault}/${trouble.kind}`).word() | 0;
  const share = 'sharePpm' in trouble ? trouble.sharePpm : PPM_ONE;
  return { trouble, ...ends, word, below: Math.round((share / PPM_ONE) * 2 ** 32) };
}

/** All troubles of links that are in force. */
export class Disturbances {
  readonly isAny: boolean;
  private readonly all: readonly Disturbance[];

  constructor(all: readonly Disturbance[]) {
    this.all = all;
    this.isAny = all.length > 0;
  }

  /** Whether nothing passes from one to the other. */
  isCut(from: ActorIndex, to: ActorIndex): boolean {
    return this.all.some((one) => one.trouble.kind === 'cut' && isStruck(one, from, to));
  }

  /** Whether a message of this luck is lost. */
  isLost(from: ActorIndex, to: ActorIndex, luck: number): boolean {
    return this.all.some(
      (one) => one.trouble.kind === 'loss' && isStruck(one, from, to) && happens(one, luck),
    );
  }

  /** Whether it arrives once more. */
  isDoubled(from: ActorIndex, to: ActorIndex, luck: number): boolean {
    return this.all.some(
      (one) => one.trouble.kind === 'duplication' && isStruck(one, from, to) && happens(one, luck),
    );
  }

  /** How much longer it travels. */
  delay(from: ActorIndex, to: ActorIndex, luck: number): Micros {
    let micros = 0;
    for (const one of this.all) {
      if (!isStruck(one, from, to)) continue;
      if (one.trouble.kind === 'delay') micros += one.trouble.delayMicros;
      if (one.trouble.kind === 'reordering' && happens(one, luck)) {
        const share = avalanche((luck ^ one.word) + HOLDING_TIME) / 2 ** 32;
        micros += 1 + Math.floor(share * one.trouble.holdMicros);
      }
    }
    return micros;
  }
}

export const NO_DISTURBANCES = new Disturbances([]);

function isStruck(
  { trouble, from: left, to: right }: Disturbance,
  from: ActorIndex,
  to: ActorIndex,
) {
  if (left[from] === 1 && right[to] === 1) return true;
  return !trouble.link.oneWay && left[to] === 1 && right[from] === 1;
}

function happens({ word, below }: Disturbance, luck: number): boolean {
  return avalanche(luck ^ word) < below;
}
