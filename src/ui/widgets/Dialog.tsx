/** What it is: a dialog over the page: a title, a body, and a way out. */

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import './dialog.css';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** One sentence under the title. */
  readonly help?: ReactNode;
  readonly width?: number;
  readonly children: ReactNode;
}

export function Dialog({ isOpen, onClose, title, help, width = 520, children }: DialogProps) {
  return (
    <Radix.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="dialog-scrim" />
        <Radix.Content
          className="dialog"
          onOpenAutoFocus={(event) => {
            // The first control is the one that closes: focused, it would show its tooltip.
            event.preventDefault();
            if (event.target instanceof HTMLElement) event.target.focus();
          }}
          style={{ width }}
          {...(help === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="dialog-head">
            <div>
              <Radix.Title className="dialog-title">{title}</Radix.Title>
              {help === undefined ? undefined : (
                <Radix.Description className="dialog-help">{help}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" shortcut="Escape" icon={<X size={16} />} />
            </Radix.Close>
          </header>
          {/* What scrolls must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className="dialog-body" tabIndex={0}>
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
