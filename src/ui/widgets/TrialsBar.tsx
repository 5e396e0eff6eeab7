/**
 * What it is: the head of a dialog that tries a coordination of the design many times in a worker: which one, how often, a
 * button that begins or ends it, and how far it has come.
 */

import { Play, Square } from 'lucide-react';
import { useId } from 'react';
import type { TrialsPhase } from '../state/trials.ts';
import { Button } from './Button.tsx';
import { formatCount } from './format.ts';
import { Select } from './Select.tsx';
import './trialsBar.css';

export interface TrialsBarProps {
  /** What is chosen among, in a word, and the choices; with a single one there is nothing to choose. */
  readonly kind: string;
  readonly nodes: readonly { readonly id: string; readonly name: string }[];
  readonly node: string;
  readonly onNode: (id: string) => void;
  /** What is counted, and how many may be asked for. */
  readonly unit: string;
  readonly wishes: readonly number[];
  readonly wished: number;
  readonly onWished: (wished: number) => void;
  /** What the button says before the first time. */
  readonly start: string;
  readonly onStart: () => void;
  readonly onStop: () => void;
  readonly phase: TrialsPhase;
  readonly progress: string;
  readonly done: number;
  readonly goal: number;
  /** What it says when all are tried. */
  readonly whenDone: string;
  /** The design that was tried, if it is not the one that is open. */
  readonly of: string | undefined;
  readonly problem: string | undefined;
}

export function TrialsBar(props: TrialsBarProps) {
  const { kind, nodes, node, unit, wishes, wished, phase, done, goal, of, problem } = props;
  const [nodeId, wishId] = [useId(), useId()];
  const isBusy = phase === 'opening' || phase === 'running';
  return (
    <div className="trials-bar">
      {nodes.length === 1 ? undefined : (
        <>
          <label htmlFor={nodeId}>{kind}</label>
          <Select
            id={nodeId}
            isDisabled={isBusy}
            value={node}
            choices={nodes.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={props.onNode}
          />
        </>
      )}
      <label htmlFor={wishId}>{unit}</label>
      <Select
        id={wishId}
        isDisabled={isBusy}
        value={String(wished)}
        choices={wishes.map((count) => ({ value: String(count), label: formatCount(count) }))}
        onChange={(count) => {
          props.onWished(Number(count));
        }}
      />
      {isBusy ? (
        <Button icon={<Square size={13} aria-hidden="true" />} onClick={props.onStop}>
          Stop
        </Button>
      ) : (
        <Button look="primary" icon={<Play size={13} aria-hidden="true" />} onClick={props.onStart}>
          {phase === 'idle' ? props.start : 'Try anew'}
        </Button>
      )}
      <span className="trials-status" role="status">
        {sayPhase(props)}
        {of === undefined ? '' : ` Of ${of}, as it was then.`}
      </span>
      <progress
        aria-label={props.progress}
        value={done}
        max={Math.max(1, goal)}
        className="trials-progress"
      />
      {problem === undefined ? undefined : (
        <p className="trials-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function sayPhase({ phase, done, goal, whenDone }: TrialsBarProps): string {
  switch (phase) {
    case 'idle':
      return '';
    case 'opening':
      return 'Looking at the design…';
    case 'running':
      return `${formatCount(done)} of ${formatCount(goal)}`;
    case 'stopped':
      return `Stopped after ${formatCount(done)} of ${formatCount(goal)}.`;
    case 'done':
      return whenDone;
  }
}
