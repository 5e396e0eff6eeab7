/** What it is: how far the search of a small world has come, how much waits, what it found and step by step how it comes to that. */

import { Play, Square } from 'lucide-react';
import type { SearchReport } from '../../engine/exploration/smallWorlds.ts';
import { CountCurve } from '../charts/CountCurve.tsx';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { Button } from '../widgets/Button.tsx';
import { formatBytes, formatCount, plural } from '../widgets/format.ts';
import { CounterexampleActions, saySize } from './counterexamples.tsx';
import { Figures } from './Figures.tsx';
import type { FiguresProps } from './Figures.tsx';
import {
  canContinue,
  continueSmallWorld,
  startSmallWorld,
  stopSmallWorld,
  useSmallWorld,
} from './smallWorld.ts';
import type { SmallWorldState } from './smallWorld.ts';

export function SmallWorldResults() {
  const state = useSmallWorld((one) => one);
  const { report, frontier, asked, refusal, problem } = state;
  const { statesMax } = asked;
  const trouble = problem ?? refusal;
  const states = report?.states ?? 0;
  return (
    <section className="explore-results" aria-label="What came of it">
      <Controls state={state} />
      {trouble === undefined ? undefined : (
        <p className="explore-problem" role="alert">
          {trouble}
        </p>
      )}
      <Figures figures={figuresOf(state)} />
      <progress
        className="explore-progress"
        aria-label="Distinct worlds seen"
        value={report?.phase === 'exhausted' ? statesMax : states}
        max={statesMax}
      />
      {report === undefined || report.reduction.kind === 'none' ? undefined : (
        <p className="explore-help">{sayReduction(report.reduction)}</p>
      )}
      <h3>Worlds that wait, over worlds seen</h3>
      {report === undefined ? (
        <p className="explore-help explore-empty">
          When this line comes down to nothing, every world within the bounds was looked at.
        </p>
      ) : (
        <CountCurve
          points={frontier}
          xMost={report.phase === 'searching' ? statesMax : states}
          label={`${formatCount(report.frontier)} of ${plural(states, 'world')} wait`}
        />
      )}
      <h3>Found</h3>
      {report?.phase === 'violated' ? (
        <Violation report={report} />
      ) : (
        <p className="explore-help">{sayNothingFound(report)}</p>
      )}
    </section>
  );
}

function Controls({ state }: { readonly state: SmallWorldState }) {
  const { phase, design, report, refusal } = state;
  const current = useDocument((one) => one.design);
  if (phase === 'opening' || phase === 'running')
    return (
      <div className="explore-controls">
        <Button icon={<Square size={13} aria-hidden="true" />} onClick={stopSmallWorld}>
          Stop
        </Button>
        <span className="explore-said">Searching {design?.name ?? ''}</span>
      </div>
    );
  const isOther = design !== undefined && design !== current && report !== undefined;
  return (
    <div className="explore-controls">
      <Button
        look="primary"
        icon={<Play size={13} aria-hidden="true" />}
        disabled={refusal !== undefined}
        onClick={() => void startSmallWorld(documentStore.getState().design)}
      >
        {report === undefined ? 'Search' : 'Search anew'}
      </Button>
      {canContinue(state) ? (
        <Button onClick={() => void continueSmallWorld()}>Continue</Button>
      ) : undefined}
      <span className="explore-said" role="status">
        {report === undefined ? '' : sayEnd(report)}
        {isOther ? ` The design searched was ${design.name}.` : ''}
      </span>
    </div>
  );
}

/** In what way it ended. */
function sayEnd(report: SearchReport): string {
  const { phase, states, completeTo, sentences, order, reduction } = report;
  switch (phase) {
    case 'exhausted':
      return reduction.kind === 'on'
        ? `Complete: ${plural(states, 'world')} stand for all.`
        : `Complete: all ${plural(states, 'world')} were looked at.`;
    case 'violated':
      return order === 'breadth' && reduction.kind !== 'on'
        ? `Violated after ${plural(sentences.length, 'step')}; no shorter way leads to it.`
        : `Violated after ${plural(sentences.length, 'step')}.`;
    case 'cut':
      return completeTo > 0
        ? `Complete up to ${plural(completeTo, 'step')}.`
        : 'Stopped at the bound.';
    case 'full':
      return completeTo > 0
        ? `Stopped at the bound, complete up to ${plural(completeTo, 'step')}.`
        : 'Stopped at the bound.';
    case 'searching':
      return `Stopped at ${plural(states, 'world')}.`;
  }
}

function sayReduction(reduction: SearchReport['reduction']): string {
  switch (reduction.kind) {
    case 'none':
      return '';
    case 'on': {
      const steps = `Left out: ${plural(reduction.leftOut, 'step')} that can as well come later, in orders that end the same and tell the same.`;
      return reduction.alike.length === 0
        ? steps
        : `${steps} ${reduction.alike.join(', ')} are interchangeable: worlds that differ by their exchange are one.`;
    }
    case 'refused':
      return `Nothing is left out: ${reduction.why}.`;
  }
}

function sayNothingFound(report: SearchReport | undefined): string {
  switch (report?.phase) {
    case 'exhausted':
      return 'Nothing is violated in any of them: within these bounds nothing can be.';
    case 'cut':
    case 'full':
      return report.completeTo === 0
        ? 'Nothing was violated so far.'
        : `Nothing can be violated in ${plural(report.completeTo, 'step')} from the start; what comes later was not looked at.`;
    default:
      return 'The first violation ends the search and is told here step by step.';
  }
}

function figuresOf({ report, seconds, asked }: SmallWorldState): FiguresProps['figures'] {
  if (report === undefined)
    return ['Distinct worlds', 'Depth', 'Waiting', 'Rate'].map((name) => ({
      name,
      figure: '–',
      note: '',
    }));
  const { states, depth, frontier, generated, bytes, locals } = report;
  const rate = seconds < 0.2 ? undefined : Math.round(states / seconds);
  return [
    {
      name: 'Distinct worlds',
      figure: formatCount(states),
      note: `of at most ${formatCount(asked.statesMax)}`,
    },
    { name: 'Depth', figure: plural(depth, 'step'), note: `${formatCount(locals)} agent states` },
    { name: 'Waiting', figure: formatCount(frontier), note: formatBytes(bytes) },
    {
      name: 'Rate',
      figure: rate === undefined ? '–' : `${formatCount(rate)}/s`,
      note: `${formatCount(generated)} ways to them`,
    },
  ];
}

function Violation({ report }: { readonly report: SearchReport }) {
  const counterexample = useSmallWorld((state) => state.counterexample);
  const isSmall = counterexample?.phase === 'small';
  return (
    <div className="explore-find" role="group" aria-label="Violation found">
      <strong>{report.violated?.title}</strong>
      <p>{report.violated?.explanation}</p>
      <p className="explore-note">{saySize(counterexample)}</p>
      {isSmall ? (
        <CounterexampleActions get={() => Promise.resolve(counterexample.counterexample)} />
      ) : undefined}
      <details className="explore-story" open>
        <summary>{plural(report.sentences.length, 'step')} to it</summary>
        <ol aria-label="Steps to the violation">
          {report.sentences.map((sentence, place) => (
            // The same thing may happen twice, and the list never changes.
            <li key={`${place}/${sentence}`}>{sentence}</li>
          ))}
        </ol>
      </details>
    </div>
  );
}
