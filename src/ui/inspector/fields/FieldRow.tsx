/** What it is: one row of a form: label, control, a way back to the default, and what is wrong with it. */

import { RotateCcw } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useProblems } from '../../state/problemsStore.ts';
import { IconButton } from '../../widgets/Button.tsx';
import { Tooltip } from '../../widgets/Tooltip.tsx';

export interface FieldRowProps {
  readonly label: string;
  /** Path into the design, for problems and for who leads here. */
  readonly path: string;
  readonly help?: string;
  /** Whether the control stands under the label and takes the whole width. */
  readonly isWide?: boolean;
  /** Given when the value differs from its default. */
  readonly onReset?: (() => void) | undefined;
  /** What a reset would bring back, in words. */
  readonly resetWords?: string;
  readonly children: (ids: FieldIds) => ReactNode;
}

export interface FieldIds {
  readonly id: string;
  /** What else is said of the field: help and problems. */
  readonly describedBy: string;
  readonly isInvalid: boolean;
}

export function FieldRow({
  label,
  path,
  help = '',
  isWide = false,
  onReset,
  resetWords = 'the default',
  children,
}: FieldRowProps) {
  const id = useId();
  const problem = useProblemAt(path);
  return (
    <div className="row" data-wide={isWide || undefined} data-path={path}>
      <div className="row-label">
        {help === '' ? (
          <label htmlFor={id}>{label}</label>
        ) : (
          <Tooltip label={help} side="left">
            <label htmlFor={id} className="row-helped">
              {label}
            </label>
          </Tooltip>
        )}
        {onReset === undefined ? undefined : (
          <IconButton
            label={`Back to ${resetWords}: ${label}`}
            size="small"
            className="row-reset"
            icon={<RotateCcw size={12} />}
            onClick={onReset}
          />
        )}
      </div>
      <div className="row-control">
        {children({ id, describedBy: `${id}-more`, isInvalid: problem?.severity === 'error' })}
      </div>
      <span
        id={`${id}-more`}
        className={problem === undefined ? 'visually-hidden' : 'row-problem'}
        data-tone={problem?.severity}
      >
        {problem === undefined ? help : problem.message}
      </span>
    </div>
  );
}

/** The first problem of a field or of what lies below it. */
function useProblemAt(path: string) {
  return useProblems(({ diagnostics }) =>
    path === ''
      ? undefined
      : diagnostics.find((one) => one.path === path || one.path.startsWith(`${path}.`)),
  );
}
