/** What it is: the form of a proposal: its text, how good it is, and by what it is judged. */

import type { NodeOf } from '../../../engine/document/design.ts';
import { meritOf } from '../../state/proposals.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { TextInput } from '../fields/TextInput.tsx';
import { editNode } from '../edits.ts';
import { AspectFields } from './AspectFields.tsx';
import { Facts } from './Facts.tsx';
import { Section } from './Section.tsx';

const TEXT_MAX = 4_000;
const PLAIN = { unit: '', factor: 1 };

export interface ProposalFormProps {
  readonly node: NodeOf<'proposal'>;
  readonly path: string;
}

export function ProposalForm({ node, path }: ProposalFormProps) {
  const { aspects = [] } = node;
  return (
    <Section title="Proposal">
      <FieldRow label="Text" path={`${path}.text`} isWide>
        {({ id, describedBy }) => (
          <TextInput
            id={id}
            describedBy={describedBy}
            value={node.text}
            most={TEXT_MAX}
            rows={4}
            onChange={(text) => {
              editNode(node.id, 'proposal', 'the text', (one) => ({ ...one, text }));
            }}
          />
        )}
      </FieldRow>
      {aspects.length === 0 ? (
        <MeritField node={node} path={path} />
      ) : (
        <Facts facts={[['Merit, the mean of its aspects', meritOf(node).toFixed(2)]]} />
      )}
      <AspectFields node={node} />
    </Section>
  );
}

function MeritField({ node, path }: ProposalFormProps) {
  return (
    <FieldRow
      label="Merit"
      path={`${path}.merit`}
      help="How good it truly is: 1 deserves agreement, 0 rejection. Default: 1."
    >
      {({ id, describedBy, isInvalid }) => (
        <NumberInput
          id={id}
          describedBy={describedBy}
          value={node.merit}
          scale={PLAIN}
          isWhole={false}
          least={0}
          most={1}
          isInvalid={isInvalid}
          onChange={(merit) => {
            editNode(node.id, 'proposal', 'the merit', (one) => ({ ...one, merit }));
          }}
        />
      )}
    </FieldRow>
  );
}
