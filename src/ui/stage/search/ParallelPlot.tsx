/** What it is: parallel coordinates with what one may do to them: leave axes out, and keep what passes a strip. */

import { useMemo, useState } from 'react';
import { Button } from '../../widgets/Button.tsx';
import type { Showing } from './historyScene.ts';
import { variedParameters } from './parameters.ts';
import { parallelScene, sayStrips, stripOf } from './parallelScene.ts';
import type { Strip } from './parallelScene.ts';
import { Plot } from './Plot.tsx';
import type { PlotProps } from './Plot.tsx';
import type { Size } from './scene.ts';

export type ScenePlotProps = Pick<PlotProps, 'label' | 'lit' | 'onHover' | 'onChoose'> & {
  readonly showing: Showing;
};

export function ParallelPlot({ showing, ...plot }: ScenePlotProps) {
  const [strips, setStrips] = useState<readonly Strip[]>([]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const whole = useMemo(
    () => ({ ...showing, strips, isHidden: (axis: string) => left.has(axis) }),
    [showing, strips, left],
  );
  const scene = useMemo(() => (size: Size) => parallelScene(whole, size), [whole]);
  return (
    <>
      <div className="search-choices search-under" role="group" aria-label="Axes">
        {variedParameters(showing.stage).map(({ name }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={!left.has(name)}
              onChange={({ target }) => {
                const next = new Set(left);
                if (target.checked) next.delete(name);
                else next.add(name);
                setLeft(next);
                setStrips(strips.filter(({ axis }) => !next.has(axis)));
              }}
            />
            {name}
          </label>
        ))}
        <span className="picture-quiet">{sayStrips(strips)}</span>
        {strips.length > 0 && (
          <Button look="quiet" size="small" onClick={() => setStrips([])}>
            Show all again
          </Button>
        )}
      </div>
      <Plot
        {...plot}
        scene={scene}
        onPull={(from, to, size) => {
          const strip = stripOf(whole, from, to, size);
          if (strip === undefined) return;
          setStrips([...strips.filter(({ axis }) => axis !== strip.axis), strip]);
        }}
      />
    </>
  );
}
