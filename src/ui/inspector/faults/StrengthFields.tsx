/** What it is: what a fault does: its behaviour, its delay, its share of messages, how wrong a clock goes. */

import type { Fault, FaultOf } from '../../../engine/document/fault.ts';
import { behavioursFor } from '../../state/participation.ts';
import { useDocument } from '../../state/documentStore.ts';
import { Select } from '../../widgets/Select.tsx';
import { editFault } from '../edits.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import { AmountField, PERCENT } from './AmountField.tsx';
import type { FaultFormProps } from './faultFormProps.ts';

export function StrengthFields({ fault, path }: FaultFormProps) {
  switch (fault.kind) {
    case 'behaviour':
      return <BehaviourField fault={fault} path={path} />;
    case 'slow':
    case 'delay':
      return (
        <AmountField
          fault={fault}
          path={path}
          field="delayMicros"
          label="Delay"
          help={
            fault.kind === 'slow'
              ? 'How much later everything it sends leaves.'
              : 'How much longer messages on the link travel.'
          }
          value={fault.delayMicros}
          recipe={(one, delayMicros) => ('delayMicros' in one ? { ...one, delayMicros } : one)}
        />
      );
    case 'clock':
      return <ClockFields fault={fault} path={path} />;
    case 'loss':
    case 'duplication':
    case 'reordering':
      return <ShareFields fault={fault} path={path} />;
    case 'crash':
    case 'reboot':
    case 'partition':
    case 'cut':
      return undefined;
  }
}

const SHARE_HELP = {
  loss: 'The share of messages on the link that never arrive.',
  duplication: 'The share of messages on the link that arrive twice.',
  reordering: 'The share of messages on the link that are held back, so that later ones overtake.',
} as const;

function ShareFields({
  fault,
  path,
}: FaultFormProps & { readonly fault: FaultOf<'loss' | 'duplication' | 'reordering'> }) {
  return (
    <>
      <AmountField
        fault={fault}
        path={path}
        field="sharePpm"
        label="Share"
        help={SHARE_HELP[fault.kind]}
        value={fault.sharePpm}
        scale={PERCENT}
        range={{ least: 0, most: 1_000_000 }}
        recipe={(one, sharePpm) => ('sharePpm' in one ? { ...one, sharePpm } : one)}
      />
      {fault.kind === 'reordering' ? (
        <AmountField
          fault={fault}
          path={path}
          field="holdMicros"
          label="Held back by up to"
          help="How long a message may be held back."
          value={fault.holdMicros}
          recipe={(one, holdMicros) => ('holdMicros' in one ? { ...one, holdMicros } : one)}
        />
      ) : undefined}
    </>
  );
}

function ClockFields({ fault, path }: FaultFormProps & { readonly fault: FaultOf<'clock'> }) {
  return (
    <>
      <AmountField
        fault={fault}
        path={path}
        field="ratePpm"
        label="Runs fast by"
        help="How much faster than time its clock runs, and so its timers; below 0 it runs slow."
        value={fault.ratePpm}
        scale={PERCENT}
        range={{ least: -900_000, most: 1_000_000 }}
        recipe={(one, ratePpm) => (one.kind === 'clock' ? { ...one, ratePpm } : one)}
      />
      <AmountField
        fault={fault}
        path={path}
        field="offsetMicros"
        label="Is ahead by"
        help="How much more than virtual time its clock shows; below 0 it is behind."
        value={fault.offsetMicros}
        range={{ least: -(2 ** 40), most: 2 ** 40 }}
        recipe={(one, offsetMicros) => (one.kind === 'clock' ? { ...one, offsetMicros } : one)}
      />
    </>
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
  const all = known.some((one) => one.id === fault.behaviour)
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
