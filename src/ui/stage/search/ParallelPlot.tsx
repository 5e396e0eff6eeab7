/** What it is: parallel coordinates with what one may do to them: leave axes out, and keep what passes a strip. */

import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Button } from '../../widgets/Button.tsx';
import { AxesMenu } from './AxesMenu.tsx';
import type { Showing } from './historyScene.ts';
import { usualParameters } from './parameters.ts';
import { axisNames, nudged, parallelScene, sayStrips, stripOf } from './parallelScene.ts';
import type { Strip } from './parallelScene.ts';
import { Plot } from './Plot.tsx';
import type { PlotProps } from './Plot.tsx';
import type { Size } from './scene.ts';

export type ScenePlotProps = Pick<PlotProps, 'label' | 'lit' | 'onHover' | 'onChoose'> & {
  readonly showing: Showing;
};

/** In pixels; the choices above it take some of the room. */
const PLOT_HEIGHT = 126;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

export function ParallelPlot({ showing, ...plot }: ScenePlotProps) {
  const [strips, setStrips] = useState<readonly Strip[]>([]);
  const [axes, setAxes] = useState<ReadonlySet<string>>(
    () => new Set(usualParameters(showing.stage)),
  );
  const [focused, setFocused] = useState<string | undefined>(undefined);
  const whole = useMemo(
    () => ({ ...showing, strips, isHidden: (axis: string) => !axes.has(axis), focused }),
    [showing, strips, axes, focused],
  );
  const isParameter = (axis: string): boolean =>
    showing.stage.parameters.some(({ name }) => name === axis);
  const press = (event: KeyboardEvent): void => {
    const names = axisNames(whole);
    const at = Math.max(0, names.indexOf(focused ?? ''));
    const axis = names[at] ?? '';
    const step = STEPS[event.key];
    if (step !== undefined) {
      const next = Math.min(names.length - 1, Math.max(0, at + step));
      setFocused(names[next]);
    } else if (event.key === 'ArrowDown') {
      setStrips(nudged(strips, axis, event.shiftKey ? { bottom: 1 } : { top: 1 }));
    } else if (event.key === 'ArrowUp') {
      setStrips(nudged(strips, axis, event.shiftKey ? { top: -1 } : { bottom: -1 }));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      setStrips(strips.filter((one) => one.axis !== axis));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const scene = useMemo(() => (size: Size) => parallelScene(whole, size), [whole]);
  return (
    <>
      <div className="search-choices search-under" role="group" aria-label="Axes">
        <AxesMenu
          stage={showing.stage}
          shown={axes}
          onShow={(next) => {
            setAxes(next);
            setStrips(strips.filter(({ axis }) => next.has(axis) || !isParameter(axis)));
          }}
        />
        <span className="picture-quiet" aria-live="polite">
          {focused !== undefined && `At ${focused}. `}
          {sayStrips(whole)}
        </span>
        {strips.length > 0 && (
          <Button look="quiet" size="small" onClick={() => setStrips([])}>
            Show all again
          </Button>
        )}
      </div>
      <Plot
        {...plot}
        scene={scene}
        heightLeast={PLOT_HEIGHT}
        keys={{
          help: 'Left and right choose an axis. Down and up narrow its strip from above and from below, with Shift they widen it. Delete takes it away.',
          onPress: press,
          onFocus: (isHere) => setFocused(isHere ? (focused ?? axisNames(whole)[0]) : undefined),
        }}
        onPull={(from, to, size) => {
          const strip = stripOf(whole, from, to, size);
          if (strip === undefined) return;
          setStrips([...strips.filter(({ axis }) => axis !== strip.axis), strip]);
        }}
      />
    </>
  );
}
