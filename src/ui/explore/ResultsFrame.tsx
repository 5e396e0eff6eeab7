/** What it is: what either way to explore says of itself: buttons and how it stands, figures, how far it has come, a curve, what was found. */

import { Play, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { CountCurve } from '../charts/CountCurve.tsx';
import { Button } from '../widgets/Button.tsx';
import { Figures } from './Figures.tsx';
import type { FiguresProps } from './Figures.tsx';

interface ResultsFrameProps {
  readonly controls: ControlsProps;
  readonly problem: string | undefined;
  readonly figures: FiguresProps['figures'];
  readonly progress: { readonly label: string; readonly value: number; readonly max: number };
  /** What else is to be known of how it was looked for. */
  readonly remark?: string | undefined;
  readonly curve: {
    readonly title: string;
    /** What the curve will say, as long as there is none. */
    readonly hint: string;
    readonly points: readonly { readonly x: number; readonly y: number }[] | undefined;
    readonly xMost: number;
    readonly label: string;
  };
  /** What was found. */
  readonly children: ReactNode;
}

export function ResultsFrame(props: ResultsFrameProps) {
  const { controls, problem, figures, progress, remark, curve, children } = props;
  return (
    <section className="explore-results" aria-label="What came of it">
      <Controls {...controls} />
      {problem === undefined ? undefined : (
        <p className="explore-problem" role="alert">
          {problem}
        </p>
      )}
      <Figures figures={figures} />
      <progress
        className="explore-progress"
        aria-label={progress.label}
        value={progress.value}
        max={progress.max}
      />
      {remark === undefined ? undefined : <p className="explore-help">{remark}</p>}
      <h3>{curve.title}</h3>
      {curve.points === undefined ? (
        <p className="explore-help explore-empty">{curve.hint}</p>
      ) : (
        <CountCurve points={curve.points} xMost={curve.xMost} label={curve.label} />
      )}
      <h3>Found</h3>
      {children}
    </section>
  );
}

interface ControlsProps {
  readonly isBusy: boolean;
  readonly onStop: () => void;
  readonly start: string;
  readonly onStart: () => void;
  readonly canStart: boolean;
  /** Undefined: there is nothing to go on with. */
  readonly onContinue: (() => void) | undefined;
  /** What it is doing, or how it ended. */
  readonly said: string;
}

function Controls({ isBusy, onStop, start, onStart, canStart, onContinue, said }: ControlsProps) {
  if (isBusy)
    return (
      <div className="explore-controls">
        <Button icon={<Square size={13} aria-hidden="true" />} onClick={onStop}>
          Stop
        </Button>
        <span className="explore-said">{said}</span>
      </div>
    );
  return (
    <div className="explore-controls">
      <Button
        look="primary"
        icon={<Play size={13} aria-hidden="true" />}
        disabled={!canStart}
        onClick={onStart}
      >
        {start}
      </Button>
      {onContinue === undefined ? undefined : <Button onClick={onContinue}>Continue</Button>}
      <span className="explore-said" role="status">
        {said}
      </span>
    </div>
  );
}
