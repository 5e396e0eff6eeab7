/** What it is: the aspects of a proposal, each with its merit; added, changed and removed one by one. */

import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { ASPECTS_MOST } from '../../../engine/document/design.ts';
import type { NodeOf, ProposalAspect } from '../../../engine/document/design.ts';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { NameInput } from '../fields/NameInput.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { editNode } from '../edits.ts';

const PLAIN = { unit: '', factor: 1 };

export interface AspectFieldsProps {
  readonly node: NodeOf<'proposal'>;
}

export function AspectFields({ node }: AspectFieldsProps) {
  const title = useId();
  const aspects = node.aspects ?? [];
  const change = (field: string, next: readonly ProposalAspect[]): void => {
    editNode(node.id, 'proposal', field, (one) => {
      const { aspects: _before, ...others } = one;
      return next.length === 0 ? others : { ...one, aspects: [...next] };
    });
  };
  return (
    <div className="aspects" role="group" aria-labelledby={title}>
      <h4 id={title} className="aspects-title">
        Aspects
      </h4>
      <p className="note">
        What it is judged by. Who disagrees names the aspect it objects to, and a revision betters
        the one that most object to.
      </p>
      {aspects.map((aspect, i) => (
        <AspectRow
          key={i}
          place={i}
          aspect={aspect}
          onChange={(next) =>
            change(
              `aspect ${i + 1}`,
              aspects.map((one, k) => (k === i ? next : one)),
            )
          }
          onRemove={() =>
            change(
              'the aspects',
              aspects.filter((_, k) => k !== i),
            )
          }
        />
      ))}
      {aspects.length < ASPECTS_MOST ? (
        <Button
          size="small"
          icon={<Plus size={13} aria-hidden="true" />}
          onClick={() => {
            change('the aspects', [
              ...aspects,
              { name: `aspect ${aspects.length + 1}`, merit: node.merit },
            ]);
          }}
        >
          Add an aspect
        </Button>
      ) : undefined}
    </div>
  );
}

interface AspectRowProps {
  readonly place: number;
  readonly aspect: ProposalAspect;
  readonly onChange: (aspect: ProposalAspect) => void;
  readonly onRemove: () => void;
}

function AspectRow({ place, aspect, onChange, onRemove }: AspectRowProps) {
  const id = useId();
  return (
    <div className="aspect-row">
      <label className="visually-hidden" htmlFor={`${id}-name`}>
        Name of aspect {place + 1}
      </label>
      <NameInput
        id={`${id}-name`}
        value={aspect.name}
        most={60}
        onChange={(name) => onChange({ ...aspect, name })}
      />
      <NumberInput
        id={`${id}-merit`}
        label={`Merit of ${aspect.name}`}
        value={aspect.merit}
        scale={PLAIN}
        isWhole={false}
        least={0}
        most={1}
        onChange={(merit) => onChange({ ...aspect, merit })}
      />
      <IconButton
        size="small"
        label={`Remove ${aspect.name}`}
        icon={<Trash2 size={13} />}
        onClick={onRemove}
      />
    </div>
  );
}
