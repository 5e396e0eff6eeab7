/** What it is: undo and redo. */

import { Redo2, Undo2 } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { redoLabel, undoLabel, useDocument } from '../state/documentStore.ts';
import { CommandButton } from './CommandButton.tsx';

export function HistoryButtons() {
  // The labels make the buttons' names follow the history.
  const undo = useDocument(undoLabel);
  const redo = useDocument(redoLabel);
  return (
    <Toolbar.Root className="top-bar-run" aria-label="History">
      <CommandButton
        command="document.undo"
        icon={<Undo2 size={16} />}
        isEnabled={undo !== undefined}
      />
      <CommandButton
        command="document.redo"
        icon={<Redo2 size={16} />}
        isEnabled={redo !== undefined}
      />
    </Toolbar.Root>
  );
}
