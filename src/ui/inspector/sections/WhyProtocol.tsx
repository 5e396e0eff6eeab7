/** What it is: the selector's explanation: for every protocol why it fits or does not. */

import type { NodeOf } from '../../../engine/document/design.ts';
import { PROTOCOL_CARDS } from '../../../engine/protocols/catalog.ts';
import { useDocument } from '../../state/documentStore.ts';
import { selectionOf } from '../../state/participation.ts';
import { spoken } from '../fields/schemaFields.ts';
import { Section } from './Section.tsx';

export interface WhyProtocolProps {
  readonly node: NodeOf<'coordination'>;
  readonly isOpen: boolean;
}

export function WhyProtocol({ node, isOpen }: WhyProtocolProps) {
  const design = useDocument((state) => state.design);
  const { protocol, rows, flips } = selectionOf(design, node);
  const title = node.protocol === 'auto' ? 'Why this protocol?' : 'Which protocol would be chosen?';
  return (
    <Section title={title} isOpen={isOpen}>
      <ul className="why">
        {rows.map((row) => (
          <li
            key={row.protocol}
            data-fits={row.fits}
            data-chosen={row.protocol === protocol || undefined}
          >
            <span
              className="why-sign"
              role="img"
              aria-label={row.protocol === protocol ? 'chosen' : row.fits ? 'fits' : 'does not fit'}
            >
              {row.protocol === protocol ? '●' : row.fits ? '○' : '✕'}
            </span>
            <span className="why-name">
              {PROTOCOL_CARDS.get(row.protocol)?.title ?? spoken(row.protocol)}
            </span>
            <span className="why-words">{row.why}</span>
          </li>
        ))}
      </ul>
      {flips.length === 0 ? undefined : (
        <>
          <p className="note">What would change the choice:</p>
          <ul className="flips">
            {flips.map((flip) => (
              <li key={flip}>{flip}</li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
