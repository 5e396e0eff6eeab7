/** What it is: what was found: each distinct violation with its counterexample, to open or to keep. */

import { Download, ExternalLink } from 'lucide-react';
import { STRATEGIES } from '../../engine/exploration/settings.ts';
import type { Design } from '../../engine/document/design.ts';
import type { Find } from '../../engine/exploration/explore.ts';
import { documentStore } from '../state/documentStore.ts';
import { downloadFile, fileStem } from '../state/files.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { database, DESIGN_TYPE, openDesign, openStored, runDesign } from '../state/studio.ts';
import { Button } from '../widgets/Button.tsx';
import { formatCount, plural } from '../widgets/format.ts';
import { keyOf, makeSmall, useExploration } from './exploration.ts';

const SHOWN_MOST = 50;

export function FindList() {
  const phase = useExploration((state) => state.phase);
  const finds = useExploration((state) => state.progress.finds);
  if (finds.length === 0)
    return (
      <p className="explore-help">
        {phase === 'done' || phase === 'stopped'
          ? 'Nothing was violated. That proves nothing; more runs or other strategies may find something.'
          : 'Violations appear here, each made as small as it goes.'}
      </p>
    );
  return (
    <ul className="explore-finds" aria-label="Violations found">
      {finds.slice(0, SHOWN_MOST).map((find) => (
        <Entry key={`${keyOf(find)}/${find.explanation}`} find={find} />
      ))}
    </ul>
  );
}

function Entry({ find }: { readonly find: Find }) {
  const { title, explanation, run, strategy, times } = find;
  const by = STRATEGIES.find(({ id }) => id === strategy)?.title ?? strategy;
  return (
    <li className="explore-find">
      <strong>{title}</strong>
      <p>{explanation}</p>
      <p className="explore-note">
        First in run {formatCount(run)} ({by}), {plural(times, 'run')} in all. <Size find={find} />
      </p>
      <div className="explore-actions">
        <Button
          size="small"
          icon={<ExternalLink size={13} aria-hidden="true" />}
          onClick={() => void openFind(find)}
        >
          Open counterexample
        </Button>
        <Button
          size="small"
          icon={<Download size={13} aria-hidden="true" />}
          onClick={() => void saveFind(find)}
        >
          Save as scenario
        </Button>
      </div>
    </li>
  );
}

function Size({ find }: { readonly find: Find }) {
  const shrunk = useExploration((state) => state.shrunk.get(keyOf(find)));
  if (shrunk === undefined) return undefined;
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
async function openFind(find: Find): Promise<void> {
  const counterexample = await makeSmall(find);
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

async function saveFind(find: Find): Promise<void> {
  const counterexample = await makeSmall(find);
  if (counterexample === undefined) return;
  const { design } = counterexample;
  downloadFile(
    `${fileStem(design.name)}.json`,
    `${JSON.stringify(design, undefined, 2)}\n`,
    DESIGN_TYPE,
  );
  noticeStore.announce(`Scenario ${design.name} downloaded`);
}
