/** What it is: what one can do with a counterexample, whichever way it was found: its size in words, opened, kept. */

import { Download, ExternalLink } from 'lucide-react';
import type { Design } from '../../engine/document/design.ts';
import type { Counterexample } from '../../engine/exploration/shrinking/shrink.ts';
import { documentStore } from '../state/documentStore.ts';
import { downloadFile, fileStem } from '../state/files.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { database, DESIGN_TYPE, openDesign, openStored, runDesign } from '../state/studio.ts';
import { Button } from '../widgets/Button.tsx';
import { plural } from '../widgets/format.ts';
import type { Shrunk } from './exploration.ts';

interface CounterexampleActionsProps {
  /** Undefined: there is none, and it was said why. */
  readonly get: () => Promise<Counterexample | undefined>;
}

export function CounterexampleActions({ get }: CounterexampleActionsProps) {
  return (
    <div className="explore-actions">
      <Button
        size="small"
        icon={<ExternalLink size={13} aria-hidden="true" />}
        onClick={() => void get().then(openCounterexample)}
      >
        Open counterexample
      </Button>
      <Button
        size="small"
        icon={<Download size={13} aria-hidden="true" />}
        onClick={() => void get().then(saveCounterexample)}
      >
        Save as scenario
      </Button>
    </div>
  );
}

/** How large it is, or why there is none. */
export function saySize(shrunk: Shrunk | undefined): string {
  if (shrunk === undefined) return '';
  if (shrunk.phase === 'waiting') return 'Being made small…';
  if (shrunk.phase === 'failed') return shrunk.why;
  const { agents, faults, decisions, messages } = shrunk.counterexample.size;
  const parts = [
    plural(agents, 'agent'),
    plural(faults, 'fault'),
    ...(decisions === 0 ? [] : [plural(decisions, 'decision')]),
    plural(messages, 'message'),
  ];
  return `Made small: ${parts.join(', ')}.`;
}

/** The counterexample as a design of its own, running; what was open stays where it was kept. */
async function openCounterexample(counterexample: Counterexample | undefined): Promise<void> {
  if (counterexample === undefined) return;
  const { documentId, design } = documentStore.getState();
  sessionStore.showDialog(undefined);
  await openDesign(counterexample.design);
  await runDesign();
  noticeStore.notify({
    title: 'A counterexample is open',
    message: 'It is a design of its own, and its run stops at the violation.',
    topic: 'counterexample',
    actions: [{ label: `Back to ${design.name}`, run: () => void goBack(documentId, design) }],
  });
}

/** What was never changed was never stored: that is opened as it was. */
async function goBack(documentId: string, design: Design): Promise<void> {
  const stored = await database.loadDesign(documentId);
  if (stored.ok && stored.value !== undefined) await openStored(documentId);
  else await openDesign(design);
}

function saveCounterexample(counterexample: Counterexample | undefined): void {
  if (counterexample === undefined) return;
  const { design } = counterexample;
  downloadFile(
    `${fileStem(design.name)}.json`,
    `${JSON.stringify(design, undefined, 2)}\n`,
    DESIGN_TYPE,
  );
  noticeStore.announce(`Scenario ${design.name} downloaded`);
}
