/** What it is: `deviate FILE`: what a bidder gains by lying, format by format, for the auction of a design. */

import type { Design } from '../../engine/document/design.ts';
import { LIES_PER_SITUATION, openTester } from '../../engine/incentives/tester.ts';
import type { Tester } from '../../engine/incentives/tester.ts';
import { addTallies, bestShare, emptyTally, gainAt } from '../../engine/incentives/tally.ts';
import type { FormatTally } from '../../engine/incentives/tally.ts';
import { sayVerdict, verdictOf, wayOf } from '../../engine/incentives/verdict.ts';
import type { Plan } from '../../engine/plan/plan.ts';
import { AUCTION_FORMATS } from '../../engine/protocols/marketCoordination/card.ts';
import type { AuctionFormat } from '../../engine/protocols/marketCoordination/card.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import { fileOf, readArguments } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { loadDesign, planDesign } from '../designs.ts';
import { EXIT_OK, EXIT_UNMET, fileTrouble, usageTrouble } from '../trouble.ts';

const DEVIATIONS = 10_000;
const DEVIATIONS_MOST = 100_000_000;
/** Situations between two words on how far it is. */
const SLICE = 100;

/** Exit 0 when no lie gains under the design's own format (or those asked for), 1 when one does. */
export function deviate(args: readonly string[], console: Console): number {
  const written = readArguments(args, {
    coordination: { type: 'string' },
    format: { type: 'string', multiple: true },
    deviations: { type: 'string' },
    seed: { type: 'string' },
    set: { type: 'string', multiple: true },
  });
  const path = fileOf(written);
  const design = loadDesign(path, written.texts('set'));
  const seed = written.whole('seed', 0, Number.MAX_SAFE_INTEGER) ?? design.seed;
  const { plan } = planDesign(path, design, seed);
  const asked = written.texts('format').map(formatOf);
  const coordination = marketOf(path, plan, written.text('coordination'));
  const tester = openTester(design, coordination, seed);
  if (tester === undefined)
    throw fileTrouble(`${path}: ${coordination} is no market_coordination with bidders.`);
  const deviations = written.whole('deviations', 1, DEVIATIONS_MOST) ?? DEVIATIONS;
  const situations = Math.ceil(deviations / LIES_PER_SITUATION);
  const results = AUCTION_FORMATS.filter(
    (format) => asked.length === 0 || asked.includes(format),
  ).map((format) => testFormat(tester, format, situations, console));
  const judged = asked.length === 0 ? [tester.arena.parameters.format] : asked;
  if (written.isJson) sayJson(console, reportJson(design, seed, coordination, tester, results));
  else for (const result of results) sayResult(console, tester, result);
  const isGainful = results.some(
    ({ format, tally }) => judged.includes(format) && (tally?.gainful ?? 0) > 0,
  );
  return isGainful ? EXIT_UNMET : EXIT_OK;
}

interface Result {
  readonly format: AuctionFormat;
  /** Why it was not tried. */
  readonly refused: string | undefined;
  readonly tally: FormatTally | undefined;
}

function formatOf(name: string): AuctionFormat {
  const format = AUCTION_FORMATS.find((one) => one === name);
  if (format === undefined)
    throw usageTrouble(`--format is one of ${AUCTION_FORMATS.join(', ')}, not ${name}.`);
  return format;
}

function marketOf(path: string, plan: Plan, asked: string | undefined): string {
  const found = plan.coordinations.find(({ id, protocol }) =>
    asked === undefined ? protocol === 'market_coordination' : id === asked,
  );
  if (found !== undefined) return found.id;
  throw fileTrouble(
    `${path} has no ${asked === undefined ? 'market_coordination' : `coordination ${asked}`}.`,
  );
}

function testFormat(
  tester: Tester,
  format: AuctionFormat,
  situations: number,
  console: Console,
): Result {
  const refused = tester.refused(format);
  if (refused !== undefined) return { format, refused, tally: undefined };
  let tally = emptyTally(format);
  for (let from = 0; from < situations; from += SLICE) {
    tally = addTallies(tally, tester.test(format, from, Math.min(situations, from + SLICE)));
    console.progress(`${format}: ${tally.deviations} of ${situations * LIES_PER_SITUATION} lies`);
  }
  return { format, refused, tally };
}

function reportJson(
  design: Design,
  seed: number,
  coordination: string,
  tester: Tester,
  results: readonly Result[],
): object {
  return {
    design: design.name,
    engine: ENGINE_VERSION,
    seed,
    coordination,
    format: tester.arena.parameters.format,
    formats: results.map(({ format, refused, tally }) => {
      if (tally === undefined) return { format, refused };
      const { situations, deviations, gainful, honestSum, shares, best } = tally;
      return {
        format,
        refused: undefined,
        verdict: verdictOf(tally),
        situations,
        deviations,
        gainful,
        honest: honestSum / situations,
        best: best === undefined ? undefined : { ...best, way: wayOf(best) },
        bestShare: bestShare(tally),
        shares: shares.map((one) => ({ share: one.share, tried: one.count, ...gainAt(one) })),
      };
    }),
  };
}

const money = (minor: number): string => (minor / 100).toFixed(2);

function sayResult(console: Console, { arena }: Tester, { format, refused, tally }: Result): void {
  const own = format === arena.parameters.format ? ' (the design’s own)' : '';
  if (tally === undefined) console.say(`${format}${own}: not tried. ${refused ?? ''}`);
  else console.say(`${format}${own}: ${sayVerdict(tally, money)}`);
}
