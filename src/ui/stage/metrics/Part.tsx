/** What it is: a column of the metrics. It scrolls by itself, so the keyboard must reach it. */

import type { ReactNode } from 'react';

export interface PartProps {
  readonly name: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

export function Part({ name, isWide = false, children }: PartProps) {
  return (
    <section
      className="metrics-part"
      data-wide={isWide || undefined}
      aria-label={name}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <h3>{name}</h3>
      {children}
    </section>
  );
}
