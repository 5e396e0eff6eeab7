/**
 * What it is: what a bidder may state instead of the truth, drawn at random: the same share of everything, another share of each
 * unit or bundle, a little beside the truth, just above or below what a rival bids, fewer things than it wants, larger raises.
 * Units: whole minor units.
 */

import type { Choices } from '../base/choices.ts';
import type { MinorUnits } from '../base/units.ts';
import type { Offer } from '../contract/consultation.ts';
import type { AuctionFormat } from '../protocols/marketCoordination/card.ts';
import { hasOffers } from '../protocols/marketCoordination/mechanism/formats.ts';
import type { StandingBid } from '../protocols/marketCoordination/mechanism/mechanism.ts';
import { bidderOf } from './situation.ts';
import type { Situation } from './situation.ts';

export const LIE_KINDS = ['share', 'each', 'near', 'aimed', 'fewer', 'jump'] as const;
export type LieKind = (typeof LIE_KINDS)[number];

/** What is stated; the truth is what is wanted, without a jump. */
export interface Statement {
  readonly offers: readonly Offer[];
  /** English: how much more than the least it raises by. */
  readonly jump: MinorUnits;
}

export interface Lie extends Statement {
  readonly kind: LieKind;
}

const NEAR = 3;
const TIMES_MOST = 2;

/** The truth, as far as its budget goes. */
export function truth(situation: Situation): Statement {
  return { offers: affordable(situation, situation.wants), jump: 0 };
}

/** Everything at this share of what it is worth. */
export function sharedLie(situation: Situation, share: number): Lie {
  const offers = situation.wants.map(({ amount, items }) => ({
    amount: Math.round(amount * share),
    items,
  }));
  return { kind: 'share', offers: affordable(situation, offers), jump: 0 };
}

/** Kinds of lie that mean something in a format. */
export function kindsFor(format: AuctionFormat): readonly LieKind[] {
  if (hasOffers(format)) return ['each', 'near', 'aimed', 'fewer'];
  if (format === 'double_auction') return ['each', 'near', 'fewer'];
  if (format === 'english') return ['each', 'near', 'jump'];
  return format === 'dutch' ? ['each', 'near'] : ['each', 'near', 'aimed'];
}

/** A lie of this kind. */
export function drawLie(
  situation: Situation,
  kind: LieKind,
  rivals: readonly StandingBid[],
  choices: Choices,
): Lie {
  const { wants } = situation;
  const offers = offersOf(situation, kind, rivals, choices).filter(({ amount }) => amount > 0);
  const largest = Math.max(0, ...wants.map(({ amount }) => amount));
  const jump = kind === 'jump' ? choices.below(Math.max(1, Math.round(largest / 2))) : 0;
  return { kind, offers: affordable(situation, offers), jump };
}

function offersOf(
  situation: Situation,
  kind: LieKind,
  rivals: readonly StandingBid[],
  choices: Choices,
): readonly Offer[] {
  const { wants, focus } = situation;
  switch (kind) {
    case 'share':
    case 'jump':
      return wants;
    case 'each':
      return wants.map(({ amount, items }) => ({
        amount: Math.round(amount * choices.fraction() * TIMES_MOST),
        items,
      }));
    case 'near':
      return wants.map(({ amount, items }) => ({
        amount: amount + choices.below(2 * NEAR + 1) - NEAR,
        items,
      }));
    case 'aimed': {
      if (rivals.length === 0) return wants;
      const { weightMilli } = bidderOf(situation, focus);
      return wants.map(({ items }) => {
        const rival = rivals[choices.below(rivals.length)];
        const equal = Math.floor((rival?.effective ?? 0) / weightMilli);
        return { amount: equal + choices.below(3) - 1, items };
      });
    }
    case 'fewer':
      return wants.filter(() => choices.fraction() < 0.5);
  }
}

/** What its budget covers: of bundles one can be won, of units all. */
function affordable({ budget, parameters }: Situation, offers: readonly Offer[]): readonly Offer[] {
  if (parameters.format === 'combinatorial') return offers.filter(({ amount }) => amount <= budget);
  let left = budget;
  const kept: Offer[] = [];
  for (const { amount, items } of offers) {
    const most = Math.min(amount, left);
    if (most <= 0) continue;
    left -= most;
    kept.push({ amount: most, items });
  }
  return kept;
}
