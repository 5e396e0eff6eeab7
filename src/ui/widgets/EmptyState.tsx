/** What it is: what stands where nothing is yet: one sentence and one button. */

import type { ReactNode } from 'react';
import './emptyState.css';

export interface EmptyStateProps {
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <p>{children}</p>
      {action}
    </div>
  );
}
