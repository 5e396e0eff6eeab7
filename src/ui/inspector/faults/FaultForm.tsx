/** What it is: one fault: what it does, to whom, and when. */

import { Trash2 } from 'lucide-react';
import { FAULT_CARDS } from '../../../engine/faults/cards.ts';
import { removeFault } from '../../state/designEdits.ts';
import { documentStore } from '../../state/documentStore.ts';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';
import { IconButton } from '../../widgets/Button.tsx';
import type { FaultFormProps } from './faultFormProps.ts';
import { StrengthFields } from './StrengthFields.tsx';
import { WhenFields } from './WhenFields.tsx';
import { WhereFields } from './WhereFields.tsx';

export function FaultForm({ fault, path }: FaultFormProps) {
  const title = FAULT_CARDS.find((card) => card.kind === fault.kind)?.title ?? fault.kind;
  return (
    <fieldset className="fault" data-path={path} data-fault={fault.id}>
      <legend className="visually-hidden">{`${title} ${fault.id}`}</legend>
      <div className="fault-head">
        <BlockGlyph glyph={fault.kind} size={14} />
        <span className="fault-title">{title}</span>
        <span className="fault-id numeric truncate">{fault.id}</span>
        <IconButton
          label={`Remove fault ${fault.id}`}
          size="small"
          icon={<Trash2 size={13} />}
          onClick={() => {
            documentStore.edit('Remove a fault', (design) => removeFault(design, fault.id));
          }}
        />
      </div>
      <StrengthFields fault={fault} path={path} />
      <WhenFields fault={fault} path={path} />
      <WhereFields fault={fault} path={path} />
    </fieldset>
  );
}
