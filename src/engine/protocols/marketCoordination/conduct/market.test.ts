import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../contract/consultation.ts';
import { Tabletop } from '../../testing/tabletop.testing.ts';
import type { MarketMessage, QuoteMessage } from './messages.ts';
import { marketCoordination } from '../protocol.ts';

const GOOD = { good: { name: 'spectrum', reserve: 500 } };

function table(bidders: number | number[], parameters: object = {}, resources: object = GOOD) {
  const reputations =
    typeof bidders === 'number' ? Array.from({ length: bidders }, () => 500) : bidders;
  const agents = reputations.map((reputationMilli) => ({ reputationMilli }));
  const made = new Tabletop(marketCoordination, parameters, agents, resources);
  made.start();
  return made;
}
type Table = ReturnType<typeof table>;

const bids = (amount: number, value = amount): Answer => ({
  kind: 'bid',
  amount,
  isFinal: false,
  value,
});
const leaves = (value = 0): Answer => ({ kind: 'bid', amount: undefined, isFinal: true, value });
const outcomeOf = (made: Table): Record<string, unknown> =>
  JSON.parse(String(made.said('coordination.completed')[0]?.['outcome'])) as Record<
    string,
    unknown
  >;
const codes = (made: Table): unknown[] =>
  made.said('market.bid.rejected').map((fields) => fields['code']);
const ignored = (made: Table): unknown[] =>
  made.said('message.ignored').map((fields) => fields['reason']);

const result = (price: number): MarketMessage => ({
  kind: 'result',
  auction: 0,
  awards: [{ bidder: 0, price, items: [], trade: -1 }],
});

/** Lets bidders with these values play a sealed auction to its end. */
function sealed(
  format: string,
  values: readonly number[],
  options: { reputations?: number[]; reserve?: number } = {},
): Table {
  const { reputations = values.map(() => 500), reserve = 0 } = options;
  const made = table(reputations, { format }, { good: { name: 'it', reserve } });
  made.deliverAll();
  values.forEach((value, bidder) =>
    made.answer(bidder, value < Math.max(1, reserve) ? leaves(value) : bids(value)),
  );
  made.deliverAll();
  return made;
}

/** Plays an English auction: each asked bidder raises by the least up to its value; oldest question first. */
function climb(made: Table, values: readonly number[], turns = 10_000): void {
  made.deliverAll();
  for (let turn = 0; turn < turns && made.asked.length > 0; turn++) {
    const { actor, question } = made.asked[0]!;
    if (question.kind !== 'bid') throw new Error('not asked to bid');
    const value = values[actor]!;
    made.answer(
      actor,
      question.minimum > value ? leaves(value) : ({ ...bids(question.minimum), value } as Answer),
    );
    made.deliverAll();
  }
}

describe('MARKET-11 a sealed auction over messages', () => {
  test('Vickrey: the best effective bid wins and pays the least that would still have won', () => {
    const made = sealed('vickrey', [10_000, 8_000, 6_000], {
      reputations: [500, 900, 500],
      reserve: 500,
    });
    // 8,000 × 1.4 = 11,200 beats 10,000; against the earlier bid 10,000,001 / 1,400 is needed.
    expect(made.said('market.auction.closed')).toMatchObject([
      { winner: 1, price: 7_143, amount: 8_000 },
    ]);
    expect(made.payments).toEqual([{ payer: 1, payee: 3, amount: 7_143 }]);
    expect(outcomeOf(made)).toMatchObject({
      decision: 'sold',
      winner: 'p/1',
      price: 7_143,
      payment: 7_143,
      revenue: 7_143,
      isPaid: true,
      format: 'vickrey',
      rounds: 1,
      bids: 3,
      surplus: 857,
      efficiency: 0.8,
    });
    expect(made.violations()).toEqual([]);
    expect(made.timers.size).toBe(0);
  });

  test('a single bid pays the reserve; first price pays itself', () => {
    expect(outcomeOf(sealed('vickrey', [900, 0, 0], { reserve: 300 }))).toMatchObject({
      price: 300,
    });
    const free = sealed('vickrey', [900, 0, 0]);
    expect(outcomeOf(free)).toMatchObject({ price: 0, revenue: 0, isPaid: true });
    expect(free.payments).toEqual([]);
    expect(outcomeOf(sealed('sealed_bid', [900, 800], { reserve: 300 }))).toMatchObject({
      price: 900,
    });
  });

  test('MARKET-2 a tie goes to the earlier arrival, and is an event', () => {
    const made = table(2, { format: 'vickrey' });
    made.deliverAll();
    made.answer(1, bids(900));
    made.answer(0, bids(900));
    made.deliverAll();
    expect(made.said('market.tie.broken')).toEqual([
      { winner: 1, other: 0, rule: 'earlier arrival' },
    ]);
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/1', price: 900 });
    expect(made.violations()).toEqual([]);
  });

  test('MARKET-12 unsold is an outcome, not an error', () => {
    const made = sealed('vickrey', [400, 300], { reserve: 500 });
    expect(outcomeOf(made)).toMatchObject({ decision: 'unsold', revenue: 0, bids: 0 });
    expect(outcomeOf(made)).not.toHaveProperty('winner');
    expect(made.said('market.auction.closed')).toMatchObject([
      { winner: -1, reason: 'unsold: no valid bid' },
    ]);
    expect(made.violations()).toEqual([]);
  });

  test('it ends at its limit when somebody is silent; later bids find it closed', () => {
    const made = table(3, { format: 'vickrey' });
    made.deliverAll();
    made.answer(0, bids(900));
    made.answer(1, bids(800));
    made.deliverAll();
    expect(made.said('market.auction.closed')).toEqual([]);
    made.expire(3, 'round');
    expect(made.now).toBe(120_000_000);
    made.deliver(2, 3, {
      kind: 'bid',
      number: 1,
      round: 1,
      quote: 0,
      content: { agentId: 'p/2', amount: 950 },
    });
    made.deliverAll();
    expect(codes(made)).toEqual(['bidding_closed']);
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/0', price: 800 });
    // The silent bidder never named its value, so nobody knows how efficient the sale was.
    expect(outcomeOf(made)).not.toHaveProperty('efficiency');
    expect(made.violations()).toEqual([]);
  });

  test('MARKET-13 a sealed bid that got no receipt is sent again, and counted once', () => {
    const made = table(2, { format: 'sealed_bid' });
    made.deliverAll();
    made.answer(0, bids(900));
    made.deliverAll(({ message }) => message.kind === 'receipt');
    expect(made.timers.has('0/resend')).toBe(true);
    made.expire(0, 'resend');
    made.deliverAll();
    expect(ignored(made)).toEqual(['duplicate']);
    expect(made.timers.has('0/resend')).toBe(false);
    made.answer(1, bids(800));
    made.deliverAll();
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/0', bids: 2 });
  });
});

describe('MARKET-14 an English auction over messages', () => {
  test('rises by the increment to the second value, and ends when the others have left', () => {
    const made = table(3, { increment: 100 });
    climb(made, [5_000, 3_000, 4_000]);
    const outcome = outcomeOf(made);
    expect(outcome).toMatchObject({ decision: 'sold', winner: 'p/0', efficiency: 1, rounds: 1 });
    expect(Number(outcome['price'])).toBeGreaterThanOrEqual(3_900);
    expect(Number(outcome['price'])).toBeLessThanOrEqual(4_100);
    expect(made.payments).toHaveLength(1);
    expect(made.violations()).toEqual([]);
  });

  test('each bidder is told the least that it may bid, by its own weight', () => {
    const made = table([500, 1000, 0], { increment: 50, start: 1_000 });
    made.deliverAll();
    made.answer(0, bids(1_000));
    made.deliver(0, 3, made.letters.shift()!.message);
    const quotes = made.letters.map(({ to, message }) => [to, (message as QuoteMessage).minimum]);
    expect(quotes).toEqual([
      [0, 1_050],
      [1, 700],
      [2, 2_100],
    ]);
  });

  test('a round ends at its limit, the next is shorter, and one without a bid is the last', () => {
    const made = table(3);
    made.deliverAll();
    made.answer(0, bids(500));
    made.deliverAll();
    made.expire(3, 'round');
    made.deliverAll();
    expect(made.said('coordination.completed')).toEqual([]);
    made.expire(3, 'round');
    made.deliverAll();
    expect(made.said('market.round.started')).toEqual([
      { round: 1, limit: 30_000_000 },
      { round: 2, limit: 27_000_000 },
    ]);
    expect(made.said('market.round.ended')).toEqual([
      { round: 1, bids: 1 },
      { round: 2, bids: 0 },
    ]);
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/0', price: 500, rounds: 2 });
  });

  test('there are no more rounds than allowed', () => {
    const made = table(2, { maxRounds: 2 });
    made.deliverAll();
    for (const [bidder, amount] of [
      [0, 500],
      [1, 600],
    ] as const) {
      made.answer(bidder, bids(amount));
      made.deliverAll();
      // Whoever is asked again keeps silent until the round is over.
      made.expire(2, 'round');
      made.deliverAll();
    }
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/1', price: 600, rounds: 2 });
  });

  test('a bid is taken back only where the auction lets it be', () => {
    const made = table(2);
    made.deliverAll();
    made.answer(0, bids(900));
    made.deliverAll();
    made.deliver(0, 2, { kind: 'retraction', number: 10, round: 1, quote: 1 });
    expect(codes(made)).toEqual(['not_retractable']);
    expect(made.said('market.bid.retracted')).toEqual([]);

    const lenient = table(2, { areBidsRetractable: true });
    lenient.deliverAll();
    lenient.answer(0, bids(900));
    lenient.deliverAll();
    lenient.deliver(0, 2, { kind: 'retraction', number: 10, round: 1, quote: 1 });
    expect(codes(lenient)).toEqual([]);
    expect(lenient.said('market.bid.retracted')).toMatchObject([{ amount: 900 }]);
  });

  test('all the codes that refuse a bid', () => {
    const made = table(3);
    made.deliverAll();
    made.answer(0, bids(900));
    made.deliverAll();
    let number = 10;
    const say = (from: number, content: unknown, round = 1): void =>
      made.deliver(from, 3, { kind: 'bid', number: number++, round, quote: 1, content });
    say(1, 'forty');
    say(1, { agentId: 'p/1' });
    say(1, { amount: 1_000 });
    say(1, { agentId: 'p/1', amount: -1 });
    say(1, { agentId: 'p/0', amount: 1_000 });
    say(3, { agentId: 'p/1', amount: 1_000 });
    say(1, { agentId: 'p/1', amount: 999 });
    say(0, { agentId: 'p/0', amount: 2_000 });
    say(1, { agentId: 'p/1', amount: 1_000 }, 2);
    expect(codes(made)).toEqual([
      'invalid_format',
      'missing_amount',
      'missing_agent_id',
      'invalid_amount',
      'unauthorized_participant',
      'unauthorized_participant',
      'bid_too_low',
      'already_leading',
      'bidding_closed',
    ]);
    expect(made.said('market.bid.rejected')[6]).toMatchObject({ amount: 999, minimum: 1_000 });
    // It was left open.
    expect(made.violations()).toEqual([expect.stringMatching(/^termination: /)]);
  });

  test('MARKET-6 a hidden reserve that is not met leaves the good unsold', () => {
    const made = table(2, { isReserveHidden: true, start: 100 });
    climb(made, [300, 200]);
    expect(outcomeOf(made)).toMatchObject({ decision: 'unsold' });
    expect(made.said('market.auction.closed')).toMatchObject([
      { reason: 'unsold: the reserve was not met' },
    ]);
    expect(made.said('market.bid.accepted').length).toBeGreaterThan(0);
    expect(made.violations()).toEqual([]);
  });

  test('an answer that the price has overtaken is not sent; the agent is asked again', () => {
    const made = table(3);
    made.deliverAll();
    made.answer(0, bids(700));
    made.deliverAll();
    // Bidder 1 was thinking of the opening at 500.
    made.answer(1, bids(500));
    expect(made.letters).toEqual([]);
    expect(
      made.asked.filter(({ actor }) => actor === 1).map(({ question }) => question),
    ).toMatchObject([{ kind: 'bid', minimum: 800 }]);
  });
});

describe('MARKET-15 a Dutch auction over messages', () => {
  const parameters = { format: 'dutch', clockStart: 1_000, clockDecrement: 100 };

  test('the first to stop the clock pays what it showed; another on that tick lost by a tie', () => {
    const made = table(3, parameters);
    made.deliverAll();
    made.answer(0, bids(650));
    made.answer(1, bids(780));
    made.answer(2, bids(720));
    for (let tick = 0; tick < 2; tick++) {
      made.deliverAll();
      made.expire(3, 'tick');
    }
    made.deliverAll();
    expect(made.said('market.bid.accepted')).toEqual([]);
    made.expire(3, 'tick');
    // Both see 700; the later number arrives first.
    for (const { from, to, message } of made.letters.splice(0)) made.deliver(from, to, message);
    const [first, second] = made.letters.splice(0).toReversed();
    made.deliver(first!.from, first!.to, first!.message);
    made.deliver(second!.from, second!.to, second!.message);
    made.deliverAll();
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/2', price: 700, format: 'dutch' });
    expect(codes(made)).toEqual(['bidding_closed']);
    expect(made.said('market.tie.broken')).toMatchObject([{ winner: 2, other: 1 }]);
    expect(made.violations()).toEqual([]);
  });

  test('shows every price for the same time down to the reserve, and then leaves it unsold', () => {
    const made = table(2, parameters);
    made.deliverAll();
    made.answer(0, bids(499));
    for (let tick = 0; tick < 6; tick++) {
      made.deliverAll();
      made.expire(2, 'tick');
    }
    made.deliverAll();
    expect(made.said('market.price.changed').map((fields) => fields['price'])).toEqual([
      1_000, 900, 800, 700, 600, 500,
    ]);
    expect(made.now).toBe(60_000_000);
    expect(outcomeOf(made)).toMatchObject({ decision: 'unsold' });
  });

  test('a better reputation sees the clock lower', () => {
    const made = table([1000, 0], parameters);
    const quotes = made.letters.map(({ message }) => message as QuoteMessage);
    expect(quotes.map(({ minimum, least }) => [minimum, least])).toEqual([
      [667, 500],
      [2_000, 1_000],
    ]);
  });
});

describe('MARKET-16 settlement', () => {
  test('MARKET-16 the result is told five times to whoever does not confirm it, and then the auction ends', () => {
    const made = table(2, { format: 'vickrey' });
    made.deliverAll();
    made.answer(0, bids(900));
    made.answer(1, bids(800));
    const loses = ({ to, message }: { to: number; message: MarketMessage }): boolean =>
      to === 0 && message.kind === 'result';
    made.deliverAll(loses);
    expect(made.said('coordination.completed')).toEqual([]);
    for (let attempt = 1; attempt < 5; attempt++) {
      made.expire(2, 'settle');
      made.deliverAll(loses);
    }
    expect(made.said('coordination.completed')).toEqual([]);
    made.expire(2, 'settle');
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/0', price: 800, revenue: 0, isPaid: false });
    expect(made.violations()).toEqual([]);
  });

  test('a confirmation that was lost is sent again, but the price is paid once', () => {
    const made = sealedLosing('settlement');
    made.expire(2, 'settle');
    made.deliverAll();
    expect(made.payments).toHaveLength(1);
    expect(outcomeOf(made)).toMatchObject({ revenue: 800, isPaid: true });
    expect(made.violations()).toEqual([]);
  });

  test('regression: fuzz seed 61: a payment whose confirmation is lost for good is reported as none', () => {
    const made = sealedLosing('settlement');
    for (let attempt = 1; attempt <= 5; attempt++) {
      made.deliverAll(({ message }) => message.kind === 'settlement');
      made.expire(2, 'settle');
    }
    expect(made.payments).toHaveLength(1);
    expect(outcomeOf(made)).toMatchObject({ price: 800, revenue: 0, isPaid: false });
    expect(made.violations()).toEqual([]);
  });

  test('the winner pays no more than it has bid, whatever it is told', () => {
    const made = sealedLosing('result');
    made.deliver(2, 0, result(901));
    made.deliver(2, 1, result(800));
    expect(made.payments).toEqual([]);
    made.deliverAll();
    expect(outcomeOf(made)).toMatchObject({ isPaid: false });
  });

  function sealedLosing(kind: string): Table {
    const made = table(2, { format: 'vickrey' });
    made.deliverAll();
    made.answer(0, bids(900));
    made.answer(1, bids(800));
    made.deliverAll(({ message }) => message.kind === kind);
    return made;
  }
});

describe('MARKET-17 crashes', () => {
  test('an auctioneer that restarts knows its bids and asks the others again', () => {
    const made = table(3, { format: 'vickrey' });
    made.deliverAll();
    made.answer(0, bids(900));
    made.deliverAll();
    made.restart(3);
    expect(made.letters.map(({ to }) => to)).toEqual([1, 2]);
    made.deliverAll();
    made.answer(1, bids(800));
    made.answer(2, leaves());
    made.deliverAll();
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/0', price: 800 });
    expect(made.violations()).toEqual([]);
  });

  test('an English auctioneer keeps its leader, a Dutch one its clock', () => {
    const english = table(2);
    english.deliverAll();
    english.answer(0, bids(700));
    english.deliverAll();
    english.restart(2);
    climb(english, [900, 750]);
    expect(outcomeOf(english)).toMatchObject({ winner: 'p/0', price: 700 });
    expect(english.violations()).toEqual([]);

    const dutch = table(2, { format: 'dutch', clockStart: 1_000, clockDecrement: 100 });
    dutch.deliverAll();
    dutch.restart(2);
    expect(dutch.said('market.price.changed').map((fields) => fields['price'])).toEqual([
      1_000, 900,
    ]);
  });

  test('an auctioneer that restarts while settling tells the result again', () => {
    const made = table(2, { format: 'vickrey' });
    made.deliverAll();
    made.answer(0, bids(900));
    made.answer(1, bids(800));
    made.deliverAll(({ message }) => message.kind === 'settlement');
    made.restart(2);
    made.deliverAll();
    expect(made.payments).toHaveLength(1);
    expect(outcomeOf(made)).toMatchObject({ revenue: 800 });
    made.restart(2);
    made.deliverAll();
    expect(made.said('coordination.completed')).toHaveLength(1);
  });

  test('a bidder that restarts goes on with its own numbers and pays once', () => {
    const made = table(2);
    made.deliverAll();
    made.answer(0, bids(500));
    made.deliverAll();
    made.restart(0);
    made.answer(1, bids(600));
    made.deliverAll();
    made.answer(0, bids(700));
    made.deliverAll();
    climb(made, [700, 650]);
    expect(outcomeOf(made)).toMatchObject({ winner: 'p/0', price: 700, revenue: 700 });
    made.restart(0);
    made.deliver(2, 0, result(700));
    expect(made.payments).toHaveLength(1);
  });
});

describe('MARKET-18 messages that change nothing are ignored with a reason', () => {
  test('from strangers, copies, and what is over', () => {
    const made = table(2);
    const quote = made.letters[0]!.message as QuoteMessage;
    made.deliverAll();
    made.deliver(1, 0, quote);
    made.deliver(2, 0, quote);
    made.deliver(2, 0, { ...quote, quote: -1 });
    made.deliver(2, 0, { kind: 'pass', number: 1, round: 1, quote: 0, isFinal: true });
    made.deliver(2, 2, { kind: 'pass', number: 1, round: 1, quote: 0, isFinal: true });
    made.deliver(0, 2, quote);
    made.deliver(0, 2, { kind: 'settlement', auction: 0, paid: 0, wants: [] });
    made.answer(0, leaves());
    const [pass] = made.letters;
    made.deliverAll();
    made.deliver(0, 2, pass!.message);
    made.deliver(0, 2, { kind: 'pass', number: 9, round: 7, quote: 0, isFinal: false });
    made.deliver(2, 0, { ...quote, quote: 5 });
    expect(ignored(made)).toEqual([
      'notAuctioneer',
      'duplicate',
      'overtaken',
      'notBidder',
      'notBidder',
      'notAuctioneer',
      'late',
      'duplicate',
      'late',
      'late',
    ]);
  });
});

describe('MARKET-19 what must hold is found again from the bids', () => {
  function tamper(
    made: Table,
    kind: string,
    change: (fields: Record<string, unknown>) => object,
  ): string[] {
    let isDone = false;
    const events = made.events.map((event) => {
      if (isDone || event.kind !== kind) return event;
      isDone = true;
      return { ...event, fields: { ...event.fields, ...change(event.fields) } };
    }) as typeof made.events;
    expect(isDone).toBe(true);
    return made.violations(events).map((one) => one.split(':')[0]!);
  }
  const made = sealed('vickrey', [10_000, 8_000, 6_000], { reserve: 500 });
  const closed = 'market.auction.closed';

  test('a wrong winner, price or payment', () => {
    expect(tamper(made, closed, () => ({ winner: 1 }))).toContain('maximalAllocation');
    expect(tamper(made, closed, () => ({ price: 8_001 }))).toContain('criticalPayment');
    expect(tamper(made, closed, () => ({ price: 10_001 }))).toContain('individualRationality');
    expect(tamper(made, closed, () => ({ price: 499 }))).toContain('individualRationality');
    expect(tamper(made, 'payment.made', () => ({ amount: 7_999 }))).toContain('moneyConserved');
    expect(tamper(made, 'payment.made', () => ({ payer: 1 }))).toContain('moneyConserved');
    expect(tamper(made, 'payment.made', () => ({ payee: 1 }))).toContain('moneyConserved');
    expect(
      tamper(made, 'coordination.completed', (fields) => ({
        outcome: String(fields['outcome']).replace('"revenue":8000', '"revenue":1'),
      })),
    ).toEqual(['moneyConserved']);
  });

  test('a bid taken after closing, or a raise that is too little', () => {
    const bid = made.events.find((event) => event.kind === 'market.bid.accepted')!;
    const last = made.events.find((event) => event.kind === closed)!;
    const found = (more: typeof made.events): string[] =>
      made.violations([...made.events, ...more]).map((one) => one.split(':')[0]!);
    expect(found([bid])).toContain('oneWinner');
    expect(found([last])).toContain('oneWinner');
    const rising = table(2);
    climb(rising, [1_000, 900]);
    expect(rising.violations()).toEqual([]);
    expect(tamper(rising, 'market.bid.accepted', () => ({ amount: 590 }))).toContain('risingPrice');
    expect(tamper(rising, 'market.bid.accepted', () => ({ bidder: 1 }))).toContain('risingPrice');
  });

  test('and nothing is found in honest auctions with any values, reputations and reserve', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('vickrey', 'sealed_bid'),
        fc.array(fc.tuple(fc.nat(60), fc.nat(1000)), { minLength: 2, maxLength: 5 }),
        fc.nat(40),
        (format, list, reserve) => {
          const played = sealed(
            format,
            list.map(([value]) => value),
            {
              reputations: list.map(([, reputation]) => reputation),
              reserve,
            },
          );
          expect(played.violations()).toEqual([]);
          expect(played.said('coordination.completed')).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});
