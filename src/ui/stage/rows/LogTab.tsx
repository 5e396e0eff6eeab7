/** What it is: the log: what happened up to the cursor, in sentences, with what each thing came of. */

import { CornerLeftUp } from 'lucide-react';
import { useState } from 'react';
import type { LogRow } from '../../../engine/projections/frame.ts';
import { formatClock, formatCount } from '../../widgets/format.ts';
import { Select } from '../../widgets/Select.tsx';
import { pickEvent } from '../stageStore.ts';
import { AgentFilter, TextFilter, useKnownAgent } from './Filters.tsx';
import { RowCount, RowList } from './RowList.tsx';
import { useRowWindow } from './useRowWindow.ts';
import { KIND_GROUPS, explained } from './words.ts';
import type { KindGroup } from './words.ts';

const GROUPS = Object.entries(KIND_GROUPS).map(([value, { title }]) => ({
  value: value as KindGroup,
  label: title,
}));
const COLUMNS = ['Event', 'Time', 'Agent', 'What happened', 'Because of'];
const TRACKS = '64px 84px minmax(96px, 132px) minmax(0, 1fr) 92px';

const GLYPHS: Readonly<Record<LogRow['tone'], string>> = {
  quiet: '·',
  plain: '•',
  good: '✓',
  warning: '▲',
  bad: '✕',
};
const TONE_WORDS: Readonly<Record<LogRow['tone'], string>> = {
  quiet: '',
  plain: '',
  good: 'Good: ',
  warning: 'Warning: ',
  bad: 'Bad: ',
};

export function LogTab() {
  const [group, setGroup] = useState<KindGroup>('all');
  const [agentText, setAgentText] = useState('');
  const [text, setText] = useState('');
  const agent = useKnownAgent(agentText);
  const rows = useRowWindow({ kinds: KIND_GROUPS[group].kinds, agent, text });
  const clear = (): void => {
    setGroup('all');
    setAgentText('');
    setText('');
  };
  const isOpen = group === 'all' && agent === '' && text === '';
  return (
    <div className="rows-tab">
      <div className="rows-filters">
        <Select label="Kinds of event" value={group} choices={GROUPS} onChange={setGroup} />
        <AgentFilter value={agentText} onChange={setAgentText} />
        <TextFilter value={text} onChange={setText} />
        <RowCount rows={rows} />
      </div>
      <RowList
        label="Log"
        rows={rows}
        columns={COLUMNS}
        tracks={TRACKS}
        empty="Nothing that fits has happened yet; widen the filter or play on."
        cells={(row) => (
          <LogCells
            row={row}
            onCause={() => {
              // Without a filter an event's place in the list is its number.
              if (!isOpen) clear();
              pickEvent(row.cause);
              rows.show(row.cause, !isOpen);
            }}
          />
        )}
      />
    </div>
  );
}

function LogCells({ row, onCause }: { readonly row: LogRow; readonly onCause: () => void }) {
  return (
    <>
      <span role="cell" className="numeric rows-quiet">
        {formatCount(row.seq)}
      </span>
      <span role="cell" className="numeric rows-quiet">
        {formatClock(row.at)}
      </span>
      <span role="cell" className="truncate">
        {row.agent}
      </span>
      <span role="cell" className="truncate rows-says" title={explained(row)}>
        <span className="rows-glyph" data-tone={row.tone} aria-hidden="true">
          {GLYPHS[row.tone]}
        </span>
        <span className="visually-hidden">{TONE_WORDS[row.tone]}</span>
        {explained(row)}
      </span>
      <span role="cell">
        {row.cause < 0 ? undefined : (
          <button
            type="button"
            className="rows-cause numeric"
            // The list runs by a thousand rows a frame: a tooltip of ours for each would cost more than the rows.
            title={`Show event ${formatCount(row.cause)}, of which this came`}
            onClick={(event) => {
              event.stopPropagation();
              onCause();
            }}
          >
            <CornerLeftUp size={11} aria-hidden="true" />
            {formatCount(row.cause)}
          </button>
        )}
      </span>
    </>
  );
}
