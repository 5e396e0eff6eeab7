/**
 * What it is: what is sold in each auction of a series: how many units, from which reserve, and what a common value shows of
 * itself. Supply swings by chance; the reserve follows demand by the rule of a base fee: an eighth at most, in whole numbers
 *   reserve' = reserve + ⌊reserve × (sold share − 1/2) × 2 / 8⌋
 * so that it rises when all is sold, and falls when nothing is.
 */

import type { MinorUnits } from '../../../base/units.ts';

import type { AuctionRules } from '../mechanism/mechanism.ts';
import type { Clock } from '../mechanism/dutch.ts';
import { drawCommonValue, drawUnits } from '../mechanism/lotDraws.ts';
import type { Lot } from './state.ts';
import type { Market } from './rules.ts';

const STEP = 8;

/** The good for sale; without one connected, something without a reserve. */
export function goodOf(context: Market): { readonly name: string; readonly reserve: number } {
  return context.resources.good ?? { name: 'the good', reserve: 0 };
}

/** The first auction, or the one after `last` in which `sold` of its units went. */
export function nextLot(context: Market, last?: Lot, sold = 0): Lot {
  const auction = last === undefined ? 0 : last.auction + 1;
  const { sellers, isReserveMoving } = context.parameters;
  const before = last?.reserve ?? goodOf(context).reserve;
  const reserve = last === undefined || !isReserveMoving ? before : moved(before, sold, last.units);
  return {
    auction,
    seller: auction % sellers,
    units: drawUnits(context.parameters, context.choices),
    reserve,
    ...drawCommonValue(context.parameters, context.role('bidder').length, context.choices),
  };
}

function moved(reserve: MinorUnits, sold: number, units: number): MinorUnits {
  return Math.max(1, reserve + Math.floor((reserve * (2 * sold - units)) / (units * STEP)));
}

/** The rules of this auction. */
export function rulesOf(context: Market, lot: Lot): AuctionRules {
  const { start, increment, isReserveHidden } = context.parameters;
  return { reserve: lot.reserve, start, increment, isReserveHidden, units: lot.units };
}

/** The clock of a Dutch auction; its floor is the reserve. */
export function clockOf(context: Market, lot: Lot): Clock {
  const { clockStart, clockDecrement } = context.parameters;
  return { start: clockStart, decrement: clockDecrement, floor: Math.max(1, lot.reserve) };
}
