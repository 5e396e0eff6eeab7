/** What it is: the history of runs: what came of each, how long it took, when it was. */

import { Download, FileJson, MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { commands } from '../commands/registry.ts';
import type { RunRecord } from '../state/database.ts';
import { downloadFile, fileStem } from '../state/files.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { runsStore, useRuns } from '../state/runsStore.ts';
import { DESIGN_TYPE, RECORDING_TYPE, openRun } from '../state/studio.ts';
import { Button, IconButton } from '../widgets/Button.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { formatAgo, formatBytes, formatCount, formatMicros } from '../widgets/format.ts';
import { Menu, MenuItem, MenuLine } from '../widgets/Menu.tsx';
import { SearchField } from './SearchField.tsx';

const ICON = 14;
const TONE_SIGNS = { good: '✓', warning: '!', bad: '✕' } as const;

export function RunList() {
  const runs = useRuns((state) => state.runs);
  const [typed, setTyped] = useState('');
  // The moment at which the list was opened is near enough for "5 min ago".
  const [now] = useState(Date.now);
  if (runs.length === 0) {
    return (
      <EmptyState
        action={<Button onClick={() => commands.execute('run.start')}>Run the design</Button>}
      >
        Every run that ends is kept here, to be opened and replayed.
      </EmptyState>
    );
  }
  const wanted = typed.toLowerCase();
  const found = runs.filter(({ name, outcome }) =>
    `${name} ${outcome}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <SearchField label="Search runs" value={typed} onChange={setTyped} />
      <div className="library-rows">
        <ul>
          {found.map((run) => (
            <li key={run.id}>
              <RunRow run={run} now={now} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function RunRow({ run, now }: { readonly run: RunRecord; readonly now: number }) {
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming) {
    return (
      <NameField
        run={run}
        onDone={() => {
          setRenaming(false);
        }}
      />
    );
  }
  return (
    <div className="run">
      <button
        type="button"
        className="run-open"
        title={`${run.name}: ${run.outcome}\nSeed ${run.seed}, ${formatCount(run.events)} events${run.recordingBytes === undefined ? ', runs again when opened' : `, recording of ${formatBytes(run.recordingBytes)}`}`}
        onClick={() => void openRun(run)}
      >
        <span className="run-tone" data-tone={run.tone} aria-hidden="true">
          {TONE_SIGNS[run.tone]}
        </span>
        <span className="block-title truncate">{run.name}</span>
        <span className="block-summary truncate">{run.outcome}</span>
        <span className="run-facts">
          {formatMicros(run.virtualMicros)} · {formatAgo(run.finishedAt, now)}
        </span>
      </button>
      <Menu
        label={`Actions for ${run.name}`}
        align="end"
        trigger={
          <IconButton
            label={`Actions for ${run.name}`}
            size="small"
            icon={<MoreHorizontal size={ICON} />}
          />
        }
      >
        <MenuItem
          icon={<Pencil size={ICON} />}
          onSelect={() => {
            setRenaming(true);
          }}
        >
          Rename
        </MenuItem>
        <MenuItem
          icon={<Download size={ICON} />}
          isDisabled={run.recordingBytes === undefined}
          onSelect={() => void exportRun(run)}
        >
          Download the recording
        </MenuItem>
        <MenuItem
          icon={<FileJson size={ICON} />}
          onSelect={() => {
            const text = `${JSON.stringify({ ...run.design, seed: run.seed }, undefined, 2)}\n`;
            downloadFile(`${fileStem(run.name)}.json`, text, DESIGN_TYPE);
          }}
        >
          Download its design
        </MenuItem>
        <MenuLine />
        <MenuItem
          icon={<Trash2 size={ICON} />}
          isDangerous
          onSelect={() => {
            void runsStore.remove(run.id);
            noticeStore.announce(`${run.name} deleted`);
          }}
        >
          Delete
        </MenuItem>
      </Menu>
    </div>
  );
}

async function exportRun(run: RunRecord): Promise<void> {
  const bytes = await runsStore.recordingOf(run.id);
  if (bytes === undefined) return;
  downloadFile(`${fileStem(run.name)}.concord`, bytes, RECORDING_TYPE);
  noticeStore.announce(`Recording of ${run.name} downloaded`);
}

interface NameFieldProps {
  readonly run: RunRecord;
  readonly onDone: () => void;
}

function NameField({ run, onDone }: NameFieldProps) {
  return (
    <input
      className="field"
      aria-label="Name of the run"
      defaultValue={run.name}
      maxLength={120}
      ref={(field) => field?.select()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
      onBlur={(event) => {
        const name = event.currentTarget.value.trim();
        if (name !== '' && name !== run.name) void runsStore.rename(run.id, name);
        onDone();
      }}
    />
  );
}
