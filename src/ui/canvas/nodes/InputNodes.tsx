/** What it is: the small nodes: data set, good, proposal, network, output. */

import { memo } from 'react';
import type { Latency } from '../../../engine/document/design.ts';
import { changeRows } from '../../../engine/base/streamName.ts';
import { sayResource } from '../../../engine/contract/flow.ts';
import { isStream, USUAL_STREAM } from '../../../engine/document/stream.ts';
import type { StreamForm } from '../../../engine/document/stream.ts';
import { describeData } from '../../state/datasets.ts';
import type { TargetFacts } from '../../state/tableFacts.ts';
import { meritOf } from '../../state/proposals.ts';
import { useDocument } from '../../state/documentStore.ts';
import { useCoordination } from '../../state/frameStore.ts';
import {
  formatCount,
  formatMoney,
  formatSetting,
  formatSettings,
  formatShare,
  plural,
} from '../../widgets/format.ts';
import type { FlowNodeProps } from '../flow/adapter.tsx';
import { NodeFrame } from './NodeFrame.tsx';
import { sayDecision } from './words.ts';

const PPM = 1_000_000;

export const DatasetNode = memo(function DatasetNode(props: FlowNodeProps) {
  const { node } = props.data;
  if (node.kind !== 'dataset') return undefined;
  const { rows, features, classes, target, answers } = describeData(node);
  return (
    <NodeFrame {...props}>
      <div className="node-text">
        <span className="truncate">
          {rows === 0
            ? 'no data yet'
            : answers === undefined
              ? `${plural(rows, 'row')} · ${plural(features, 'measure')}`
              : plural(rows, 'question')}
        </span>
        {isStream(node.dataset) ? (
          <Concepts settings={node.stream ?? USUAL_STREAM} />
        ) : target === undefined ? (
          <Balance classes={classes} />
        ) : (
          <Spread target={target} />
        )}
      </div>
    </NodeFrame>
  );
});

/** Colours of classes; of more classes than there are colours some share one. */
const SERIES = 8;
/** The parts of more classes are too narrow for their counts. */
const COUNTED_MOST = 5;

function Balance({
  classes,
}: {
  readonly classes: readonly { readonly name: string; readonly rows?: number }[];
}) {
  const say = (one: (typeof classes)[number]): string => `${one.name} ${one.rows ?? 0} rows`;
  return (
    <div className="balance" role="img" aria-label={classes.map(say).join(', ')}>
      {classes.map((one, i) => (
        <span
          key={one.name}
          className="balance-part"
          style={{ flexGrow: one.rows ?? 0, background: `var(--series-${i % SERIES})` }}
          title={say(one)}
        >
          {classes.length > COUNTED_MOST ? undefined : one.rows}
        </span>
      ))}
    </div>
  );
}

/** Between which rows a stream is of one concept. */
function Concepts({ settings }: { readonly settings: StreamForm }) {
  const changes = changeRows(settings);
  const borders = [0, ...changes, settings.rows];
  const words =
    changes.length === 0
      ? 'no change'
      : `${settings.change} at ${changes.map(formatCount).join(', ')}`;
  return (
    <div className="balance" role="img" aria-label={words} title={words}>
      {borders.slice(1).map((end, i) => (
        <span
          key={end}
          className="balance-part"
          style={{ flexGrow: end - (borders[i] ?? 0), background: `var(--series-${i % 2})` }}
        />
      ))}
    </div>
  );
}

/** How the numbers to be estimated are spread, from the least to the most. */
function Spread({ target }: { readonly target: TargetFacts }) {
  const { name, least, most, counts } = target;
  const highest = Math.max(...counts);
  return (
    <div
      className="spread"
      role="img"
      aria-label={`${name}, ${least} to ${most}: ${counts.join(', ')} rows in ${counts.length} equal parts`}
      title={`${name}: ${least} to ${most}`}
    >
      {counts.map((count, i) => (
        <span key={i} style={{ height: `${(count / highest) * 100}%` }} />
      ))}
    </div>
  );
}

export const GoodNode = memo(function GoodNode(props: FlowNodeProps) {
  const { node } = props.data;
  if (node.kind !== 'good') return undefined;
  return (
    <NodeFrame {...props}>
      <div className="node-text">
        <Pair
          label="Reserve"
          value={node.reserve === 0 ? 'none' : formatMoney(node.reserve, 100, '€')}
        />
        {node.resource === undefined ? undefined : (
          <Pair label="Unit" value={sayResource(node.resource)} />
        )}
      </div>
    </NodeFrame>
  );
});

export const ProposalNode = memo(function ProposalNode(props: FlowNodeProps) {
  const { node } = props.data;
  if (node.kind !== 'proposal') return undefined;
  return (
    <NodeFrame {...props}>
      <div className="node-text">
        <p className="proposal-text">{node.text === '' ? 'No text yet.' : node.text}</p>
        <Pair
          label={
            node.aspects === undefined ? 'Merit' : `Merit, ${plural(node.aspects.length, 'aspect')}`
          }
          value={meritOf(node).toFixed(2)}
        />
      </div>
    </NodeFrame>
  );
});

export const NetworkNode = memo(function NetworkNode(props: FlowNodeProps) {
  const { node } = props.data;
  if (node.kind !== 'network') return undefined;
  return (
    <NodeFrame {...props}>
      <div className="node-text">
        <Pair label="Latency" value={sayLatency(node.settings.latency)} />
        <Pair label="Loss" value={formatShare(node.settings.lossPpm / PPM)} />
      </div>
    </NodeFrame>
  );
});

export const OutputNode = memo(function OutputNode(props: FlowNodeProps) {
  const { node } = props.data;
  const source = useDocument(
    ({ design }) =>
      design.connections.find((one) => one.target.node === node.id)?.source.node ?? '',
  );
  const live = useCoordination(source);
  const words =
    live === undefined
      ? source === ''
        ? 'connect an outcome'
        : 'nothing decided yet'
      : (live.result?.words ?? sayDecision(live.decision) ?? 'nothing decided yet');
  const confidence = live?.confidence;
  const figure =
    live?.result?.figure ??
    (confidence === undefined ? undefined : ['Confidence', formatShare(confidence)]);
  return (
    <NodeFrame {...props}>
      <div className="node-text">
        <p
          className="output-decision truncate"
          data-status={live?.status ?? 'waiting'}
          title={words}
        >
          {words}
        </p>
        {figure === undefined ? undefined : <Pair label={figure[0]} value={figure[1]} />}
      </div>
    </NodeFrame>
  );
});

function Pair({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="pair">
      <span>{label}</span>
      <span className="numeric truncate">{value}</span>
    </div>
  );
}

/** A latency in a few characters. */
function sayLatency(latency: Latency): string {
  switch (latency.distribution) {
    case 'constant':
      return formatSetting(latency.micros);
    case 'uniform':
      return formatSettings(latency.fromMicros, latency.toMicros);
    case 'normal':
      return `${formatSetting(latency.meanMicros)} ± ${formatSetting(latency.deviationMicros)}`;
    case 'exponential':
      return `≥ ${formatSetting(latency.leastMicros)}, ⌀ ${formatSetting(latency.meanMicros)}`;
  }
}
