/** What it is: a list with a search field that stands at a place of the canvas until something is chosen. */

import { Command } from 'cmdk';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Point } from '../../state/designEdits.ts';

export interface FloatingListProps {
  readonly at: Point;
  /** Its name, and what the field asks for. */
  readonly label: string;
  /** What stands there when nothing fits. */
  readonly empty: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const WIDTH = 380;
const HEIGHT = 340;
const MARGIN = 8;

export function FloatingList({ at, label, empty, onClose, children }: FloatingListProps) {
  const box = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector('input')?.focus();
    return () => {
      // Whoever came by keyboard goes on where they were.
      if (before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    const closeOutside = (event: PointerEvent): void => {
      const isInside =
        event.target instanceof globalThis.Node && box.current?.contains(event.target);
      if (isInside !== true) onClose();
    };
    window.addEventListener('pointerdown', closeOutside, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', closeOutside, { capture: true });
    };
  }, [onClose]);
  const left = Math.max(MARGIN, Math.min(at.x, window.innerWidth - WIDTH - MARGIN));
  const top = Math.max(MARGIN, Math.min(at.y, window.innerHeight - HEIGHT - MARGIN));
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className="floating-list"
      style={{ left, top, width: WIDTH, maxHeight: HEIGHT }}
    >
      <Command
        label={label}
        loop
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          event.preventDefault();
          onClose();
        }}
      >
        <Command.Input className="floating-input" placeholder={`${label}…`} />
        <Command.List className="floating-rows">
          <Command.Empty className="floating-none">{empty}</Command.Empty>
          {children}
        </Command.List>
      </Command>
    </div>
  );
}
