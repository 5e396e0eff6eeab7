/** What it is: the exploration as its user meets it: what to try at the left, what came of it at the right. */

import { useEffect } from 'react';
import { documentStore } from '../state/documentStore.ts';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { ExploreForm } from './ExploreForm.tsx';
import { ExploreResults } from './ExploreResults.tsx';
import { survey } from './exploration.ts';
import './explore.css';

export function Explore() {
  const isOpen = useSession((state) => state.dialog === 'explore');
  useEffect(() => {
    if (isOpen) void survey(documentStore.getState().design);
  }, [isOpen]);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        sessionStore.showDialog(undefined);
      }}
      title="Explore schedules"
      help="Runs the open design many times, each with other luck, faults and orders of messages, and looks for a run in which a promise breaks."
      width={960}
    >
      <div className="explore">
        <ExploreForm />
        <ExploreResults />
      </div>
    </Dialog>
  );
}
