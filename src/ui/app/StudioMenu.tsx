/** What it is: the menu behind the studio's name: designs and files. */

import {
  Download,
  FileDown,
  FilePlus2,
  FolderOpen,
  LayoutGrid,
  Copy,
  Network,
  Scale,
  Search,
  ShieldCheck,
} from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { commands, titleOf } from '../commands/registry.ts';
import type { StoredDesign } from '../state/database.ts';
import { documentStore } from '../state/documentStore.ts';
import { database, openStored } from '../state/studio.ts';
import { Button } from '../widgets/Button.tsx';
import { Menu, MenuHeading, MenuItem, MenuLine } from '../widgets/Menu.tsx';
import { formatAgo } from '../widgets/format.ts';
import { Mark } from './Mark.tsx';

const RECENT_MOST = 8;

const NOTHING: { readonly designs: readonly StoredDesign[]; readonly now: number } = {
  designs: [],
  now: 0,
};

const ITEMS: readonly (readonly [id: string, icon: ReactNode] | 'line')[] = [
  ['document.new', <FilePlus2 key="new" size={14} />],
  ['view.gallery', <LayoutGrid key="gallery" size={14} />],
  ['document.import', <FolderOpen key="import" size={14} />],
  'line',
  ['document.copy', <Copy key="copy" size={14} />],
  ['document.export', <Download key="export" size={14} />],
  ['recording.export', <FileDown key="recording" size={14} />],
  ['run.explore', <Search key="explore" size={14} />],
  ['run.incentives', <Scale key="incentives" size={14} />],
  ['run.clusterSizes', <Network key="clusterSizes" size={14} />],
  ['run.verify', <ShieldCheck key="verify" size={14} />],
];

export function StudioMenu() {
  const [recent, setRecent] = useState(NOTHING);
  const look = async (): Promise<void> => {
    const listed = await database.listDesigns();
    if (!listed.ok) return;
    const { documentId } = documentStore.getState();
    const others = listed.value.filter((stored) => stored.id !== documentId);
    const newest = others.toSorted((one, other) => other.savedAt - one.savedAt);
    setRecent({ designs: newest.slice(0, RECENT_MOST), now: Date.now() });
  };
  return (
    <Menu
      label="Concord"
      onOpen={() => void look()}
      trigger={
        <Button className="brand" look="quiet" aria-label="Concord: designs and files">
          <Mark />
          <span className="brand-name">Concord</span>
        </Button>
      }
    >
      {ITEMS.map((item, i) =>
        item === 'line' ? (
          <MenuLine key={i} />
        ) : (
          <CommandItem key={item[0]} id={item[0]} icon={item[1]} />
        ),
      )}
      {recent.designs.length === 0 ? undefined : (
        <>
          <MenuLine />
          <MenuHeading>Designs in this browser</MenuHeading>
          {recent.designs.map((stored) => (
            <MenuItem
              key={stored.id}
              note={formatAgo(stored.savedAt, recent.now)}
              onSelect={() => void openStored(stored.id)}
            >
              {stored.name}
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  );
}

function CommandItem({ id, icon }: { readonly id: string; readonly icon: ReactNode }) {
  const command = commands.find(id);
  if (command === undefined) return undefined;
  return (
    <MenuItem
      icon={icon}
      shortcut={command.keys?.[0]}
      isDisabled={!commands.isEnabled(id)}
      onSelect={() => commands.execute(id)}
    >
      {titleOf(command)}
    </MenuItem>
  );
}
