/** What it is: the menus of the canvas, opened where the pointer or the keys are. */

import { DropdownMenu } from 'radix-ui';
import { commands, titleOf } from '../../commands/registry.ts';
import { MenuItem, MenuLine } from '../../widgets/Menu.tsx';
import '../../widgets/menu.css';
import { canvasStore, flowControl, useCanvas } from '../canvasStore.ts';
import type { CanvasMenu } from '../canvasStore.ts';
import { AgentMenu } from './AgentMenu.tsx';
import { DataFaults, EdgeFaults, PoolFaults, RegionFaults } from './FaultItems.tsx';

export function CanvasMenus() {
  const menu = useCanvas((state) => state.menu);
  if (menu === undefined) return undefined;
  return (
    <DropdownMenu.Root
      open
      modal={false}
      onOpenChange={(isOpen) => {
        if (!isOpen) canvasStore.setState({ menu: undefined });
      }}
    >
      <DropdownMenu.Trigger asChild>
        <span className="menu-anchor" style={{ left: menu.at.x, top: menu.at.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          key={`${menu.at.x} ${menu.at.y}`}
          className="menu"
          aria-label={nameOf(menu)}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onContextMenu={(event) => {
            event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            // The anchor is gone by then; the focus stays where it was before.
            event.preventDefault();
          }}
        >
          <MenuBody menu={menu} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function nameOf(menu: CanvasMenu): string {
  switch (menu.kind) {
    case 'pane':
      return 'Canvas';
    case 'node':
      return menu.node;
    case 'edge':
      return 'Connection';
    case 'agent':
      return menu.agent;
  }
}

function MenuBody({ menu }: { readonly menu: CanvasMenu }) {
  switch (menu.kind) {
    case 'pane':
      return (
        <>
          <MenuItem
            shortcut="N"
            onSelect={() => {
              const { at } = menu;
              canvasStore.setState({
                search: { at, place: flowControl()?.toDesign(at), from: undefined },
              });
            }}
          >
            Add a node here…
          </MenuItem>
          <CommandItem id="canvas.paste" />
          <MenuLine />
          <CommandItem id="selection.all" />
          <CommandItem id="canvas.arrange" />
          <CommandItem id="canvas.fit" />
        </>
      );
    case 'node':
      return (
        <>
          <PoolFaults node={menu.node} />
          <DataFaults node={menu.node} />
          <RegionFaults node={menu.node} />
          <CommandItem id="selection.connect" />
          <MenuLine />
          <CommandItem id="selection.copy" />
          <CommandItem id="selection.cut" />
          <CommandItem id="selection.duplicate" />
          <CommandItem id="canvas.fitSelection" />
          <MenuLine />
          <CommandItem id="selection.remove" isDangerous />
        </>
      );
    case 'edge':
      return (
        <>
          <EdgeFaults edge={menu.edge} />
          <CommandItem id="selection.remove" isDangerous />
        </>
      );
    case 'agent':
      return <AgentMenu agent={menu.agent} />;
  }
}

interface CommandItemProps {
  readonly id: string;
  readonly isDangerous?: boolean;
}

function CommandItem({ id, isDangerous = false }: CommandItemProps) {
  const command = commands.find(id);
  if (command === undefined) return undefined;
  return (
    <MenuItem
      shortcut={command.keys?.[0]}
      isDisabled={!commands.isEnabled(id)}
      isDangerous={isDangerous}
      onSelect={() => {
        commands.execute(id);
      }}
    >
      {titleOf(command)}
    </MenuItem>
  );
}
