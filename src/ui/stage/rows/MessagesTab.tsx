/** What it is: every message up to the cursor: when, from whom, to whom, what, and what became of it. */

import { useState } from 'react';
import type { LogRow } from '../../../engine/projections/frame.ts';
import { useFrame } from '../../state/frameStore.ts';
import { formatClock } from '../../widgets/format.ts';
import { AgentFilter, TextFilter, useKnownAgent } from './Filters.tsx';
import { RowCount, RowList } from './RowList.tsx';
import { useRowWindow } from './useRowWindow.ts';
import { FATE_KINDS, messageRow } from './words.ts';
import type { Fate } from './words.ts';

const FATES = Object.keys(FATE_KINDS) as Fate[];
const COLUMNS = ['Time', 'From', 'To', 'Message', 'Content', 'Fate'];
const TRACKS =
  '84px minmax(84px, 128px) minmax(84px, 128px) minmax(84px, 120px) minmax(0, 1fr) minmax(96px, 220px)';
const LOOKS: Readonly<
  Record<Fate, { readonly title: string; readonly glyph: string; readonly tone: LogRow['tone'] }>
> = {
  sent: { title: 'Sent', glyph: '→', tone: 'quiet' },
  arrived: { title: 'Arrived', glyph: '●', tone: 'plain' },
  lost: { title: 'Lost', glyph: '✕', tone: 'bad' },
  ignored: { title: 'Ignored', glyph: '▲', tone: 'warning' },
};

export function MessagesTab() {
  const [fates, setFates] = useState<readonly Fate[]>(FATES);
  const [agentText, setAgentText] = useState('');
  const [text, setText] = useState('');
  const agent = useKnownAgent(agentText);
  const kinds = fates.length === FATES.length ? ['message.'] : fates.map((one) => FATE_KINDS[one]);
  const rows = useRowWindow({ kinds, agent, text });
  const actors = useFrame((state) => state.brief?.actors);
  const nameOf = (actor: number): string => actors?.[actor]?.agentId ?? 'the run';
  return (
    <div className="rows-tab">
      <div className="rows-filters">
        <div className="rows-fates" role="group" aria-label="What became of them">
          {FATES.map((fate) => (
            <button
              key={fate}
              type="button"
              className="rows-fate"
              aria-pressed={fates.includes(fate)}
              onClick={() => {
                setFates(toggled(fates, fate));
              }}
            >
              <span className="rows-glyph" data-tone={LOOKS[fate].tone} aria-hidden="true">
                {LOOKS[fate].glyph}
              </span>
              {LOOKS[fate].title}
            </button>
          ))}
        </div>
        <AgentFilter value={agentText} onChange={setAgentText} />
        <TextFilter value={text} onChange={setText} />
        <RowCount rows={rows} />
      </div>
      <RowList
        label="Messages"
        rows={rows}
        columns={COLUMNS}
        tracks={TRACKS}
        empty="No message that fits has been sent yet; widen the filter or play on."
        cells={(row) => <MessageCells row={row} nameOf={nameOf} />}
      />
    </div>
  );
}

/** The last one stays: a list of nothing helps nobody. */
function toggled(fates: readonly Fate[], fate: Fate): readonly Fate[] {
  const next = FATES.filter((one) => fates.includes(one) !== (one === fate));
  return next.length === 0 ? fates : next;
}

interface MessageCellsProps {
  readonly row: LogRow;
  readonly nameOf: (actor: number) => string;
}

function MessageCells({ row, nameOf }: MessageCellsProps) {
  const { from, to, message, detail, fate, reason } = messageRow(row, nameOf);
  const look = LOOKS[fate ?? 'sent'];
  return (
    <>
      <span role="cell" className="numeric rows-quiet">
        {formatClock(row.at)}
      </span>
      <span role="cell" className="truncate">
        {from}
      </span>
      <span role="cell" className="truncate">
        {to}
      </span>
      <span role="cell" className="truncate">
        {message}
      </span>
      <span role="cell" className="truncate numeric rows-quiet" title={detail}>
        {detail}
      </span>
      <span role="cell" className="truncate" title={reason}>
        <span className="rows-glyph" data-tone={look.tone} aria-hidden="true">
          {look.glyph}
        </span>
        {look.title}
        {reason === '' ? undefined : `: ${reason}`}
      </span>
    </>
  );
}
