/** What it is: the value over two parameters that one chooses. */

import { useMemo, useState } from 'react';
import { Select } from '../../widgets/Select.tsx';
import { contourScene } from './contourScene.ts';
import type { ScenePlotProps } from './ParallelPlot.tsx';
import { usualPair, variedParameters } from './parameters.ts';
import { Plot } from './Plot.tsx';
import type { Size } from './scene.ts';

/** In pixels; the choices above it take some of the room. */
const PLOT_HEIGHT = 126;

export function ContourPlot({ showing, ...plot }: ScenePlotProps) {
  const names = variedParameters(showing.stage).map(({ name }) => name);
  const [wanted, setWanted] = useState(() => usualPair(showing.stage));
  const across = names.includes(wanted[0]) ? wanted[0] : (names[0] ?? '');
  const others = names.filter((name) => name !== across);
  const up = others.includes(wanted[1]) ? wanted[1] : (others[0] ?? '');
  const choices = (of: readonly string[]) => of.map((name) => ({ value: name, label: name }));
  return (
    <>
      <div className="search-choices search-under" role="group" aria-label="Axes">
        <Select
          label="Across"
          value={across}
          choices={choices(names)}
          onChange={(next) => setWanted([next, up === next ? across : up])}
        />
        <Select
          label="Up"
          value={up}
          choices={choices(others)}
          onChange={(next) => setWanted([across, next])}
        />
      </div>
      <Contour {...plot} showing={showing} across={across} up={up} />
    </>
  );
}

interface ContourProps extends ScenePlotProps {
  readonly across: string;
  readonly up: string;
}

function Contour({ showing, across, up, ...plot }: ContourProps) {
  const scene = useMemo(
    () => (size: Size) => contourScene(showing, across, up, size),
    [showing, across, up],
  );
  return <Plot {...plot} scene={scene} heightLeast={PLOT_HEIGHT} />;
}
