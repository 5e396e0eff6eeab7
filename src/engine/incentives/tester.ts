/**
 * What it is: the deviation tester: what a bidder of a design gains by lying, format by format. In each situation one bidder
 * states the truth and then, with everything else the same, ten lies.
 * Source: truth is dominant where no lie gains in any situation (W. Vickrey 1961; R. Myerson 1981 for weights).
 * Errors: a search that finds nothing proves nothing; a gain that is found is one.
 * Cost: eleven auctions a situation, some ten microseconds each for one good; of bundles one or two, and a table of sets of items.
 */

import { SeededChoices } from '../base/choices.ts';
import type { Choices } from '../base/choices.ts';
import type { MinorUnits } from '../base/units.ts';
import type { Design } from '../document/design.ts';
import { compileDesign } from '../plan/compile.ts';
import type { BidderMemory } from '../agents/bidding/memory.ts';
import type { AuctionFormat } from '../protocols/marketCoordination/card.ts';
import type { StandingBid } from '../protocols/marketCoordination/mechanism/mechanism.ts';
import { openArena, refusedFormat } from './arena.ts';
import type { Arena } from './arena.ts';
import { drawLie, kindsFor, sharedLie, truth } from './lies.ts';
import type { Lie, Statement } from './lies.ts';
import { bundlePlay } from './plays/bundles.ts';
import { playFalling, rivalStop } from './plays/falling.ts';
import { playRising } from './plays/rising.ts';
import { playSealed, rivalBids } from './plays/sealed.ts';
import { playTrading } from './plays/trading.ts';
import { bidderOf, drawSituation, luckOf, openMemories } from './situation.ts';
import type { Situation } from './situation.ts';
import { SHARES, addTallies, emptyTally } from './tally.ts';
import type { Find, FormatTally } from './tally.ts';

/** Lies told in each situation: so many shares by turns, and so many at random. */
const SHARED = 4;
const RANDOM = 6;
export const LIES_PER_SITUATION = SHARED + RANDOM;
/** Situations that are drawn from one plan before the population is drawn anew. */
const SITUATIONS_PER_PLAN = 20;

export interface Tester {
  readonly arena: Arena;
  /** What came of the situations from `from` (inclusive) to `to` (exclusive). */
  test(format: AuctionFormat, from: number, to: number): FormatTally;
  /** Why a format cannot be tried; undefined when it can. */
  refused(format: AuctionFormat): string | undefined;
}

interface Table {
  readonly arena: Arena;
  readonly memories: readonly BidderMemory[];
}

/** A tester for a coordination of the design; undefined when it is no market, or the design has mistakes. */
export function openTester(
  design: Design,
  coordination: string,
  seed = design.seed,
): Tester | undefined {
  const tables = new Map<number, Table | undefined>();
  const tableOf = (number: number): Table | undefined => {
    const known = tables.get(number);
    if (known !== undefined) return known;
    // Tables are asked for one after another: the last one is enough.
    tables.clear();
    const { plan } = compileDesign(design, seed + number);
    const arena = plan === undefined ? undefined : openArena(plan, coordination);
    if (arena === undefined || arena.bidders.length === 0) return undefined;
    const memories = openMemories(arena, SeededChoices.named(seed + number, 'incentives/values'));
    const table = { arena, memories };
    tables.set(number, table);
    return table;
  };
  const first = tableOf(0);
  if (first === undefined) return undefined;
  return {
    arena: first.arena,
    refused: (format) => refusedFormat(first.arena, format),
    test(format, from, to) {
      let tally = emptyTally(format);
      for (let number = from; number < to; number++) {
        const table = tableOf(Math.floor(number / SITUATIONS_PER_PLAN)) ?? first;
        const choices = SeededChoices.named(seed, `incentives/${number}`);
        tally = addTallies(tally, tryLies(table, format, number, choices));
      }
      return tally;
    },
  };
}

function tryLies(
  { arena, memories }: Table,
  format: AuctionFormat,
  number: number,
  choices: Choices,
): FormatTally {
  const count = arena.bidders.length;
  const focus = number % count;
  const situation = drawSituation(arena, memories, format, number, focus, choices);
  const game = gameOf(situation);
  const honest = game.play(truth(situation));
  // Every bidder comes to every share.
  const turns = SHARES.length / SHARED;
  const turn = Math.floor(number / count) % turns;
  const shares = SHARES.filter((_, i) => i % turns === turn);
  const kinds = kindsFor(format);
  const lies: readonly Lie[] = [
    ...shares.map((share) => sharedLie(situation, share / 100)),
    ...Array.from({ length: RANDOM }, (_, i) =>
      drawLie(situation, kinds[i % kinds.length] ?? 'each', game.rivals, choices),
    ),
  ];
  const gains = lies.map((lie) => game.play(lie) - honest);
  const most = Math.max(...gains);
  return {
    ...emptyTally(format),
    situations: 1,
    deviations: lies.length,
    gainful: gains.filter((gain) => gain > 0).length,
    honestSum: honest,
    shares: SHARES.map((share) => {
      const gain = gains[shares.indexOf(share)] ?? 0;
      const isTried = shares.includes(share);
      return { share, count: isTried ? 1 : 0, sum: gain, squares: gain * gain };
    }),
    best: most > 0 ? findOf(situation, lies[gains.indexOf(most)], number, honest, most) : undefined,
  };
}

function findOf(
  situation: Situation,
  lie: Lie | undefined,
  number: number,
  honest: MinorUnits,
  gain: MinorUnits,
): Find | undefined {
  if (lie === undefined) return undefined;
  const sum = (offers: Statement['offers']): number =>
    offers.reduce((total, { amount }) => total + amount, 0);
  return {
    situation: number,
    bidder: bidderOf(situation, situation.focus).agent.id,
    kind: lie.kind,
    gain,
    honest,
    wants: sum(situation.wants),
    states: sum(lie.offers),
    jump: lie.jump,
  };
}

interface Game {
  /** What a statement brings. */
  play(statement: Statement): MinorUnits;
  /** Bids of the others that do not depend on it. */
  readonly rivals: readonly StandingBid[];
}

const NO_BIDS: readonly StandingBid[] = [];

function gameOf(situation: Situation): Game {
  const limitIn = ({ offers }: Statement): MinorUnits => offers[0]?.amount ?? 0;
  switch (situation.parameters.format) {
    case 'english':
      return {
        play: (stated) => playRising(situation, limitIn(stated), stated.jump),
        rivals: NO_BIDS,
      };
    case 'dutch': {
      const rival = rivalStop(situation);
      return { play: (stated) => playFalling(situation, limitIn(stated), rival), rivals: NO_BIDS };
    }
    case 'double_auction':
      return { play: ({ offers }) => playTrading(situation, offers), rivals: NO_BIDS };
    case 'vickrey':
    case 'sealed_bid':
    case 'uniform_price':
    case 'vcg': {
      const rivals = rivalBids(situation, luckOf(situation));
      return { play: ({ offers }) => playSealed(situation, offers, rivals), rivals };
    }
    case 'combinatorial': {
      const rivals = rivalBids(situation, luckOf(situation));
      const play = bundlePlay(situation, rivals);
      return { play: ({ offers }) => play(offers), rivals };
    }
  }
}
