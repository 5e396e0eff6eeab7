/** What it is: how far the search of a small world has come, how much waits, what it found and step by step how it comes to that. */

import type { SearchReport } from '../../engine/exploration/smallWorlds.ts';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { formatBytes, formatCount, plural } from '../widgets/format.ts';
import { CounterexampleActions, saySize } from './counterexamples.tsx';
import type { FiguresProps } from './Figures.tsx';
import { ResultsFrame } from './ResultsFrame.tsx';
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
  const current = useDocument((one) => one.design);
  const { phase, design, report, frontier, asked, refusal, problem } = state;
  const { statesMax } = asked;
  const states = report?.states ?? 0;
  const isBusy = phase === 'opening' || phase === 'running';
  return (
    <ResultsFrame
      controls={{
        isBusy,
        onStop: stopSmallWorld,
        start: report === undefined ? 'Search' : 'Search anew',
        onStart: () => void startSmallWorld(documentStore.getState().design),
        canStart: refusal === undefined,
        onContinue: canContinue(state) ? () => void continueSmallWorld() : undefined,
        said: isBusy ? `Searching ${design?.name ?? ''}` : sayWhole(state, design === current),
      }}
      problem={problem ?? refusal}
      figures={figuresOf(state)}
      progress={{
        label: 'Distinct worlds seen',
        value: report?.phase === 'exhausted' ? statesMax : states,
        max: statesMax,
      }}
      remark={report === undefined ? undefined : sayReduction(report.reduction)}
      curve={{
        title: 'Worlds that wait, over worlds seen',
        hint: 'When this line comes down to nothing, every world within the bounds was looked at.',
        points: report === undefined ? undefined : frontier,
        xMost: report?.phase === 'searching' ? statesMax : states,
        label: `${formatCount(report?.frontier ?? 0)} of ${plural(states, 'world')} wait`,
      }}
    >
      {report?.phase === 'violated' ? (
        <Violation report={report} />
      ) : (
        <p className="explore-help">{sayNothingFound(report)}</p>
      )}
    </ResultsFrame>
  );
}

function sayWhole({ report, design }: SmallWorldState, isSame: boolean): string {
  if (report === undefined) return '';
  const whose = isSame || design === undefined ? '' : ` The design searched was ${design.name}.`;
  return `${sayEnd(report)}${whose}`;
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

function sayReduction(reduction: SearchReport['reduction']): string | undefined {
  switch (reduction.kind) {
    case 'none':
      return undefined;
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
