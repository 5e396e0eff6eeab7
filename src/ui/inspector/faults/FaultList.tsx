/** What it is: the design's faults that strike a pool, a coordination's actors, or one agent. */

import { Plus } from 'lucide-react';
import { FAULT_CARDS } from '../../../engine/faults/cards.ts';
import { doesName, doesTouch } from '../../state/faultNames.ts';
import { useDocument } from '../../state/documentStore.ts';
import { addFaultBlock } from '../../state/faultBlocks.ts';
import { Button } from '../../widgets/Button.tsx';
import { Menu, MenuItem } from '../../widgets/Menu.tsx';
import { Section } from '../sections/Section.tsx';
import { FaultForm } from './FaultForm.tsx';

export interface FaultListProps {
  /** `replicas` for a whole pool, `replicas/2` for one agent. */
  readonly target: string;
}

export function FaultList({ target }: FaultListProps) {
  const design = useDocument((state) => state.design);
  const strikes = target.includes('/') ? doesName : doesTouch;
  const own = design.faults
    .map((fault, place) => ({ fault, place }))
    .filter(({ fault }) => strikes(design, fault, target));
  const canAdd =
    target.includes('/') || design.nodes.some((one) => one.id === target && one.kind === 'pool');
  if (own.length === 0 && !canAdd) return undefined;
  return (
    <Section title="Faults in the design" more={own.length === 0 ? 'none' : own.length}>
      {own.map(({ fault, place }) => (
        <FaultForm key={fault.id} fault={fault} path={`faults.${place}`} />
      ))}
      {canAdd ? (
        <Menu
          label="Add a fault"
          trigger={
            <Button size="small" icon={<Plus size={13} aria-hidden="true" />}>
              Add a fault
            </Button>
          }
        >
          {FAULT_CARDS.map(({ kind, title, help }) => (
            <MenuItem
              key={kind}
              onSelect={() => {
                addFaultBlock(kind, [target]);
              }}
            >
              <span title={help}>{title}</span>
            </MenuItem>
          ))}
        </Menu>
      ) : undefined}
    </Section>
  );
}
