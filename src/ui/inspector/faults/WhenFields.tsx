/** What it is: when a fault strikes: from a time until a time, or on a condition between the two. */

import type { Fault, FaultCondition } from '../../../engine/document/fault.ts';
import { useDocument } from '../../state/documentStore.ts';
import { Select } from '../../widgets/Select.tsx';
import { editFault } from '../edits.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import { SuggestInput } from '../fields/SuggestInput.tsx';
import { eventKinds, messageKinds } from '../sections/expectations.ts';
import { AmountField, TIMES_FROM_0 } from './AmountField.tsx';
import type { FaultFormProps } from './faultFormProps.ts';
import { NamesField } from './NamesField.tsx';

const COUNT = { unit: '', factor: 1 } as const;
const WAYS = [
  { value: 'time', label: 'at a time' },
  { value: 'event', label: 'on an event' },
] as const;
const FIRST: FaultCondition = { event: 'message.sent', nth: 1, delayMicros: 0 };

export function WhenFields({ fault, path }: FaultFormProps) {
  const { when } = fault;
  return (
    <>
      <FieldRow
        label="Strikes"
        path={`${path}.when`}
        help="At a time, or when something happens in the run."
      >
        {({ id }) => (
          <Select
            id={id}
            value={when === undefined ? 'time' : 'event'}
            choices={WAYS}
            onChange={(way) => {
              editFault(fault.id, 'when', ({ when: before = FIRST, ...one }) =>
                way === 'time' ? one : { ...one, when: before },
              );
            }}
          />
        )}
      </FieldRow>
      {when === undefined ? undefined : <ConditionFields fault={fault} path={path} when={when} />}
      <AmountField
        fault={fault}
        path={path}
        field="at"
        label={when === undefined ? 'From' : 'Not before'}
        help={
          when === undefined
            ? 'When it begins, in virtual time.'
            : 'Events before this time do not count.'
        }
        value={fault.at}
        recipe={(one, at) => ({ ...one, at })}
      />
      {fault.kind === 'reboot' && when === undefined ? undefined : (
        <AmountField
          fault={fault}
          path={path}
          field="until"
          label={when === undefined ? 'Until' : 'Not after'}
          help={
            when === undefined
              ? 'When it ends; empty: it lasts.'
              : 'It does not strike after this time, and ends at the latest then; empty: no bound.'
          }
          value={fault.until}
          placeholder={when === undefined ? 'it lasts' : 'no bound'}
          recipe={(one, until) => ({ ...one, until })}
          clear={({ until: _until, ...one }) => one}
        />
      )}
    </>
  );
}

/** The fault with its condition changed, while it has one. */
function withWhen(fault: Fault, change: (when: FaultCondition) => FaultCondition): Fault {
  return fault.when === undefined ? fault : { ...fault, when: change(fault.when) };
}

function ConditionFields({
  fault,
  path,
  when,
}: FaultFormProps & { readonly when: FaultCondition }) {
  const design = useDocument((state) => state.design);
  const isOfMessage = when.event.startsWith('message.');
  return (
    <>
      <FieldRow
        label="Event"
        path={`${path}.when.event`}
        help="The kind of event that it waits for, such as message.sent or pbft.view.changed."
        isWide
      >
        {({ id, describedBy, isInvalid }) => (
          <SuggestInput
            id={id}
            describedBy={describedBy}
            isInvalid={isInvalid}
            value={when.event}
            suggestions={eventKinds(design)}
            onChange={(event) => {
              if (event === '') return;
              editFault(fault.id, 'event', (one) =>
                withWhen(one, ({ message, ...rest }) =>
                  event.startsWith('message.') && message !== undefined
                    ? { ...rest, message, event }
                    : { ...rest, event },
                ),
              );
            }}
          />
        )}
      </FieldRow>
      {isOfMessage ? (
        <FieldRow
          label="Message"
          path={`${path}.when.message`}
          help="Only this kind of message; empty: any."
        >
          {({ id, describedBy, isInvalid }) => (
            <SuggestInput
              id={id}
              describedBy={describedBy}
              isInvalid={isInvalid}
              value={when.message ?? ''}
              placeholder="any"
              suggestions={messageKinds(design)}
              onChange={(message) => {
                editFault(fault.id, 'message', (one) =>
                  withWhen(one, ({ message: _before, ...rest }) =>
                    message === '' ? rest : { ...rest, message },
                  ),
                );
              }}
            />
          )}
        </FieldRow>
      ) : undefined}
      <AmountField
        fault={fault}
        path={path}
        field="when.nth"
        label="The how many-th"
        help="1: it strikes at the first such event, 2 at the second."
        value={when.nth}
        scale={COUNT}
        range={{ least: 1, most: 1_000_000 }}
        recipe={(one, nth) => withWhen(one, (rest) => ({ ...rest, nth }))}
      />
      <NamesField
        fault={fault}
        path={path}
        field="when.by"
        label="By"
        help="Only events of these agents or pools; empty: of anybody."
        value={when.by ?? []}
        recipe={(one, by) => withWhen(one, (rest) => ({ ...rest, by }))}
        empty={(one) => withWhen(one, ({ by: _by, ...rest }) => rest)}
      />
      <AmountField
        fault={fault}
        path={path}
        field="when.delayMicros"
        label="Then after"
        help="How long after the event it strikes."
        value={when.delayMicros}
        recipe={(one, delayMicros) => withWhen(one, (rest) => ({ ...rest, delayMicros }))}
      />
      {fault.kind === 'reboot' ? undefined : (
        <AmountField
          fault={fault}
          path={path}
          field="when.forMicros"
          label="For"
          help="How long it holds; empty: it lasts."
          value={when.forMicros}
          placeholder="it lasts"
          range={{ least: 1, most: TIMES_FROM_0.most }}
          recipe={(one, forMicros) => withWhen(one, (rest) => ({ ...rest, forMicros }))}
          clear={(one) => withWhen(one, ({ forMicros: _for, ...rest }) => rest)}
        />
      )}
    </>
  );
}
