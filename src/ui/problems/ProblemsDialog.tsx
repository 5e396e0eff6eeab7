/** What it is: the problems of the design: what, where, what would be right; a click goes there. */

import { CircleX, Lightbulb, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../../engine/plan/plan.ts';
import { useDocument } from '../state/documentStore.ts';
import { useProblems } from '../state/problemsStore.ts';
import { sessionStore, useSession } from '../state/sessionStore.ts';
import { Dialog } from '../widgets/Dialog.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import './problems.css';

export function ProblemsDialog() {
  const isOpen = useSession((state) => state.dialog === 'problems');
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => {
        sessionStore.showDialog(undefined);
      }}
      title="Problems"
      help="Errors keep the design from running; warnings and advice do not."
      width={640}
    >
      <ProblemList />
    </Dialog>
  );
}

function ProblemList() {
  const diagnostics = useProblems((state) => state.diagnostics);
  if (diagnostics.length === 0) {
    return <EmptyState>Nothing to complain about: the design can run as it is.</EmptyState>;
  }
  return (
    <ul className="problems">
      {diagnostics.map((diagnostic) => (
        <li key={`${diagnostic.path} ${diagnostic.code} ${diagnostic.message}`}>
          <ProblemRow diagnostic={diagnostic} />
        </li>
      ))}
    </ul>
  );
}

const ICONS = {
  error: { Icon: CircleX, tone: 'tone-bad', word: 'Error' },
  warning: { Icon: TriangleAlert, tone: 'tone-warning', word: 'Warning' },
  advice: { Icon: Lightbulb, tone: 'tone-quiet', word: 'Advice' },
} as const;

function ProblemRow({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const { Icon, tone, word } = ICONS[diagnostic.severity];
  const name = useDocument(
    (state) => state.design.nodes.find((node) => node.id === diagnostic.node)?.name,
  );
  return (
    <button
      type="button"
      className="problem"
      onClick={() => {
        sessionStore.showDialog(undefined);
        if (diagnostic.node !== undefined) sessionStore.requestReveal([diagnostic.node]);
        sessionStore.requestField(diagnostic.node, diagnostic.path);
      }}
    >
      <Icon size={15} className={tone} aria-hidden="true" />
      <span className="visually-hidden">{word}:</span>
      <span>{diagnostic.message}</span>
      <span className="problem-place">{name ?? 'Design'}</span>
    </button>
  );
}
