import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDesign } from '../../../engine/document/read.ts';
import { compileDesign } from '../../../engine/plan/compile.ts';
import type { AuctionStage } from '../../../engine/projections/auctionStage.ts';
import type { FaceBrief, StageMoment } from '../../../engine/projections/face.ts';
import { Dispatcher } from '../../../engine/projections/projection.ts';
import { marketView } from '../../../engine/projections/protocols/market/view.ts';
import { finishRun, openRun } from '../../../engine/simulation.ts';
import { formatEuros } from '../../widgets/format.ts';
import { itemsOf } from './figures.ts';
import { anAuction } from './stages.testing.ts';
import { sayPayments } from './whyPayments.ts';

/** The bundles of the scenario, sold. */
function soldBundles(): AuctionStage {
  const url = new URL('../../../../scenarios/bundle-auction.json', import.meta.url);
  const read = readDesign(readFileSync(url, 'utf8'));
  if (!read.ok) throw new Error(read.problem.message);
  const { plan } = compileDesign(read.value.design);
  const { actors, events } = finishRun(openRun(plan!));
  const brief: FaceBrief = { coordination: plan!.coordinations[0]!, actors, own: actors };
  const state = marketView.create(brief);
  const dispatcher = new Dispatcher(marketView.handlers);
  for (let seq = 0; seq < events.length; seq++)
    if (events.actor(seq) >= 0) dispatcher.dispatch(state, events, seq);
  return marketView.stage(state, { brief, events } as StageMoment) as AuctionStage;
}

/** The most that these bidders' bids are worth above the reserve, by trying every choice of one bid each. */
function bestOf({ bids, reserve }: AuctionStage, bidders: readonly number[], taken = 0): number {
  const [first, ...rest] = bidders;
  if (first === undefined) return 0;
  let best = bestOf({ bids, reserve } as AuctionStage, rest, taken);
  for (const { actor, items, amount } of bids) {
    const own = itemsOf(items ?? '');
    const mask = own.reduce((sum, item) => sum | (1 << item), 0);
    if (actor !== first || (mask & taken) !== 0) continue;
    const worth = amount - reserve * own.length;
    best = Math.max(best, worth + bestOf({ bids, reserve } as AuctionStage, rest, taken | mask));
  }
  return best;
}

test('what the others would have without a winner is the most that their bids are worth', () => {
  const stage = soldBundles();
  const sentences = sayPayments(stage);
  expect(sentences).toHaveLength(stage.awards.length);
  stage.awards.forEach(({ actor, label }, i) => {
    const others = stage.bidders.map((bidder) => bidder.actor).filter((one) => one !== actor);
    const without = bestOf(stage, others);
    expect(sentences[i]).toContain(
      `Without ${label} the others’ bids would bring ${formatEuros(without)} above the reserve`,
    );
  });
});

test('nothing is said where weights bend payments or the winners are not proven', () => {
  const stage = soldBundles();
  const [first, ...rest] = stage.bidders;
  expect(sayPayments({ ...stage, bidders: [{ ...first!, weightMilli: 900 }, ...rest] })).toEqual(
    stage.isWeighted ? [] : sayPayments(stage),
  );
  const search = { ...stage.search!, bound: stage.search!.found + 1 };
  expect(sayPayments({ ...stage, search })).toEqual([]);
  expect(sayPayments(anAuction())).toEqual([]);
});
