/** What it is: the plots of a search: which there are, when they make sense, and what each says of itself. */

import type { TuningStage } from '../../../engine/projections/tuningStage.ts';
import { formatCount } from '../../widgets/format.ts';
import { variedParameters } from './parameters.ts';

const always = (): boolean => true;

export const VIEWS = [
  {
    id: 'workers',
    title: 'Workers',
    isFor: always,
    help: 'Full: reported. Striped: pruned, or taken back (red). Outlined: under way.',
  },
  {
    id: 'history',
    title: 'History',
    isFor: always,
    help: 'Dots are complete trials, crosses pruned ones, rings those under way; the line is the best so far.',
  },
  {
    id: 'curves',
    title: 'Curves',
    isFor: ({ levels }: TuningStage) => levels > 1,
    help: 'What each trial reported on its way; those that end in a cross were pruned.',
  },
  { id: 'parallel', title: 'Parallel', isFor: always, help: '' },
  {
    id: 'slices',
    title: 'Slices',
    isFor: always,
    help: 'Each parameter by itself against the value.',
  },
  {
    id: 'contour',
    title: 'Contour',
    isFor: (stage: TuningStage) => variedParameters(stage).length > 1,
    help: 'The stronger the tint, the better the trials nearby; between trials it is a guess.',
  },
  {
    id: 'importance',
    title: 'Importance',
    isFor: ({ importance }: TuningStage) => importance.length > 0,
    help: 'What complete trials differ by, parameter by parameter.',
  },
  {
    id: 'front',
    title: 'Front',
    isFor: ({ measures }: TuningStage) => measures.length > 1,
    help: 'Full dots are the front: no complete trial is better in one measure without being worse in the other.',
  },
  {
    id: 'trials',
    title: 'Trials',
    isFor: always,
    help: 'Furthest and best first; choose a trial to light it in the plots.',
  },
] as const;
export type View = (typeof VIEWS)[number]['id'];

/** How to read a plot; of what is not in it nothing is said. */
export function helpOf({ id, help }: (typeof VIEWS)[number], { spans }: TuningStage): string {
  const isAssessed = id === 'workers' && spans.some((span) => span.isAssessment);
  return isAssessed ? `${help} Orange: the best, judged by rows held out.` : help;
}

/** What a plot shows, in a sentence for who cannot see it. */
export function sayView(view: View, stage: TuningStage): string {
  const trials = `${formatCount(stage.trials.length)} trials`;
  switch (view) {
    case 'workers':
      return `${formatCount(stage.workers.length)} workers and ${formatCount(stage.spans.length)} jobs over virtual time`;
    case 'history':
      return `Values of ${trials} in their order, with the best so far`;
    case 'curves':
      return `Values of ${trials} by level of training`;
    case 'parallel':
      return `${trials} across ${formatCount(variedParameters(stage).length)} parameters and their value`;
    case 'slices':
      return `Values of ${trials} by each parameter`;
    case 'contour':
      return `Values of ${trials} over two parameters`;
    case 'front':
      return `${trials} by ${stage.measures.join(' and ')}, ${formatCount(stage.front.length)} on the front`;
    case 'importance':
    case 'trials':
      return trials;
  }
}
