/** What it is: one expectation: a line in words, and, opened, the fields that it is made of. */

import { ChevronDown, ChevronRight, Trash2 } from 'lucide-react';
import type { Expectation } from '../../../engine/document/design.ts';
import type { ExpectationResult } from '../../../engine/expectations/check.ts';
import { useDocument } from '../../state/documentStore.ts';
import { useFrame } from '../../state/frameStore.ts';
import { cardOf } from '../../state/participation.ts';
import { IconButton } from '../../widgets/Button.tsx';
import { Select } from '../../widgets/Select.tsx';
import { FieldRow } from '../fields/FieldRow.tsx';
import { SuggestInput } from '../fields/SuggestInput.tsx';
import { editExpectation, removeExpectation } from '../edits.ts';
import { BoundFields } from './BoundFields.tsx';
import { MEASURE_TITLES, eventKinds, sayExpectation } from './expectations.ts';

export interface ExpectationFormProps {
  readonly expected: Expectation;
  readonly place: number;
  /** How the run that is open met it; undefined while that is not known. */
  readonly verdict: ExpectationResult | undefined;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function ExpectationForm({
  expected,
  place,
  verdict,
  isOpen,
  onToggle,
}: ExpectationFormProps) {
  const words = sayExpectation(expected);
  const path = `expectations.${place}`;
  return (
    <div className="expectation" data-path={path}>
      <div className="line">
        <button type="button" className="line-open" aria-expanded={isOpen} onClick={onToggle}>
          {isOpen ? (
            <ChevronDown size={13} aria-hidden="true" />
          ) : (
            <ChevronRight size={13} aria-hidden="true" />
          )}
          <span className="line-words">{words}</span>
          {verdict === undefined ? undefined : (
            <span className="expectation-sign" data-met={verdict.met}>
              <span aria-hidden="true">{verdict.met ? '✓' : '✕'}</span>
              <span className="visually-hidden">{verdict.met ? 'met' : 'not met'}</span>
            </span>
          )}
        </button>
        <IconButton
          label={`Remove: ${words}`}
          size="small"
          icon={<Trash2 size={13} />}
          onClick={() => {
            removeExpectation(place);
          }}
        />
      </div>
      {verdict?.met === false ? (
        <p className="expectation-found">found: {verdict.found}</p>
      ) : undefined}
      {isOpen ? (
        <fieldset className="expectation-fields">
          <legend className="visually-hidden">{words}</legend>
          <Fields expected={expected} place={place} path={path} />
        </fieldset>
      ) : undefined}
    </div>
  );
}

interface FieldsProps<Some extends Expectation = Expectation> {
  readonly expected: Some;
  readonly place: number;
  readonly path: string;
}

type Of<Kind extends Expectation['kind']> = Extract<Expectation, { kind: Kind }>;

function Fields({ expected, ...where }: FieldsProps) {
  switch (expected.kind) {
    case 'status':
      return <StatusFields expected={expected} {...where} />;
    case 'outcome':
      return <OutcomeFields expected={expected} {...where} />;
    case 'property':
      return <PropertyFields expected={expected} {...where} />;
    case 'events':
      return <EventFields expected={expected} {...where} />;
    case 'measure':
      return <MeasureFields expected={expected} {...where} />;
  }
}

function CoordinationField({ expected, place, path }: FieldsProps<Of<'status'> | Of<'outcome'>>) {
  const nodes = useDocument(({ design }) => design.nodes);
  const known = nodes.filter((node) => node.kind === 'coordination');
  const choices = known.map(({ id, name }) => ({ value: id, label: name }));
  if (!known.some(({ id }) => id === expected.coordination))
    choices.push({ value: expected.coordination, label: expected.coordination });
  return (
    <FieldRow label="Coordination" path={`${path}.coordination`}>
      {({ id }) => (
        <Select
          id={id}
          value={expected.coordination}
          choices={choices}
          onChange={(coordination) => {
            editExpectation(place, expected.kind, 'coordination', (one) => ({
              ...one,
              coordination,
            }));
          }}
        />
      )}
    </FieldRow>
  );
}

const ANY_ERROR = 'any';

function StatusFields({ expected, place, path }: FieldsProps<Of<'status'>>) {
  const design = useDocument((state) => state.design);
  const node = design.nodes.find((one) => one.id === expected.coordination);
  const card = node?.kind === 'coordination' ? cardOf(design, node) : undefined;
  const errors = [
    ...new Set([...Object.keys(card?.errors ?? {}), ...(expected.error ? [expected.error] : [])]),
  ];
  return (
    <>
      <CoordinationField expected={expected} place={place} path={path} />
      <FieldRow label="Should" path={`${path}.status`}>
        {({ id }) => (
          <Select
            id={id}
            value={expected.status}
            choices={[
              { value: 'completed', label: 'Complete' },
              { value: 'failed', label: 'Fail' },
            ]}
            onChange={(status) => {
              editExpectation(place, 'status', 'status', ({ error: _error, ...one }) => ({
                ...one,
                status,
              }));
            }}
          />
        )}
      </FieldRow>
      {expected.status === 'failed' && errors.length > 0 ? (
        <FieldRow label="With" path={`${path}.error`} isWide>
          {({ id }) => (
            <Select
              id={id}
              value={expected.error ?? ANY_ERROR}
              choices={[ANY_ERROR, ...errors].map((one) => ({
                value: one,
                label: one === ANY_ERROR ? 'any error' : one,
              }))}
              onChange={(chosen) => {
                editExpectation(place, 'status', 'error', ({ error: _error, ...one }) =>
                  chosen === ANY_ERROR ? one : { ...one, error: chosen },
                );
              }}
            />
          )}
        </FieldRow>
      ) : undefined}
    </>
  );
}

function OutcomeFields({ expected, place, path }: FieldsProps<Of<'outcome'>>) {
  const outcome = useFrame(
    ({ frame }) =>
      frame?.summary?.coordinations.find(({ id }) => id === expected.coordination)?.outcome,
  );
  const known = new Set(['decision', 'confidence', ...Object.keys(outcome ?? {})]);
  return (
    <>
      <CoordinationField expected={expected} place={place} path={path} />
      <FieldRow
        label="Field"
        path={`${path}.field`}
        help="A field of the outcome, such as decision, or a path into it, such as weights.0. After a run all its fields are offered."
      >
        {(ids) => (
          <SuggestInput
            {...ids}
            value={expected.field}
            suggestions={[...known]}
            onChange={(field) => {
              editExpectation(place, 'outcome', 'field', (one) => ({ ...one, field }));
            }}
          />
        )}
      </FieldRow>
      <BoundFields expected={expected} place={place} path={path} />
    </>
  );
}

function PropertyFields({ expected, place, path }: FieldsProps<Of<'property'>>) {
  const watched = useFrame((state) => state.brief?.watched);
  const names = [...new Set(watched?.map(({ name }) => name))];
  return (
    <>
      <FieldRow
        label="Property"
        path={`${path}.property`}
        help="A property that watches the run; the tab Metrics lists them."
      >
        {(ids) => (
          <SuggestInput
            {...ids}
            value={expected.property}
            suggestions={names}
            onChange={(property) => {
              editExpectation(place, 'property', 'property', (one) => ({ ...one, property }));
            }}
          />
        )}
      </FieldRow>
      <FieldRow label="Should" path={`${path}.held`}>
        {({ id }) => (
          <Select
            id={id}
            value={expected.held ? 'held' : 'violated'}
            choices={[
              { value: 'held', label: 'Hold' },
              { value: 'violated', label: 'Be violated' },
            ]}
            onChange={(held) => {
              editExpectation(place, 'property', 'held', (one) => ({
                ...one,
                held: held === 'held',
              }));
            }}
          />
        )}
      </FieldRow>
    </>
  );
}

function EventFields({ expected, place, path }: FieldsProps<Of<'events'>>) {
  const design = useDocument((state) => state.design);
  return (
    <>
      <FieldRow label="Event" path={`${path}.event`} isWide>
        {(ids) => (
          <SuggestInput
            {...ids}
            value={expected.event}
            suggestions={eventKinds(design)}
            onChange={(event) => {
              editExpectation(place, 'events', 'event', (one) => ({ ...one, event }));
            }}
          />
        )}
      </FieldRow>
      <BoundFields expected={expected} place={place} path={path} />
    </>
  );
}

const MEASURES = Object.entries(MEASURE_TITLES).map(([value, label]) => ({
  value: value as keyof typeof MEASURE_TITLES,
  label,
}));

function MeasureFields({ expected, place, path }: FieldsProps<Of<'measure'>>) {
  return (
    <>
      <FieldRow label="Measure" path={`${path}.measure`}>
        {({ id }) => (
          <Select
            id={id}
            value={expected.measure}
            choices={MEASURES}
            onChange={(measure) => {
              editExpectation(place, 'measure', 'measure', (one) => ({ ...one, measure }));
            }}
          />
        )}
      </FieldRow>
      <BoundFields expected={expected} place={place} path={path} />
    </>
  );
}
