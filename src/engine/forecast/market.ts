/** What it is: what an auction will take, by its format. */

import type { Figure, Prospect } from './figure.ts';
import { numberIn, wordIn } from './figure.ts';
import { lastOf, latencyDelay, thinkDelay } from './waiting.ts';

/** Rounds of these formats last so long unless the design says otherwise. */
const ROUND_MICROS: Readonly<Record<string, number>> = {
  english: 30_000_000,
  dutch: 60_000_000,
  sealed_bid: 120_000_000,
  vickrey: 120_000_000,
};
const ROUND_MICROS_OTHERWISE = 60_000_000;

/** An auction's least messages and the longest that it may last. */
export function forecastMarket(prospect: Prospect): readonly Figure[] {
  const { participants: n, network, thinkMicros } = prospect;
  const format = wordIn(prospect, 'format', 'english');
  const asked = numberIn(prospect, 'roundMicros', 0);
  const round = asked > 0 ? asked : (ROUND_MICROS[format] ?? ROUND_MICROS_OTHERWISE);
  const rounds = format === 'english' ? numberIn(prospect, 'maxRounds', 5) : 1;
  const latency = latencyDelay(network.latency);
  const answered = lastOf(n, [latency, thinkDelay(thinkMicros), latency]);
  return [
    {
      label: 'Messages at least',
      value: 4 * n,
      why: `A quote to each bidder, its bid or pass, the result and the settlement: 4n = ${4 * n}; every higher bid is quoted again.`,
    },
    {
      label: 'First answers after about',
      value: answered,
      unit: 'µs',
      why: `A quote, thinking and a bid, until the last of ${n} has answered.`,
    },
    {
      label: 'Closes at most after about',
      value: round * rounds,
      unit: 'µs',
      measure: 'virtualMicros',
      isBound: true,
      why: `${rounds === 1 ? 'One round' : `${rounds} rounds, each shorter than the one before,`} of ${Math.round(round / 1e6)} s at most.`,
    },
  ];
}
