/** What it is: what was found, a row for each format; a row's button shows its gains in the chart below. */

import { AUCTION_FORMATS } from '../../engine/protocols/marketCoordination/card.ts';
import type { AuctionFormat } from '../../engine/protocols/marketCoordination/card.ts';
import { bestShare } from '../../engine/incentives/tally.ts';
import type { FormatTally } from '../../engine/incentives/tally.ts';
import { verdictOf, wayOf } from '../../engine/incentives/verdict.ts';
import type { Verdict } from '../../engine/incentives/verdict.ts';
import { formatCount, formatEuros, formatShare } from '../widgets/format.ts';
import { useSearch, wish } from './search.ts';
import { titleOf } from './words.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  truthful: 'Truth is best',
  lucky: 'Lies gain by luck',
  gainful: 'Lying gains',
};

export function FormatTable() {
  const phase = useSearch((state) => state.phase);
  const own = useSearch((state) => state.brief?.format);
  if (phase === 'idle' || phase === 'opening')
    return (
      <p className="incentives-note incentives-empty">
        Where truth is dominant no lie can gain, in any situation. Where it is not, the search finds
        who gains how much, by stating what.
      </p>
    );
  return (
    <table className="incentives-table" aria-label="Gains by format">
      <thead>
        <tr>
          <th scope="col">Format</th>
          <th scope="col">Verdict</th>
          <th scope="col" className="incentives-number">
            Lies that gained
          </th>
          <th scope="col" className="incentives-number">
            Largest gain
          </th>
          <th scope="col">By whom and how</th>
          <th scope="col" className="incentives-number">
            Best share stated
          </th>
          <th scope="col" className="incentives-number">
            Mean gain
          </th>
        </tr>
      </thead>
      <tbody>
        {AUCTION_FORMATS.map((format) => (
          <Row key={format} format={format} isOwn={format === own} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ format, isOwn }: { readonly format: AuctionFormat; readonly isOwn: boolean }) {
  const tally = useSearch((state) => state.tallies.get(format));
  const refused = useSearch((state) => state.brief?.refused[format]);
  const isShown = useSearch((state) => state.shown === format);
  const name = `${titleOf(format)}${isOwn ? ' (the design’s)' : ''}`;
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
            wish({ shown: format });
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
  const { gainful, deviations, best } = tally;
  const verdict = verdictOf(tally);
  const share = bestShare(tally);
  return (
    <>
      <td className="incentives-verdict" data-verdict={verdict}>
        {VERDICTS[verdict]}
      </td>
      <td className="incentives-number">
        {formatCount(gainful)} of {formatCount(deviations)}
      </td>
      <td className="incentives-number">{best === undefined ? '–' : formatEuros(best.gain)}</td>
      <td>{best === undefined ? 'No lie gained.' : `${best.bidder}, ${wayOf(best)}`}</td>
      <td className="incentives-number">
        {share === undefined ? '–' : formatShare(share.share / 100)}
      </td>
      <td className="incentives-number">
        {share === undefined ? '–' : `${formatEuros(share.mean)} ± ${formatEuros(share.error)}`}
      </td>
    </>
  );
}
