import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDesign } from '../../../document/read.ts';
import type { Run } from '../../../kernel/run.ts';
import { compileDesign } from '../../../plan/compile.ts';
import { finishRun, openRun } from '../../../simulation.ts';
import { marketCard } from '../../../protocols/marketCoordination/card.ts';
import type { AuctionStage } from '../../auctionStage.ts';
import { ChartIndex } from '../../charts.ts';
import type { FaceBrief, StageMoment } from '../../face.ts';
import { Dispatcher } from '../../projection.ts';
import { marketView } from './view.ts';

/** A scenario to its end, and how its market looks before an event, and at its end. */
function watch(scenario: string) {
  const url = new URL(`../../../../../scenarios/${scenario}.json`, import.meta.url);
  const read = readDesign(readFileSync(url, 'utf8'));
  if (!read.ok) throw new Error(read.problem.message);
  const { plan } = compileDesign(read.value.design);
  const run: Run = finishRun(openRun(plan!));
  const { events } = run;
  const coordination = plan!.coordinations[0]!;
  const brief: FaceBrief = { coordination, actors: run.actors, own: run.actors };
  const before = (end: number) => {
    const state = marketView.create(brief);
    const dispatcher = new Dispatcher(marketView.handlers);
    for (let seq = 0; seq < end; seq++)
      if (events.actor(seq) >= 0) dispatcher.dispatch(state, events, seq);
    const stage = marketView.stage(state, { brief, events } as StageMoment) as AuctionStage;
    return { stage, face: marketView.face(state, brief) };
  };
  /** The place of the n-th event of a kind. */
  const place = (kind: string, n = 1) => {
    let seen = 0;
    for (let seq = 0; seq < events.length; seq++)
      if (events.kind(seq) === events.kindId(kind) && ++seen === n) return seq;
    throw new Error(`no ${kind} ${n}`);
  };
  const charts = () => {
    const ids = marketView.chartsOf!(coordination);
    const plans = marketCard.charts.filter(({ id }) => ids.includes(id));
    const index = new ChartIndex(0, run.actors, plans, marketView.chartRules);
    for (let seq = 0; seq < events.length; seq++) index.feed(events, seq);
    return new Map(index.chartsAt(['all'], events.length).map((chart) => [chart.id, chart]));
  };
  const result = marketView.resultOf!(run.summary().coordinations[0]!.outcome, brief);
  return { before, place, charts, result, length: events.length };
}

test.each([
  ['vickrey-auction', 'Licence to bidders 1', ['Paid', '€\u202f80.39']],
  ['bundle-auction', 'Frequency bands to 3 bidders', ['Paid', '€\u202f460.09']],
  ['shill-series', '24 of 24 auctions sold', ['Revenue', expect.stringMatching(/^€.2.199\.11$/)]],
  ['double-auction', /^\d+ trades in /, ['Mean price', expect.stringMatching(/^€\u202f\d/)]],
])('of %s it is said what went to whom, for how much', (scenario, words, figure) => {
  const { result } = watch(scenario);
  expect(result?.words).toMatch(words);
  expect(result?.figure).toEqual(figure);
});

test('before the first event there is an auction without bids, of every format', () => {
  for (const scenario of ['english-auction', 'double-auction', 'bundle-auction', 'ring-series']) {
    const { stage, face } = watch(scenario).before(0);
    expect(stage).toMatchObject({ kind: 'auction', bids: [], price: undefined, reason: '' });
    expect(stage.bidders.length).toBeGreaterThan(1);
    expect(stage.format).not.toBe('');
    expect(stage.good).not.toBe('');
    expect(face).toMatchObject({ phase: 'waiting', progress: 0 });
  }
});

describe('a weighted Vickrey auction', () => {
  const market = watch('vickrey-auction');
  const { stage } = market.before(market.length);

  test('shows the weights that decided, not those that the payment has earned since', () => {
    const winner = stage.bidders.find(({ state }) => state === 'won')!;
    expect(winner.weightMilli).toBe(1_300);
    expect(winner.reputationMilli).toBeGreaterThan(800);
    expect(stage).toMatchObject({ price: 8_039, winner: winner.label, isWeighted: true });
  });

  test('is settled with what it was worth beside the best', () => {
    expect(stage.welfare).toEqual({ value: 10_500, best: 12_000, paid: 8_039 });
    expect([...market.charts().keys()]).toEqual(['bids', 'welfare', 'bidCount']);
  });
});

describe('a Dutch auction', () => {
  const market = watch('dutch-auction');

  test('has a clock from its start to what the winner pays', () => {
    const { stage, face } = market.before(market.place('market.price.changed', 12));
    expect(stage).toMatchObject({ clockStart: 20_000, price: 17_500, bids: [] });
    expect(face.facts[1]).toEqual(['Clock', '€\u202f175.00']);
    const end = market.before(market.length).stage;
    expect(end.price).toBeLessThan(17_500);
    expect(end.bids).toHaveLength(1);
    const clock = market.charts().get('price')!.series;
    expect(clock.map(({ id }) => id)).toEqual(['clock']);
    expect(clock[0]!.y.at(-1)).toBe(end.price! / 100);
  });
});

describe('a combinatorial auction', () => {
  const market = watch('bundle-auction');
  const { stage } = market.before(market.length);

  test('names the items of each bid and how far the search came', () => {
    expect(stage.units).toBe(6);
    expect(stage.bids.every(({ items }) => /^\d( \+ \d)*$/.test(items))).toBe(true);
    expect(stage.search?.found).toBe(stage.search?.bound);
    const won = stage.awards.reduce((sum, { amount }) => sum + amount, 0);
    // The search counts what bids are above the reserve.
    expect(stage.search?.found).toBe(won - 6 * stage.reserve);
    expect(
      market
        .charts()
        .get('search')!
        .series.map(({ id }) => id),
    ).toEqual(['found', 'bound']);
  });
});

describe('a double auction', () => {
  const market = watch('double-auction');

  test('knows the side of each trader and what it traded at', () => {
    const { stage, face } = market.before(market.length);
    const traded = stage.bidders.filter((bidder) => bidder.traded.length > 0);
    expect(traded).toHaveLength(2 * stage.book.trades.length);
    for (const { label, side } of traded) expect(label.startsWith(side!)).toBe(true);
    expect(face.facts.slice(1, 3)).toEqual([
      ['Last trade', '€\u202f179.00'],
      ['Trades', '5'],
    ]);
  });

  test('has the tops of its book and its trades over time, and no surplus beside the gains', () => {
    const charts = market.charts();
    expect(charts.get('book')!.series.map(({ id }) => id)).toEqual(['buy', 'sell', 'trade']);
    expect(charts.get('welfare')!.series.map(({ id }) => id)).toEqual(['paid', 'best', 'value']);
  });
});

describe('a series in which a shill is found', () => {
  const market = watch('shill-series');
  const { stage, face } = market.before(market.length);

  test('lists its auctions with their sellers, prices and winners', () => {
    const { sales, auctions, sellers } = stage.series!;
    expect([sales.length, auctions, sellers]).toEqual([24, 24, 3]);
    expect(sales.map(({ seller }) => seller).slice(0, 4)).toEqual([0, 1, 2, 0]);
    expect(sales.every(({ winners, price }) => winners.length === 1 && price! > 0)).toBe(true);
    expect(sales.at(-1)!.price).toBe(stage.price);
    expect(face.facts).toContainEqual(['Auction', '24 of 24']);
  });

  test('shows the bids of the auction that is held, and counts all', () => {
    expect(stage.bids.length).toBeLessThan(60);
    expect(stage.taken).toBe(513);
  });

  test('links the shill, and nobody else, with the seller it bids for', () => {
    expect(stage.series!.company).toMatchObject([
      { label: 'shills 0', with: { kind: 'seller', seller: 0 }, together: 8 },
    ]);
    expect(stage.flags).toMatchObject([{ label: 'shills 0', code: 'shill_bidding_detected' }]);
  });

  test('has its fall among the reputations that are shown', () => {
    const shill = market
      .charts()
      .get('reputation')!
      .series.find(({ id }) => id === 'shills/0')!;
    expect(shill.y[0]).toBe(0.5);
    expect(shill.y.at(-1)).toBeLessThan(0.4);
  });
});

describe('a series in which a ring is found', () => {
  const market = watch('ring-series');

  test('links the ring with itself, strongest first', () => {
    const links = market.before(market.length).stage.series!.company.slice(0, 3);
    const pairs = links.map(({ label, with: partner }) =>
      partner.kind === 'bidder' ? [label, partner.label] : [],
    );
    expect(pairs).toEqual([
      ['ring 0', 'ring 1'],
      ['ring 0', 'ring 2'],
      ['ring 1', 'ring 2'],
    ]);
    for (const { together, expected } of links) expect(together).toBeGreaterThan(2 * expected);
  });

  test('too few auctions link nobody', () => {
    const early = market.before(market.place('market.auction.opened', 5)).stage.series!;
    expect(early.sales).toHaveLength(4);
    expect(early.company).toEqual([]);
  });
});

describe('prices that move', () => {
  const market = watch('moving-prices');

  test('close at the price of a unit, within a band, with a trend and its bounds', () => {
    const charts = market.charts();
    const [price, above, below] = charts.get('closing')!.series;
    const sales = market.before(market.length).stage.series!.sales;
    const prices = sales.flatMap((sale) => (sale.price === undefined ? [] : [sale.price / 100]));
    expect(price!.y.length).toBe(prices.length);
    price!.y.forEach((value, i) => expect(value).toBeCloseTo(prices[i]!, 2));
    expect([above!.edge, below!.edge, price!.edge]).toEqual(['upper', 'lower', undefined]);
    above!.y.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(below!.y[i]!));
    expect(charts.get('trend')!.guides).toEqual([-1.96, 1.96]);
    expect(charts.get('impact')!.series[0]!.y.length).toBe(40);
  });
});
