/** What it is: how a Byzantine member alters its answers. Each leaves alone what it does not know how to twist. */

import type { Mutator } from '../../contract/protocol.ts';
import type { EnsembleParameters } from './card.ts';
import type { EnsembleMessage, PredictedMessage } from './messages.ts';
import { classCount, zeros } from './split.ts';

type Lie = Mutator<EnsembleMessage, EnsembleParameters>;

/** Gives the probability of each class to the next one; the last one's to the first. */
const labelFlip: Lie = (message, _to, { context }) => {
  if (message.kind !== 'predicted') return [message];
  const classes = classCount(context.resources);
  const { probabilities } = message;
  const turned = probabilities.map((_, i) => {
    const row = Math.floor(i / classes);
    return probabilities[row * classes + (((i % classes) + classes - 1) % classes)] as number;
  });
  return [{ ...message, probabilities: turned }];
};

const randomAnswers: Lie = (message, _to, { context, choices }) => {
  if (message.kind !== 'predicted') return [message];
  const classes = classCount(context.resources);
  const probabilities = zeros(message.probabilities.length);
  for (let row = 0; row < probabilities.length / classes; row++) {
    probabilities[row * classes + choices.below(classes)] = 1;
  }
  return [{ ...message, probabilities }];
};

const spoil = (message: PredictedMessage, way: number): PredictedMessage => {
  if (way === 0) return { ...message, probabilities: message.probabilities.slice(1) };
  return { ...message, probabilities: message.probabilities.map((_, i) => (i === 0 ? -1 : 1)) };
};

const malformedAnswers: Lie = (message, _to, { choices }) =>
  message.kind === 'predicted' ? [spoil(message, choices.below(2))] : [message];

export const ENSEMBLE_MUTATORS: Readonly<Record<string, Lie>> = {
  labelFlip,
  randomAnswers,
  malformedAnswers,
};
