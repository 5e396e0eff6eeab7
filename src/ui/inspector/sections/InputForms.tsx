/** What it is: the forms of data set and good. */

import { STREAM_GENERATORS, STREAMS } from '../../../engine/base/streamName.ts';
import { RESOURCE_KINDS } from '../../../engine/contract/flow.ts';
import type { ResourceKind } from '../../../engine/contract/flow.ts';
import { DATASET_IDS, REGRESSION_IDS, TEXT_IDS } from '../../../engine/document/design.ts';
import type { NodeOf } from '../../../engine/document/design.ts';
import { planData } from '../../../engine/plan/streams.ts';
import { isStream, streamSettings, USUAL_STREAM } from '../../../engine/document/stream.ts';
import type { StreamForm as StreamSettings } from '../../../engine/document/stream.ts';
import { useDocument } from '../../state/documentStore.ts';
import { DATASETS, describeData } from '../../state/datasets.ts';
import { formatCount } from '../../widgets/format.ts';
import { Select } from '../../widgets/Select.tsx';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { ParameterForm } from '../fields/ParameterForm.tsx';
import { scaleOf } from '../fields/quantity.ts';
import { editNode, withValue } from '../edits.ts';
import { DataSections } from './DataSections.tsx';
import { Facts } from './Facts.tsx';
import { Section } from './Section.tsx';
import { TableForm } from './TableForm.tsx';

const MONEY_MAX = 1e12;

interface FormProps<Kind extends 'dataset' | 'good'> {
  readonly node: NodeOf<Kind>;
  readonly path: string;
}

/** What is to be learned of its rows. */
function sayTask(dataset: string, hasNumbers = false): string {
  if (TEXT_IDS.includes(dataset)) return 'answers in words';
  return hasNumbers || REGRESSION_IDS.includes(dataset) ? 'numbers' : 'classes';
}

export function DatasetForm({ node, path }: FormProps<'dataset'>) {
  const { summary, rows, features, classes, target, answers } = describeData(node);
  const seed = useDocument(({ design }) => design.seed);
  return (
    <>
      <Section title="Data set">
        <FieldRow label="Data" path={`${path}.dataset`}>
          {({ id }) => (
            <Select
              id={id}
              value={node.dataset}
              choices={DATA}
              onChange={(dataset) => {
                editNode(node.id, 'dataset', 'the data', (one) => withData(one, dataset));
              }}
            />
          )}
        </FieldRow>
        <p className="note">{summary}</p>
        <Facts
          facts={[
            ['Rows', formatCount(rows)],
            answers === undefined
              ? ['Measures', formatCount(features)]
              : ['Different answers', formatCount(answers)],
            ['Task', sayTask(node.dataset, target !== undefined)],
            ...(target === undefined
              ? []
              : [['To estimate', `${target.name}, ${target.least} to ${target.most}`] as const]),
            ...classes.map((one) => [`Class ${one.name}`, sayRows(one.rows)] as const),
          ]}
        />
      </Section>
      {isStream(node.dataset) && <StreamForm node={node} path={path} />}
      {node.dataset === 'table' ? (
        <TableForm node={node} path={path} />
      ) : (
        <DataSections name={planData(node, seed)} />
      )}
    </>
  );
}

const DATA = [
  { value: 'table', label: 'Your own, from a CSV file' } as const,
  ...DATASET_IDS.map((one) => ({ value: one, label: `${DATASETS[one].title} · ${sayTask(one)}` })),
  ...STREAM_GENERATORS.map((one) => ({ value: one, label: `${STREAMS[one].title} · stream` })),
];

function sayRows(rows: number | undefined): string {
  return rows === undefined ? 'as it comes' : `${rows} rows`;
}

/** Other data; what was said of a stream goes when it is none. */
function withData(node: NodeOf<'dataset'>, dataset: NodeOf<'dataset'>['dataset']) {
  const { stream, table, ...rest } = node;
  return {
    ...rest,
    dataset,
    ...(stream !== undefined && isStream(dataset) && { stream }),
    ...(table !== undefined && dataset === 'table' && { table }),
  };
}

function StreamForm({ node, path }: FormProps<'dataset'>) {
  return (
    <Section title="Stream">
      <ParameterForm
        schema={streamSettings}
        values={node.stream ?? {}}
        path={`${path}.stream`}
        onChange={(name, title, value) => {
          editNode(node.id, 'dataset', title, (one) => ({
            ...one,
            // The form has the schema's fields only, and gives what each may hold.
            stream: {
              ...USUAL_STREAM,
              ...withValue(one.stream ?? {}, name, value),
            } as StreamSettings,
          }));
        }}
      />
    </Section>
  );
}

export function GoodForm({ node, path }: FormProps<'good'>) {
  return (
    <Section title="Good">
      <FieldRow
        label="Reserve price"
        path={`${path}.reserve`}
        help="It is not sold below this price. Default: 0 €."
      >
        {({ id, describedBy, isInvalid }) => (
          <NumberInput
            id={id}
            describedBy={describedBy}
            value={node.reserve}
            scale={scaleOf('minor units')}
            isWhole
            least={0}
            most={MONEY_MAX}
            isInvalid={isInvalid}
            onChange={(reserve) => {
              editNode(node.id, 'good', 'the reserve', (one) => ({ ...one, reserve }));
            }}
          />
        )}
      </FieldRow>
      <ResourceFields node={node} path={path} />
    </Section>
  );
}

const RESOURCES = [
  { value: 'none', label: 'Only itself' },
  { value: 'computeSlots', label: 'Compute slots' },
  { value: 'tasks', label: 'Tasks' },
  { value: 'seats', label: 'Seats' },
  { value: 'tokens', label: 'Tokens' },
] as const satisfies readonly { readonly value: ResourceKind | 'none'; readonly label: string }[];

/** What a unit of the good is to the coordinations that the market hands on to. */
function ResourceFields({ node, path }: FormProps<'good'>) {
  const { resource } = node;
  const change = (next: typeof resource): void => {
    editNode(node.id, 'good', 'what a unit is', ({ resource: _before, ...one }) =>
      next === undefined ? one : { ...one, resource: next },
    );
  };
  return (
    <>
      <FieldRow
        label="A unit is"
        path={`${path}.resource`}
        help="What the units are to the coordinations that the market hands on to."
      >
        {({ id }) => (
          <Select
            id={id}
            value={resource?.kind ?? 'none'}
            choices={RESOURCES}
            onChange={(kind) => {
              const known = RESOURCE_KINDS.find((one) => one === kind);
              change(known && { kind: known, quantity: resource?.quantity ?? 1 });
            }}
          />
        )}
      </FieldRow>
      {resource === undefined ? undefined : (
        <FieldRow label="Of them in a unit" path={`${path}.resource.quantity`}>
          {({ id, isInvalid }) => (
            <NumberInput
              id={id}
              value={resource.quantity}
              scale={scaleOf('')}
              isWhole
              least={1}
              most={1e9}
              isInvalid={isInvalid}
              onChange={(quantity) => {
                change({ ...resource, quantity });
              }}
            />
          )}
        </FieldRow>
      )}
    </>
  );
}
