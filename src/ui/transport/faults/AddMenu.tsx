/** What it is: the menus with which a fault is added to the track: at the cursor, or where it was clicked. */

import { Plus } from 'lucide-react';
import { memo } from 'react';
import type { FaultKind } from '../../../engine/document/fault.ts';
import { FAULT_CARDS } from '../../../engine/faults/cards.ts';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';
import { Button } from '../../widgets/Button.tsx';
import { formatMicros, plural } from '../../widgets/format.ts';
import { Menu, MenuHeading, MenuItem } from '../../widgets/Menu.tsx';

type AddKind = (kind: FaultKind) => void;

interface AddMenuProps {
  readonly count: number;
  readonly onAdd: AddKind;
}

/** The way to add for who has no mouse: at the cursor. The track around it follows every frame, and this does not. */
export const AddMenu = memo(function AddMenu({ count, onAdd }: AddMenuProps) {
  return (
    <div className="fault-label">
      <span>{count === 0 ? 'Faults' : plural(count, 'fault')}</span>
      <Menu
        label="Add a fault at the cursor"
        side="top"
        trigger={
          <Button
            size="small"
            look="quiet"
            className="fault-add"
            aria-label="Add a fault at the cursor"
            icon={<Plus size={13} aria-hidden="true" />}
          />
        }
      >
        <KindItems onAdd={onAdd} />
      </Menu>
    </div>
  );
});

/** The menu of kinds at a place of the track, which a double click has opened. */
export function AddMenuAt(props: {
  /** Virtual time in µs, and its place in pixels. */
  readonly at: number;
  readonly left: number;
  readonly onAdd: AddKind;
  readonly onClose: () => void;
}) {
  const { at, left, onAdd, onClose } = props;
  return (
    <Menu
      label="Add a fault here"
      side="top"
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      trigger={
        <button
          type="button"
          className="fault-menu-place"
          tabIndex={-1}
          aria-label="Where the fault begins"
          style={{ left }}
        />
      }
    >
      <MenuHeading>at {formatMicros(at)}</MenuHeading>
      <KindItems onAdd={onAdd} />
    </Menu>
  );
}

function KindItems({ onAdd }: { readonly onAdd: AddKind }) {
  return FAULT_CARDS.map(({ kind, title, help }) => (
    <MenuItem
      key={kind}
      icon={<BlockGlyph glyph={kind} size={14} />}
      onSelect={() => {
        onAdd(kind);
      }}
    >
      <span title={help}>{title}</span>
    </MenuItem>
  ));
}
