/** What it is: how a Byzantine worker alters what it says. Each leaves alone what it does not know how to twist. */

import type { Mutator } from '../../../contract/protocol.ts';
import type { TuningParameters } from '../card.ts';
import type { TuningMessage } from './messages.ts';

type Lie = Mutator<TuningMessage, TuningParameters>;

const boastfulReports: Lie = (message) =>
  message.kind === 'report'
    ? [{ ...message, values: message.values.map((value) => value - Math.abs(value) / 2) }]
    : [message];

const malformedReports: Lie = (message, _to, { choices }) => {
  if (message.kind !== 'report') return [message];
  const values = choices.below(2) === 0 ? [] : message.values.map(() => Number.NaN);
  return [{ ...message, values }];
};

/** What it should have brought it passes off as work that goes on. */
const hoarding: Lie = (message) =>
  message.kind === 'report' ? [{ kind: 'alive', job: message.job }] : [message];

export const TUNING_MUTATORS: Readonly<Record<string, Lie>> = {
  boastfulReports,
  malformedReports,
  hoarding,
};
