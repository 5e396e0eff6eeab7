/**
 * What it is: a double auction without messages: again and again a trader is drawn and places an order, which trades at the
 * price of the one that waits. The one in question names the limits that it states.
 */

import type { MinorUnits } from '../../base/units.ts';
import type { Offer, Question } from '../../contract/consultation.ts';
import { ask, copyMemory, luckOf, questionFor } from '../situation.ts';
import type { Situation } from '../situation.ts';

const STEPS_PER_TRADER = 12;

interface Waiting {
  readonly place: number;
  readonly isBuy: boolean;
  readonly price: MinorUnits;
}
type Tape = Extract<Question, { kind: 'order' }>['tape'];

interface Floor {
  /** Earlier orders first. */
  waiting: Waiting[];
  readonly tape: Tape[number][];
  /** By trader: how much of the tape it has heard, and how many units it has traded. */
  readonly heard: number[];
  readonly traded: number[];
}

/** What it gains by naming these limits, unit by unit. */
export function playTrading(situation: Situation, stated: readonly Offer[]): MinorUnits {
  const { arena, focus, worths, parameters } = situation;
  const asking = { ...situation, memories: situation.memories.map(copyMemory) };
  const luck = luckOf(situation);
  const isBuyer = (place: number): boolean => arena.bidders[place]?.parameters.side === 'buyer';
  const none = arena.bidders.map(() => 0);
  const floor: Floor = { waiting: [], tape: [], heard: [...none], traded: [...none] };
  const able = arena.bidders.map((_, place) => place);
  const steps = arena.bidders.reduce(
    (sum, { parameters: { demand } }) => sum + demand * STEPS_PER_TRADER,
    0,
  );
  let gain = 0;
  for (let step = 0; step < steps && able.length > 0; step++) {
    const place = able[luck.below(able.length)] ?? 0;
    const isBuy = isBuyer(place);
    const unit = floor.traded[place] ?? 0;
    const price =
      place === focus
        ? onTick(stated[unit]?.amount, isBuy, situation)
        : priceAsked(floor, asking, place, luck);
    if (price === 'done') able.splice(able.indexOf(place), 1);
    if (typeof price !== 'number') continue;
    const met = placeOrder(floor, { place, isBuy, price }, parameters.isClearedByTrade);
    for (const [side, other] of met === undefined
      ? []
      : ([
          [place, isBuy],
          [met.place, !isBuy],
        ] as const)) {
      const before = floor.traded[side] ?? 0;
      floor.traded[side] = before + 1;
      if (side !== focus) continue;
      const worth = worths[before] ?? 0;
      gain += other ? worth - (met?.price ?? 0) : (met?.price ?? 0) - worth;
    }
  }
  return gain;
}

/** A price on whole ticks that is no worse than the limit; nothing more to trade is `done`. */
function onTick(
  limit: MinorUnits | undefined,
  isBuy: boolean,
  { parameters: { tick, priceMost } }: Situation,
): MinorUnits | 'done' | undefined {
  if (limit === undefined) return 'done';
  const price = (isBuy ? Math.floor(limit / tick) : Math.ceil(limit / tick)) * tick;
  return price > 0 && price <= priceMost ? price : undefined;
}

function priceAsked(
  floor: Floor,
  asking: Situation,
  place: number,
  luck: ReturnType<typeof luckOf>,
): MinorUnits | 'done' | undefined {
  const question = questionFor(asking, place, 1);
  if (question.kind !== 'order') return 'done';
  const tape = floor.tape.slice(floor.heard[place] ?? 0);
  floor.heard[place] = floor.tape.length;
  const answer = ask(
    asking,
    place,
    {
      ...question,
      bestBid: best(floor, true)?.price ?? 0,
      bestAsk: best(floor, false)?.price ?? 0,
      tape,
      traded: floor.traded[place] ?? 0,
    },
    luck,
  );
  if (answer.kind !== 'order' || answer.isFinal) return 'done';
  return answer.order?.amount;
}

function best({ waiting }: Floor, isBuy: boolean): Waiting | undefined {
  let found: Waiting | undefined;
  for (const one of waiting) {
    if (one.isBuy !== isBuy) continue;
    if (found === undefined || (isBuy ? one.price > found.price : one.price < found.price))
      found = one;
  }
  return found;
}

/** Puts an order in the place of its trader's last one; the waiting order that it met, if any. */
function placeOrder(floor: Floor, order: Waiting, isCleared: boolean): Waiting | undefined {
  const { place, isBuy, price } = order;
  floor.waiting = floor.waiting.filter((one) => one.place !== place);
  const other = best(floor, !isBuy);
  const meets = other !== undefined && (isBuy ? other.price <= price : other.price >= price);
  if (!meets) {
    floor.waiting.push(order);
    floor.tape.push({ happened: isBuy ? 'bid' : 'ask', price, isBuy });
    return undefined;
  }
  floor.waiting = isCleared ? [] : floor.waiting.filter((one) => one !== other);
  floor.tape.push({ happened: 'trade', price: other.price, isBuy });
  return other;
}
