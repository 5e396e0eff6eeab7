/** What it is: the menu of a bar of the fault track: all that can be done to it, for the mouse and for keys. */

import { useFrame } from '../../state/frameStore.ts';
import { usePlayback } from '../../state/playbackStore.ts';
import { keepDeeds } from '../../state/studio.ts';
import { isOpen } from '../../state/transport.ts';
import { formatMicros } from '../../widgets/format.ts';
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../widgets/Menu.tsx';
import { duplicate, endNow, lastToEnd, limit, open, remove } from './barActs.ts';
import type { FaultBar } from './bars.ts';

export interface BarMenuProps {
  readonly bar: FaultBar;
  /** Where on the track it opens, in pixels. */
  readonly left: number;
  readonly onClose: () => void;
}

export function BarMenu({ bar, left, onClose }: BarMenuProps) {
  return (
    <Menu
      label={bar.words}
      side="top"
      isOpen
      onOpenChange={(isShown) => {
        if (!isShown) onClose();
      }}
      trigger={
        <button
          type="button"
          className="fault-menu-place"
          tabIndex={-1}
          aria-label={bar.words}
          style={{ left }}
        />
      }
    >
      <MenuHeading>{bar.title}</MenuHeading>
      {bar.fault === undefined ? <MadeItems bar={bar} /> : <PlannedItems bar={bar} />}
    </Menu>
  );
}

function PlannedItems({ bar }: { readonly bar: FaultBar }) {
  const cursor = useFrame(({ frame }) => frame?.cursor.at);
  const isTimed = bar.fault?.when === undefined && bar.fault?.kind !== 'reboot';
  return (
    <>
      <MenuItem shortcut="Enter" onSelect={() => open(bar)}>
        Edit in the inspector
      </MenuItem>
      <MenuItem onSelect={() => duplicate(bar)}>Duplicate</MenuItem>
      {isTimed && cursor !== undefined ? (
        <>
          <MenuItem
            note={formatMicros(cursor)}
            isDisabled={bar.to !== undefined && cursor >= bar.to}
            onSelect={() => limit(bar, 'begin', cursor)}
          >
            Begin at the cursor
          </MenuItem>
          <MenuItem
            note={formatMicros(cursor)}
            isDisabled={cursor <= bar.from}
            onSelect={() => limit(bar, 'end', cursor)}
          >
            End at the cursor
          </MenuItem>
        </>
      ) : undefined}
      {isTimed ? (
        <MenuItem isDisabled={bar.to === undefined} onSelect={() => lastToEnd(bar)}>
          Last to the end
        </MenuItem>
      ) : undefined}
      <MenuLine />
      <MenuItem shortcut="Delete" isDangerous onSelect={() => remove(bar)}>
        Remove
      </MenuItem>
    </>
  );
}

function MadeItems({ bar }: { readonly bar: FaultBar }) {
  const cursor = useFrame(({ frame }) => frame?.cursor.at ?? 0);
  const isRunOpen = usePlayback(({ transport }) => isOpen(transport));
  const isInForce = cursor >= bar.from && (bar.to === undefined || cursor < bar.to);
  return (
    <>
      <MenuItem shortcut="Enter" onSelect={() => open(bar)}>
        Go to where it began
      </MenuItem>
      <MenuItem
        note={formatMicros(cursor)}
        isDisabled={!isRunOpen || !isInForce}
        onSelect={() => endNow(bar)}
      >
        End at the cursor
      </MenuItem>
      <MenuLine />
      <MenuItem isDisabled={!isRunOpen || cursor < bar.from} onSelect={() => void keepDeeds()}>
        Keep all done by hand in the design
      </MenuItem>
    </>
  );
}
