/** What it is: what a search for gainful lies says of a format, in a sentence. */

import type { LieKind } from './lies.ts';
import { bestShare } from './tally.ts';
import type { Find, FormatTally } from './tally.ts';

/** `truthful`: no lie gained; `lucky`: some did, none on average; `gainful`: one does on average. */
export type Verdict = 'truthful' | 'lucky' | 'gainful';

/** What the search found. */
export function verdictOf(tally: FormatTally): Verdict {
  if (tally.gainful === 0) return 'truthful';
  return bestShare(tally) === undefined ? 'lucky' : 'gainful';
}

const WAYS: Readonly<Record<LieKind, string>> = {
  share: 'stating another share of the truth',
  each: 'stating something else for each thing',
  near: 'stating a little more or less',
  aimed: 'bidding just beside a rival',
  fewer: 'asking for fewer things than it wants',
  jump: 'raising by more than it must',
};

/** How the lie was told. */
export function wayOf({ kind }: Find): string {
  return WAYS[kind];
}

/** The verdict in a sentence; `money` writes an amount. */
export function sayVerdict(tally: FormatTally, money: (minor: number) => string): string {
  const { best, gainful, deviations } = tally;
  if (best === undefined) return `None of ${deviations} lies gained.`;
  const often = `${gainful} of ${deviations} lies gained`;
  const share = bestShare(tally);
  const most = `up to ${money(best.gain)} by ${wayOf(best)}`;
  return share === undefined
    ? `${often}, ${most}; no share of the truth gains on average.`
    : `Stating ${share.share} % of the truth gains ${money(share.mean)} on average; ${often}, ${most}.`;
}
