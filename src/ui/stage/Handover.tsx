/** What it is: above the picture of a coordination what it has taken of others when it opened, or whom it waits for. */

import { ArrowRightToLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFrame } from '../state/frameStore.ts';
import type { FrameState } from '../state/frameStore.ts';
import { useView } from '../state/viewStore.ts';
import './handover.css';

/** One sentence to a line; the lists of a frame are new each time, and a text is not. */
const sayingsOf = ({ frame }: FrameState, shown: string | undefined): string => {
  const one = frame?.coordinations.find(({ id }) => id === shown);
  if (one === undefined) return '';
  return one.status === 'waiting' && one.phase !== '' ? one.phase : one.taken.join('\n');
};

export function Handover({ children }: { readonly children: ReactNode }) {
  const shown = useView((state) => state.coordination);
  const said = useFrame((state) => sayingsOf(state, shown));
  if (said === '') return children;
  return (
    <div className="handover">
      <ul className="handover-list" aria-label="Handed on">
        {said.split('\n').map((words) => (
          <li key={words} title={words}>
            <ArrowRightToLine size={12} aria-hidden="true" />
            <span>{words}</span>
          </li>
        ))}
      </ul>
      <div className="handover-picture">{children}</div>
    </div>
  );
}
