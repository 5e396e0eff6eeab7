/** What it is: what a coordination will bear and cost, before it runs. */

import type { NodeOf } from '../../../engine/document/design.ts';
import { useDocument } from '../../state/documentStore.ts';
import { forecastOf } from '../../state/forecast.ts';
import { participantCount, protocolOf } from '../../state/participation.ts';
import { formatCount, formatFigure } from '../../widgets/format.ts';
import { Section } from './Section.tsx';

export function Advice({ node }: { readonly node: NodeOf<'coordination'> }) {
  const count = useDocument(({ design }) => participantCount(design, node.id));
  const protocol = useDocument(({ design }) => protocolOf(design, node));
  const forecast = forecastOf(protocol, count, node.parameters);
  if (forecast.length === 0) return undefined;
  return (
    <Section title="What to expect" more={`${formatCount(count)} participants`}>
      <dl className="forecast">
        {forecast.map(({ label, value, why }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="numeric">{formatFigure(value)}</dd>
            <dd className="forecast-why">{why}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
