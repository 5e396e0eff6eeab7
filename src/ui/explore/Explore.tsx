/** What it is: the exploration as its user meets it, in two ways: many runs, or every order of a small world. What to try is at the left, what came of it at the right. */

import { Tabs } from 'radix-ui';
import { useEffect } from 'react';
import { documentStore } from '../state/documentStore.ts';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { ExploreForm } from './ExploreForm.tsx';
import { ExploreResults } from './ExploreResults.tsx';
import { SmallWorldForm } from './SmallWorldForm.tsx';
import { SmallWorldResults } from './SmallWorldResults.tsx';
import { survey } from './exploration.ts';
import { surveySmallWorld } from './smallWorld.ts';
import '../widgets/tabs.css';
import './explore.css';

export function Explore() {
  const isOpen = useSession((state) => state.dialog === 'explore');
  useEffect(() => {
    if (!isOpen) return;
    const { design } = documentStore.getState();
    void survey(design);
    void surveySmallWorld(design);
  }, [isOpen]);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        sessionStore.showDialog(undefined);
      }}
      title="Explore schedules"
      help="Looks for a run of the open design in which a promise breaks: among many, each with other luck, faults and orders of messages, or in every order of events of a small world."
      width={960}
    >
      <Tabs.Root defaultValue="runs">
        <Tabs.List className="explore-tabs" aria-label="Ways to explore">
          <Tabs.Trigger className="tab" value="runs">
            Many runs
          </Tabs.Trigger>
          <Tabs.Trigger className="tab" value="orders">
            Every order
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content className="explore" value="runs" tabIndex={-1}>
          <ExploreForm />
          <ExploreResults />
        </Tabs.Content>
        <Tabs.Content className="explore" value="orders" tabIndex={-1}>
          <SmallWorldForm />
          <SmallWorldResults />
        </Tabs.Content>
      </Tabs.Root>
    </Dialog>
  );
}
