/** What it is: the palette: finds every action, node, agent, scenario and event of the log, and goes there. */

import { Command as Cmdk } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useEffect, useMemo, useState } from 'react';
import type { LogRow } from '../../engine/projections/frame.ts';
import { frameStore } from '../state/frameStore.ts';
import { playbackStore } from '../state/playbackStore.ts';
import { pageTimers } from '../state/problemsStore.ts';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import { Keys } from '../widgets/Keys.tsx';
import { findEverything } from './paletteItems.ts';
import type { PaletteItem } from './paletteItems.ts';
import './palette.css';

export function Palette() {
  const isOpen = useSession((state) => state.dialog === 'palette');
  const close = (): void => {
    sessionStore.showDialog(undefined);
  };
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-scrim" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Find anything</Dialog.Title>
          <PaletteBody onDone={close} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const EVENTS_MOST = 8;
const QUERY_LEAST = 3;
const DELAY_MILLIS = 150;
const NO_ROWS: readonly LogRow[] = [];

/** Events of the run that say what was typed; the simulation looks for them. */
function useEventsFound(query: string): readonly LogRow[] {
  const [rows, setRows] = useState(NO_ROWS);
  useEffect(() => {
    const isAsked = query.length >= QUERY_LEAST && frameStore.getState().frame !== undefined;
    const cancel = pageTimers.after(isAsked ? DELAY_MILLIS : 0, () => {
      if (!isAsked) setRows(NO_ROWS);
      else void ask();
    });
    let isOver = false;
    const ask = async (): Promise<void> => {
      const filter = { kinds: [], agent: '', text: query };
      const answer = await playbackStore.findEvents(filter, EVENTS_MOST);
      if (!isOver) setRows(answer);
    };
    return () => {
      isOver = true;
      cancel();
    };
  }, [query]);
  return rows;
}

function PaletteBody({ onDone }: { readonly onDone: () => void }) {
  const [query, setQuery] = useState('');
  const found = useEventsFound(query);
  const groups = useMemo(() => findEverything(query, found), [query, found]);
  const choose = (item: PaletteItem): void => {
    onDone();
    // After the dialog has given the focus back: the action may want it elsewhere.
    queueMicrotask(item.run);
  };
  return (
    <Cmdk label="Find anything" shouldFilter={false} loop>
      <Cmdk.Input
        className="palette-input"
        value={query}
        onValueChange={setQuery}
        placeholder="Find an action, a node, an agent, a scenario, an event…"
      />
      <Cmdk.List className="palette-list">
        <Cmdk.Empty className="palette-empty">Nothing is called that.</Cmdk.Empty>
        {groups.map(({ heading, items }) => (
          <Cmdk.Group key={heading} heading={heading}>
            {items.map((item) => (
              <Cmdk.Item
                key={item.id}
                value={item.id}
                className="menu-item palette-item"
                onSelect={() => {
                  choose(item);
                }}
              >
                <span className="truncate">{item.title}</span>
                {item.note === undefined ? undefined : (
                  <span className="palette-note">{item.note}</span>
                )}
                {item.keys === undefined ? undefined : <Keys keys={item.keys} />}
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        ))}
      </Cmdk.List>
    </Cmdk>
  );
}
