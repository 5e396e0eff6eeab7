/** What it is: one fault: what it does, to whom, from when until when. */

import { Trash2 } from 'lucide-react';
import { agentReference } from '../../../engine/document/design.ts';
import type { Fault } from '../../../engine/document/design.ts';
import { FAULT_CARDS } from '../../../engine/faults/cards.ts';
import { agentsOfFault } from '../../state/agentActions.ts';
import { removeFault } from '../../state/designEdits.ts';
import { documentStore, useDocument } from '../../state/documentStore.ts';
import { behavioursFor } from '../../state/participation.ts';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';
import { IconButton } from '../../widgets/Button.tsx';
import { Select } from '../../widgets/Select.tsx';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { scaleOf } from '../fields/quantity.ts';
import { WordsInput } from '../fields/WordsInput.tsx';
import { editFault } from '../edits.ts';

const MILLIS = scaleOf('µs', 1_000);
const TIME_MAX = 2 ** 47;
const AGENTS_MOST = { words: [], most: 1_000 } as const;

export interface FaultFormProps {
  readonly fault: Fault;
  readonly path: string;
}

export function FaultForm({ fault, path }: FaultFormProps) {
  const title = FAULT_CARDS.find((card) => card.kind === fault.kind)?.title ?? fault.kind;
  return (
    <fieldset className="fault" data-path={path}>
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
      {fault.kind === 'behaviour' ? <BehaviourField fault={fault} path={path} /> : undefined}
      {fault.kind === 'slow' ? (
        <FieldRow
          label="Delay"
          path={`${path}.delayMicros`}
          help="How much later everything it sends leaves."
        >
          {({ id, describedBy, isInvalid }) => (
            <NumberInput
              id={id}
              describedBy={describedBy}
              value={fault.delayMicros}
              scale={MILLIS}
              isWhole
              least={0}
              most={TIME_MAX}
              isInvalid={isInvalid}
              onChange={(delayMicros) => {
                editFault(fault.id, 'delay', (one) =>
                  one.kind === 'slow' ? { ...one, delayMicros } : one,
                );
              }}
            />
          )}
        </FieldRow>
      ) : undefined}
      <TimeFields fault={fault} path={path} />
      <AgentsField fault={fault} path={path} />
    </fieldset>
  );
}

function BehaviourField({
  fault,
  path,
}: FaultFormProps & { readonly fault: Extract<Fault, { kind: 'behaviour' }> }) {
  const design = useDocument((state) => state.design);
  const known = behavioursFor(design, fault.agents[0] ?? '');
  const help = known.find((one) => one.id === fault.behaviour)?.help ?? '';
  const choices = known.map(({ id, title }) => ({ value: id, label: title }));
  const all = choices.some((one) => one.value === fault.behaviour)
    ? choices
    : [...choices, { value: fault.behaviour, label: fault.behaviour }];
  return (
    <FieldRow label="How it lies" path={`${path}.behaviour`} help={help} isWide>
      {({ id }) => (
        <Select
          id={id}
          value={fault.behaviour}
          choices={all}
          onChange={(behaviour) => {
            editFault(fault.id, 'behaviour', (one) =>
              one.kind === 'behaviour' ? { ...one, behaviour } : one,
            );
          }}
        />
      )}
    </FieldRow>
  );
}

function TimeFields({ fault, path }: FaultFormProps) {
  return (
    <>
      <FieldRow label="From" path={`${path}.at`} help="When it begins, in virtual time.">
        {({ id, describedBy, isInvalid }) => (
          <NumberInput
            id={id}
            describedBy={describedBy}
            value={fault.at}
            scale={MILLIS}
            isWhole
            least={0}
            most={TIME_MAX}
            isInvalid={isInvalid}
            onChange={(at) => {
              editFault(fault.id, 'at', (one) => ({ ...one, at }));
            }}
          />
        )}
      </FieldRow>
      <FieldRow label="Until" path={`${path}.until`} help="When it ends; empty: it lasts.">
        {({ id, describedBy, isInvalid }) => (
          <NumberInput
            id={id}
            describedBy={describedBy}
            value={fault.until}
            placeholder="it lasts"
            scale={MILLIS}
            isWhole
            least={0}
            most={TIME_MAX}
            isInvalid={isInvalid}
            onChange={(until) => {
              editFault(fault.id, 'until', (one) => ({ ...one, until }));
            }}
            onClear={() => {
              editFault(fault.id, 'until', ({ until: _until, ...one }) => one);
            }}
          />
        )}
      </FieldRow>
    </>
  );
}

/** Whom it strikes; for a partition the groups, separated by a stroke. */
function AgentsField({ fault, path }: FaultFormProps) {
  if (fault.kind === 'partition' && fault.groups.length > 1)
    return <Groups fault={fault} path={path} />;
  const field = fault.kind === 'partition' ? 'groups' : 'agents';
  return (
    <FieldRow
      label={fault.kind === 'partition' ? 'Cut off' : 'Agents'}
      path={`${path}.${field}`}
      isWide
    >
      {(ids) => (
        <WordsInput
          spec={AGENTS_MOST}
          value={agentsOfFault(fault)}
          ids={ids}
          onChange={(words) => {
            const agents = words.filter((word) => agentReference.safeParse(word).success);
            if (agents.length === 0 || agents.length < words.length) return;
            editFault(fault.id, 'agents', (one) =>
              one.kind === 'partition' ? { ...one, groups: [agents] } : { ...one, agents },
            );
          }}
        />
      )}
    </FieldRow>
  );
}

function Groups({
  fault,
  path,
}: FaultFormProps & { readonly fault: Extract<Fault, { kind: 'partition' }> }) {
  return fault.groups.map((group, place) => (
    <FieldRow
      key={`group ${place + 1}`}
      label={`Group ${place + 1}`}
      path={`${path}.groups.${place}`}
      isWide
    >
      {(ids) => (
        <WordsInput
          spec={AGENTS_MOST}
          value={group}
          ids={ids}
          onChange={(words) => {
            const agents = words.filter((word) => agentReference.safeParse(word).success);
            if (agents.length === 0 || agents.length < words.length) return;
            editFault(fault.id, `group${place}`, (one) =>
              one.kind === 'partition'
                ? { ...one, groups: one.groups.map((old, i) => (i === place ? agents : old)) }
                : one,
            );
          }}
        />
      )}
    </FieldRow>
  ));
}
