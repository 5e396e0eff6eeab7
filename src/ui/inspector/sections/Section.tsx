/** What it is: a part of the inspector under a heading, which can be folded. */

import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

export interface SectionProps {
  readonly title: string;
  /** Beside the title: a count, a word. */
  readonly more?: ReactNode;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

export function Section({ title, more, isOpen = true, children }: SectionProps) {
  return (
    <details className="section" open={isOpen}>
      <summary className="section-head">
        <ChevronDown size={13} aria-hidden="true" className="section-mark" />
        <h3>{title}</h3>
        {more === undefined ? undefined : <span className="section-more">{more}</span>}
      </summary>
      <div className="section-body">{children}</div>
    </details>
  );
}
