/**
 * What it is: what happens to a message on its way: how long it takes, whether it is lost, doubled or
 * held back.
 *
 * Luck. Nothing is drawn from a stream. The luck of a message is a pure function of the run's seed, the
 * names of the coordination, of the sender and of the receiver, and the number of this sending among
 * all of the sender's (one broadcast is one sending, whatever the number of its receivers). So a new
 * agent, a crash or a message of somebody else changes nobody's luck, and no state needs copying.
 *   word  = avalanche(sender's base + number × golden ratio)     once for each sending
 *   luck  = avalanche(word xor receiver's base)                  once for each receiver
 *   words = avalanche(luck + constant of the purpose)            latency, loss, doubling, holding back
 * The bases are two words of the named streams `link/<coordination>/<agent>`; avalanche is the finaliser
 * of MurmurHash3, after which every bit depends on every bit before.
 * Units: virtual microseconds; shares in parts per million.
 */

import { avalanche, SeededChoices } from '../base/choices.ts';
import { PPM_ONE } from '../base/units.ts';
import type { Micros, Ppm } from '../base/units.ts';
import type { NetworkSettings } from '../document/design.ts';
import { LatencyTable } from './latency.ts';

/** Why a message did not arrive. */
export const DROP_REASONS = {
  lost: 'The network lost it.',
  partitioned: 'The network is split between sender and receiver.',
  cut: 'The link from sender to receiver is cut.',
  receiverCrashed: 'The receiver was down when it arrived.',
  scheduled: 'The schedule says that it does not arrive.',
} as const;
export type DropReason = keyof typeof DROP_REASONS;

const GOLDEN = 0x9e3779b9 | 0;
/** One constant for each purpose, so that its word has nothing to do with the others'. */
const LOSS = 0x68bc21eb | 0;
const DOUBLING = 0x02e5be93 | 0;
const HOLDING = 0x3c6ef372 | 0;
const HOLDING_TIME = 0x517cc1b7 | 0;
const COPY = 0x27220a95 | 0;

/** The two words that stand for an actor in the luck of messages. */
export interface LinkBases {
  readonly sending: number;
  readonly receiving: number;
}

/** The bases of the actor called `name` in a coordination of the run with this seed. */
export function linkBases(seed: number, coordination: string, name: string): LinkBases {
  const choices = SeededChoices.named(seed, `link/${coordination}/${name}`);
  return { sending: choices.word() | 0, receiving: choices.word() | 0 };
}

/** The word of the sender's sending with this number. */
export function sendingWord(sendingBase: number, number: number): number {
  return avalanche((sendingBase + Math.imul(number, GOLDEN)) | 0) | 0;
}

/** The luck of a sending on its way to one receiver. */
export function linkLuck(word: number, receivingBase: number): number {
  return avalanche(word ^ receivingBase) | 0;
}

/** The luck of the second of two copies, or of what else travels together. */
export function copyLuck(luck: number, copy: number): number {
  return avalanche((luck + Math.imul(copy, COPY)) | 0) | 0;
}

/** The links of one coordination: all alike, each with its own luck. */
export class Links {
  /** Whether anything but latency may happen to a message. */
  readonly isEventful: boolean;
  private readonly latencies: LatencyTable;
  private readonly lossBelow: number;
  private readonly doublingBelow: number;
  private readonly holdingBelow: number;
  private readonly holdingMost: Micros;

  constructor(settings: NetworkSettings) {
    this.latencies = new LatencyTable(settings.latency);
    this.lossBelow = threshold(settings.lossPpm);
    this.doublingBelow = threshold(settings.duplicationPpm);
    this.holdingBelow = settings.reorderMicros > 0 ? threshold(settings.reorderPpm) : 0;
    this.holdingMost = settings.reorderMicros;
    this.isEventful = this.lossBelow + this.doublingBelow + this.holdingBelow > 0;
  }

  /** How long the message travels. */
  delay(luck: number): Micros {
    const latency = this.latencies.sample(luck >>> 0);
    if (this.holdingBelow === 0) return latency;
    if (avalanche(luck + HOLDING) >= this.holdingBelow) return latency;
    const share = avalanche(luck + HOLDING_TIME) / 2 ** 32;
    return latency + 1 + Math.floor(share * this.holdingMost);
  }

  /** Whether it is lost on its way. */
  isLost(luck: number): boolean {
    return this.lossBelow > 0 && avalanche(luck + LOSS) < this.lossBelow;
  }

  /** Whether it arrives twice, the second time with the luck of its copy. */
  isDoubled(luck: number): boolean {
    return this.doublingBelow > 0 && avalanche(luck + DOUBLING) < this.doublingBelow;
  }
}

/** Words below this are a share `ppm` of all words. */
function threshold(ppm: Ppm): number {
  return Math.round((ppm / PPM_ONE) * 2 ** 32);
}
