/** What it is: the form of a network: latency, loss, duplication, reordering. */

import type { Latency, NetworkSettings, NodeOf } from '../../../engine/document/design.ts';
import { networkSettings } from '../../../engine/document/design.ts';
import { Select } from '../../widgets/Select.tsx';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { scaleOf } from '../fields/quantity.ts';
import { editNode } from '../edits.ts';
import { Section } from './Section.tsx';

const TIME_MAX = 2 ** 47;
const PPM_MAX = 1_000_000;
const USUAL = networkSettings.parse({});

const SHAPES = [
  { value: 'constant', label: 'Always the same' },
  { value: 'uniform', label: 'Even between two' },
  { value: 'normal', label: 'Normal around a mean' },
  { value: 'exponential', label: 'Exponential above a least' },
] as const;

/** The times of each latency, in the order in which they are entered. */
const TIMES: Readonly<
  Record<Latency['distribution'], readonly (readonly [name: string, title: string])[]>
> = {
  constant: [['micros', 'Latency']],
  uniform: [
    ['fromMicros', 'At least'],
    ['toMicros', 'At most'],
  ],
  normal: [
    ['meanMicros', 'Mean'],
    ['deviationMicros', 'Deviation'],
  ],
  exponential: [
    ['leastMicros', 'At least'],
    ['meanMicros', 'Mean'],
  ],
};

export interface NetworkFormProps {
  readonly node: NodeOf<'network'>;
  readonly path: string;
}

export function NetworkForm({ node, path }: NetworkFormProps) {
  const { settings } = node;
  const here = `${path}.settings`;
  const change = (part: Partial<NetworkSettings>, field: string): void => {
    editNode(node.id, 'network', field, (one) => ({
      ...one,
      settings: { ...one.settings, ...part },
    }));
  };
  const times: Readonly<Record<string, unknown>> = settings.latency;
  return (
    <>
      <Section title="Latency">
        <FieldRow label="Shape" path={`${here}.latency`} isWide>
          {({ id }) => (
            <Select
              id={id}
              value={settings.latency.distribution}
              choices={SHAPES}
              onChange={(shape) => {
                change({ latency: reshaped(settings.latency, shape) }, 'the latency');
              }}
            />
          )}
        </FieldRow>
        {TIMES[settings.latency.distribution].map(([name, title]) => (
          <Time
            key={name}
            title={title}
            path={`${here}.latency.${name}`}
            value={Number(times[name])}
            onChange={(micros) => {
              // The name is one of this shape's own.
              change({ latency: { ...settings.latency, [name]: micros } as Latency }, title);
            }}
          />
        ))}
      </Section>
      <Section title="Faults of the links">
        <Share
          title="Loss"
          help="The share of messages that never arrive."
          path={`${here}.lossPpm`}
          value={settings.lossPpm}
          usual={USUAL.lossPpm}
          onChange={(lossPpm) => {
            change({ lossPpm }, 'the loss');
          }}
        />
        <Share
          title="Duplication"
          help="The share of messages that arrive twice."
          path={`${here}.duplicationPpm`}
          value={settings.duplicationPpm}
          usual={USUAL.duplicationPpm}
          onChange={(duplicationPpm) => {
            change({ duplicationPpm }, 'the duplication');
          }}
        />
        <Share
          title="Reordering"
          help="The share of messages held back, so that later ones overtake them."
          path={`${here}.reorderPpm`}
          value={settings.reorderPpm}
          usual={USUAL.reorderPpm}
          onChange={(reorderPpm) => {
            change({ reorderPpm }, 'the reordering');
          }}
        />
        <Time
          title="Held back by up to"
          path={`${here}.reorderMicros`}
          value={settings.reorderMicros}
          onChange={(reorderMicros) => {
            change({ reorderMicros }, 'the reordering');
          }}
        />
      </Section>
    </>
  );
}

interface TimeProps {
  readonly title: string;
  readonly path: string;
  readonly value: number;
  readonly onChange: (micros: number) => void;
}

function Time({ title, path, value, onChange }: TimeProps) {
  return (
    <FieldRow label={title} path={path}>
      {({ id, describedBy, isInvalid }) => (
        <NumberInput
          id={id}
          describedBy={describedBy}
          value={value}
          scale={scaleOf('µs', 1_000)}
          isWhole
          least={0}
          most={TIME_MAX}
          isInvalid={isInvalid}
          onChange={onChange}
        />
      )}
    </FieldRow>
  );
}

interface ShareProps extends TimeProps {
  readonly help: string;
  readonly usual: number;
}

function Share({ title, help, path, value, usual, onChange }: ShareProps) {
  return (
    <FieldRow
      label={title}
      path={path}
      help={`${help} Range: 0 to 100 %. Default: ${usual / 10_000} %.`}
      onReset={
        value === usual
          ? undefined
          : () => {
              onChange(usual);
            }
      }
    >
      {({ id, describedBy, isInvalid }) => (
        <NumberInput
          id={id}
          describedBy={describedBy}
          value={value}
          scale={scaleOf('ppm')}
          isWhole
          least={0}
          most={PPM_MAX}
          isInvalid={isInvalid}
          onChange={onChange}
        />
      )}
    </FieldRow>
  );
}

/** The same latency said in another shape, as near as can be. */
function reshaped(latency: Latency, shape: Latency['distribution']): Latency {
  const [least, mean, most] = spanOf(latency);
  switch (shape) {
    case 'constant':
      return { distribution: 'constant', micros: mean };
    case 'uniform':
      return { distribution: 'uniform', fromMicros: least, toMicros: most };
    case 'normal':
      return {
        distribution: 'normal',
        meanMicros: mean,
        deviationMicros: Math.round((most - least) / 4),
      };
    case 'exponential':
      return { distribution: 'exponential', leastMicros: least, meanMicros: mean };
  }
}

function spanOf(latency: Latency): readonly [least: number, mean: number, most: number] {
  switch (latency.distribution) {
    case 'constant':
      return [latency.micros, latency.micros, latency.micros];
    case 'uniform': {
      const { fromMicros, toMicros } = latency;
      return [fromMicros, Math.round((fromMicros + toMicros) / 2), toMicros];
    }
    case 'normal': {
      const { meanMicros, deviationMicros } = latency;
      const least = Math.max(0, meanMicros - 2 * deviationMicros);
      return [least, meanMicros, meanMicros + 2 * deviationMicros];
    }
    case 'exponential': {
      const { leastMicros, meanMicros } = latency;
      return [leastMicros, meanMicros, Math.max(meanMicros, 2 * meanMicros - leastMicros)];
    }
  }
}
