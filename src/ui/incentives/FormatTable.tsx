/** What it is: what was found, a row for each format; a row's button shows its gains in the chart below. */

import { Fragment } from 'react';
import { AUCTION_FORMATS, FORMAT_TITLES } from '../../engine/protocols/marketCoordination/card.ts';
import type { AuctionFormat } from '../../engine/protocols/marketCoordination/card.ts';
import { bestShare } from '../../engine/incentives/tally.ts';
import type { FormatTally } from '../../engine/incentives/tally.ts';
import { verdictOf, wayOf } from '../../engine/incentives/verdict.ts';
import type { Verdict } from '../../engine/incentives/verdict.ts';
import { formatCount, formatEuros } from '../widgets/format.ts';
import { withinErrors } from './interval.ts';
import { showFormat, useSearch, useShownFormat } from './search.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  truthful: 'Truth is best',
  lucky: 'Lies gain by luck',
  gainful: 'Lying gains',
};
/** While lies are still tried: the next one may gain. */
const VERDICTS_SO_FAR: Readonly<Record<Verdict, string>> = {
  truthful: 'No lie gains so far',
  lucky: 'By luck so far',
  gainful: 'Lying gains so far',
};

const MEANINGS: Readonly<Record<Verdict, string>> = {
  truthful: 'not one of the lies brought more than the truth.',
  lucky:
    'some brought more in a single auction, but no share of the truth surely does so on average: one would have to know the others’ bids.',
  gainful:
    'who always states that share of the truth gains on average. Others must reckon with it.',
};
const VERDICT_KINDS: readonly Verdict[] = ['truthful', 'lucky', 'gainful'];

export function FormatTable() {
  const isOpened = useSearch((state) => state.brief !== undefined);
  const own = useSearch((state) => state.brief?.format);
  if (!isOpened)
    return (
      <p className="incentives-note incentives-empty">
        Nothing is tried yet. In some formats the truth is each bidder’s best bid whatever the
        others do; in others it pays to state less, and the table will say who gains how much by
        stating what.
      </p>
    );
  return (
    <>
      <table className="trials-table incentives-table" aria-label="Gains by format">
        <thead>
          <tr>
            <th scope="col">Format</th>
            <th scope="col">Verdict</th>
            <th scope="col" className="is-number">
              Lies that gained
            </th>
            <th
              scope="col"
              className="is-number"
              title="In one auction, beyond what the truth brings"
            >
              Largest gain
            </th>
            <th scope="col">By whom and how</th>
            <th
              scope="col"
              className="is-number"
              title="The share of the truth that gains most on average, if any surely does"
            >
              Best to state
            </th>
            <th
              scope="col"
              className="is-number"
              title="In each auction, with the interval of 95 %"
            >
              Mean gain, 95 %
            </th>
          </tr>
        </thead>
        <tbody>
          {AUCTION_FORMATS.map((format) => (
            <Row key={format} format={format} isOwn={format === own} />
          ))}
        </tbody>
      </table>
      <Words />
    </>
  );
}

/** What the verdicts mean, to somebody who meets them for the first time. */
function Words() {
  return (
    <dl className="incentives-words" aria-label="What the verdicts mean">
      {VERDICT_KINDS.map((verdict) => (
        <Fragment key={verdict}>
          <dt className="incentives-verdict" data-verdict={verdict}>
            {VERDICTS[verdict]}
          </dt>
          <dd>{MEANINGS[verdict]}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Row({ format, isOwn }: { readonly format: AuctionFormat; readonly isOwn: boolean }) {
  const tally = useSearch((state) => state.tallies.get(format));
  const refused = useSearch((state) => state.brief?.refused[format]);
  const isShown = useShownFormat() === format;
  const name = `${FORMAT_TITLES[format]}${isOwn ? ' (the design’s)' : ''}`;
  if (refused !== undefined || tally === undefined)
    return (
      <tr className="incentives-refused">
        <th scope="row">{name}</th>
        <td colSpan={6}>{refused ?? 'Waiting…'}</td>
      </tr>
    );
  return (
    <tr data-shown={isShown}>
      <th scope="row">
        <button
          type="button"
          aria-pressed={isShown}
          onClick={() => {
            showFormat(format);
          }}
        >
          {name}
        </button>
      </th>
      <Found tally={tally} />
    </tr>
  );
}

function Found({ tally }: { readonly tally: FormatTally }) {
  const isSought = useSearch(({ phase }) => phase === 'running');
  const { gainful, deviations, best } = tally;
  const verdict = verdictOf(tally);
  const share = bestShare(tally);
  return (
    <>
      <td className="incentives-verdict" data-verdict={verdict}>
        {(isSought ? VERDICTS_SO_FAR : VERDICTS)[verdict]}
      </td>
      <td className="is-number">
        {formatCount(gainful)} of {formatCount(deviations)} lies
      </td>
      <td className="is-number">{best === undefined ? '–' : formatEuros(best.gain)}</td>
      <td>
        {best === undefined ? 'No lie gained.' : `${best.bidder.replace('/', ' ')}, ${wayOf(best)}`}
      </td>
      <td className="is-number">{share === undefined ? '–' : `${share.share} % of the truth`}</td>
      <td className="is-number">{share === undefined ? '–' : sayGain(share)}</td>
    </>
  );
}

function sayGain({ mean, error }: { readonly mean: number; readonly error: number }): string {
  const [low, high] = withinErrors(mean, error);
  return `${formatEuros(mean)} (${formatEuros(low)} to ${formatEuros(high)})`;
}
