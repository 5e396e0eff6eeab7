/** What it is: a menu within a menu. */

import { ChevronRight } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import './menu.css';

export interface MenuSubProps {
  readonly title: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

export function MenuSub({ title, icon, children }: MenuSubProps) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item">
        <span className="menu-mark" aria-hidden="true">
          {icon}
        </span>
        <span className="truncate">{title}</span>
        <ChevronRight size={14} aria-hidden="true" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu" collisionPadding={8} sideOffset={2}>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}
