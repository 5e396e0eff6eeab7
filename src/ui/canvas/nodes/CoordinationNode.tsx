/** What it is: a coordination on the canvas: where its protocol is, how far, what was decided. */

import { memo } from 'react';
import type { NodeOf } from '../../../engine/document/design.ts';
import type { CoordinationFrame } from '../../../engine/projections/frame.ts';
import { PROTOCOL_CARDS } from '../../../engine/protocols/catalog.ts';
import { useDocument } from '../../state/documentStore.ts';
import { useCoordination } from '../../state/frameStore.ts';
import { participantCount, protocolOf } from '../../state/participation.ts';
import { forecastNode } from '../../state/forecast.ts';
import { formatCount, formatFigure, formatMicros } from '../../widgets/format.ts';
import type { FlowNodeProps } from '../flow/adapter.tsx';
import { NodeFrame } from './NodeFrame.tsx';
import { sayDecision } from './words.ts';

const FACTS_SHOWN = 4;
const RING = 2 * Math.PI * 18;

export const CoordinationNode = memo(function CoordinationNode(props: FlowNodeProps) {
  const { node } = props.data;
  if (node.kind !== 'coordination') return undefined;
  return (
    <NodeFrame {...props} hasPortNames>
      <Face node={node} />
    </NodeFrame>
  );
});

type Coordination = NodeOf<'coordination'>;

function Face({ node }: { readonly node: Coordination }) {
  const live = useCoordination(node.id);
  return (
    <>
      <Ring live={live} />
      <div className="coordination-facts">
        {live === undefined ? <Planned node={node} /> : <Live live={live} />}
      </div>
    </>
  );
}

function Ring({ live }: { readonly live: CoordinationFrame | undefined }) {
  const progress = live?.progress ?? 0;
  const sign = live?.status === 'completed' ? '✓' : live?.status === 'failed' ? '✕' : undefined;
  return (
    <svg
      className="ring"
      data-status={live?.status ?? 'waiting'}
      viewBox="0 0 44 44"
      role="img"
      aria-label={
        live === undefined ? 'Not running' : `${live.status}, ${Math.round(progress * 100)} %`
      }
    >
      <circle className="ring-track" cx="22" cy="22" r="18" />
      <circle
        className="ring-done"
        cx="22"
        cy="22"
        r="18"
        strokeDasharray={`${progress * RING} ${RING}`}
      />
      <text x="22" y="22" className="ring-word">
        {sign ?? (live === undefined ? '–' : Math.round(progress * 100))}
      </text>
    </svg>
  );
}

function Live({ live }: { readonly live: CoordinationFrame }) {
  const word = sayDecision(live.decision) ?? live.phase;
  const tone = live.status === 'failed' ? 'bad' : live.status === 'completed' ? 'good' : 'plain';
  return (
    <>
      <p className="coordination-phase truncate" data-tone={tone} title={word}>
        {live.status === 'waiting' && word === '' ? 'waiting' : word}
      </p>
      <dl className="facts">
        {live.facts.slice(0, FACTS_SHOWN).map(([label, value]) => (
          <Fact key={label} label={label} value={value} />
        ))}
      </dl>
    </>
  );
}

/** Without a run: what the design says and what it will cost. */
function Planned({ node }: { readonly node: Coordination }) {
  const count = useDocument(({ design }) => participantCount(design, node.id));
  const protocol = useDocument(({ design }) => protocolOf(design, node));
  const title = protocol === undefined ? 'no protocol fits' : PROTOCOL_CARDS.get(protocol)?.title;
  const design = useDocument((state) => state.design);
  const forecast = forecastNode(design, node);
  return (
    <>
      <p className="coordination-phase truncate">
        {title ?? protocol}
        {node.protocol === 'auto' && protocol !== undefined ? ' (chosen)' : ''}
      </p>
      <dl className="facts">
        <Fact label="Participants" value={formatCount(count)} />
        {forecast.slice(0, FACTS_SHOWN - 1).map(({ label, value, unit }) => (
          <Fact
            key={label}
            label={label}
            value={
              typeof value === 'number' && unit === 'µs' ? formatMicros(value) : formatFigure(value)
            }
          />
        ))}
      </dl>
    </>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="fact">
      <dt className="truncate">{label}</dt>
      <dd className="numeric truncate">{value}</dd>
    </div>
  );
}
