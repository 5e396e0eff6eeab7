/** What it is: a worker's end of the deviation tester: one tester, opened for a design. */

import { invariant } from '../engine/base/invariant.ts';
import { LIES_PER_SITUATION, openTester } from '../engine/incentives/tester.ts';
import type { Tester } from '../engine/incentives/tester.ts';
import { AUCTION_FORMATS } from '../engine/protocols/marketCoordination/card.ts';
import type { IncentivesBrief, IncentivesWorker } from './incentivesApi.ts';

/** A deviation tester in this thread. */
export function createIncentivesHost(): IncentivesWorker {
  let tester: Tester | undefined;
  return {
    open: (design, coordination) => {
      tester = openTester(design, coordination);
      return Promise.resolve(tester === undefined ? undefined : briefOf(tester));
    },
    test: (format, from, to) => {
      invariant(tester !== undefined, 'no market is open to be tested');
      return Promise.resolve(tester.test(format, from, to));
    },
  };
}

function briefOf(tester: Tester): IncentivesBrief {
  const reasons = AUCTION_FORMATS.flatMap((format) => {
    const reason = tester.refused(format);
    return reason === undefined ? [] : [[format, reason] as const];
  });
  const { arena } = tester;
  return {
    bidders: arena.bidders.length,
    format: arena.parameters.format,
    refused: Object.fromEntries(reasons),
    liesPerSituation: LIES_PER_SITUATION,
  };
}
