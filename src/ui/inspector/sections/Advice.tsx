/** What it is: what a coordination will bear and cost, before it runs, and afterwards what it came to beside that. */

import type { NodeOf } from '../../../engine/document/design.ts';
import type { Figure } from '../../../engine/forecast/figure.ts';
import { useDocument } from '../../state/documentStore.ts';
import { forecastNode, measuredBeside } from '../../state/forecast.ts';
import { useFrame } from '../../state/frameStore.ts';
import { participantCount } from '../../state/participation.ts';
import { sayDifference, sayFigure } from '../../widgets/figureWords.ts';
import { formatCount } from '../../widgets/format.ts';
import { Section } from './Section.tsx';

const NOTHING: ReadonlyMap<string, number> = new Map();

export function Advice({ node }: { readonly node: NodeOf<'coordination'> }) {
  const design = useDocument((state) => state.design);
  const plan = useFrame(({ brief }) => brief?.plan);
  const summary = useFrame(({ frame }) => frame?.summary);
  const figures = forecastNode(design, node);
  if (figures.length === 0) return undefined;
  const measured =
    plan === undefined || summary === undefined
      ? NOTHING
      : measuredBeside(figures, plan, summary, node.id);
  const count = participantCount(design, node.id);
  return (
    <Section
      title="What to expect"
      more={measured.size > 0 ? 'foreseen and measured' : `${formatCount(count)} participants`}
    >
      <dl className="forecast">
        {figures.map((figure) => (
          <div key={figure.label}>
            <dt>{figure.label}</dt>
            <dd className="numeric">{sayFigure(figure, figure.value)}</dd>
            <Found figure={figure} measured={measured.get(figure.label)} />
            <dd className="forecast-why">{figure.why}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

interface FoundProps {
  readonly figure: Figure;
  readonly measured: number | undefined;
}

/** What the run came to, and how far that is from what was foreseen. */
function Found({ figure, measured }: FoundProps) {
  if (measured === undefined) return undefined;
  return (
    <>
      <dd className="forecast-measured">measured ({sayDifference(figure, measured)})</dd>
      <dd className="numeric">{sayFigure(figure, measured)}</dd>
    </>
  );
}
