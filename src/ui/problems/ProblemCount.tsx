/** What it is: how many problems the design has, as a button that shows them. */

import { CircleCheck, CircleX, Lightbulb, TriangleAlert } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { commands } from '../commands/registry.ts';
import { useProblems } from '../state/problemsStore.ts';
import { Button } from '../widgets/Button.tsx';
import { Tooltip } from '../widgets/Tooltip.tsx';
import { plural } from '../widgets/format.ts';
import './problems.css';

/** Stands in a toolbar. */
export function ProblemCount() {
  const errors = useProblems((state) => state.errorCount);
  const warnings = useProblems((state) => state.warningCount);
  const advice = useProblems((state) => state.adviceCount);
  const label = sayCounts(errors, warnings, advice);
  return (
    <Tooltip label={label} shortcut={commands.find('view.problems')?.keys?.[0]}>
      <Toolbar.Button asChild>
        <Button
          look="quiet"
          className="problem-count"
          aria-label={`Problems: ${label}`}
          onClick={() => commands.execute('view.problems')}
        >
          {errors > 0 || warnings > 0 ? undefined : advice > 0 ? (
            <Lightbulb size={15} className="tone-quiet" aria-hidden="true" />
          ) : (
            <CircleCheck size={15} className="tone-good" aria-hidden="true" />
          )}
          {errors === 0 ? undefined : (
            <>
              <CircleX size={15} className="tone-bad" aria-hidden="true" />
              {errors}
            </>
          )}
          {warnings === 0 ? undefined : (
            <>
              <TriangleAlert size={15} className="tone-warning" aria-hidden="true" />
              {warnings}
            </>
          )}
        </Button>
      </Toolbar.Button>
    </Tooltip>
  );
}

/** The counts in words. */
function sayCounts(errors: number, warnings: number, advice: number): string {
  const parts = [
    ...(errors === 0 ? [] : [plural(errors, 'error')]),
    ...(warnings === 0 ? [] : [plural(warnings, 'warning')]),
    ...(advice === 0 ? [] : [plural(advice, 'piece of advice', 'pieces of advice')]),
  ];
  return parts.length === 0 ? 'none found' : parts.join(', ');
}
