/** What it is: whether what is on screen is kept. */

import { Check, CircleAlert, Loader, PanelsTopLeft } from 'lucide-react';
import { useDocument } from '../state/documentStore.ts';
import type { SavedState } from '../state/documentStore.ts';
import { Tooltip } from '../widgets/Tooltip.tsx';

interface Mark {
  readonly text: string;
  readonly help: string;
  readonly tone: 'quiet' | 'warning' | 'bad';
  readonly Icon: typeof Check;
}

const MARKS: Readonly<Record<SavedState, Mark>> = {
  saved: { text: 'Saved', help: 'Kept in this browser.', tone: 'quiet', Icon: Check },
  changed: { text: 'Saving', help: 'Saved in a moment.', tone: 'quiet', Icon: Loader },
  saving: { text: 'Saving', help: 'Saved in a moment.', tone: 'quiet', Icon: Loader },
  failed: {
    text: 'Not saved',
    help: 'The browser could not store the design; download it to keep it.',
    tone: 'bad',
    Icon: CircleAlert,
  },
  elsewhere: {
    text: 'In another tab',
    help: 'Another tab saves this design; changes made here are not kept.',
    tone: 'warning',
    Icon: PanelsTopLeft,
  },
};

export function SavedMark() {
  const { text, help, tone, Icon } = MARKS[useDocument((state) => state.saved)];
  return (
    <Tooltip label={help}>
      <span className="saved-mark" data-tone={tone} data-testid="saved-mark">
        <Icon size={13} aria-hidden="true" />
        <span className="saved-mark-text">{text}</span>
      </span>
    </Tooltip>
  );
}
