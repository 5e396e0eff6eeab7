/** What it is: what a coordination came to beside what was foreseen of it, when the run is over. */

import { compareRun } from '../../../engine/forecast/forecast.ts';
import { useFrame } from '../../state/frameStore.ts';
import { sayDifference, sayFigure } from '../../widgets/figureWords.ts';

export function Foreseen({ coordination }: { readonly coordination: string }) {
  const plan = useFrame(({ brief }) => brief?.plan);
  const summary = useFrame(({ frame }) => frame?.summary);
  const planned = plan?.coordinations.find(({ id }) => id === coordination);
  const ended = summary?.coordinations.find(({ id }) => id === coordination);
  if (plan === undefined || planned === undefined || ended === undefined) return undefined;
  const figures = compareRun(plan, planned, ended).filter(({ measured }) => measured !== undefined);
  if (figures.length === 0) return undefined;
  return (
    <table className="metrics-foreseen">
      <caption>Foreseen and measured</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Figure</span>
          </th>
          <th scope="col">Foreseen</th>
          <th scope="col">Measured</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.label} title={figure.why}>
            <th scope="row">{figure.label}</th>
            <td className="numeric">{sayFigure(figure, figure.value)}</td>
            <td className="numeric">
              {sayFigure(figure, figure.measured ?? 0)}
              <span className="metrics-off">{sayDifference(figure, figure.measured ?? 0)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
