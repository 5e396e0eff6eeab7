/** What it is: the head of the inspector: what is shown, and what kind of thing it is. */

import type { ReactNode } from 'react';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';

export interface HeadProps {
  readonly glyph: string;
  readonly title: string;
  readonly kind: string;
  readonly children?: ReactNode;
}

export function Head({ glyph, title, kind, children }: HeadProps) {
  return (
    <header className="inspector-head">
      <span className="inspector-glyph">
        <BlockGlyph glyph={glyph} size={18} />
      </span>
      <div className="inspector-title">
        <h2 className="truncate">{title}</h2>
        <p className="truncate">{kind}</p>
      </div>
      {children}
    </header>
  );
}
