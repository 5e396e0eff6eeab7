/**
 * What it is: how a Byzantine member alters its answers, and how the data that a source gives can drift. Each
 * leaves alone what it does not know how to twist.
 */

import type { Choices } from '../../base/choices.ts';
import type { Mutator } from '../../contract/protocol.ts';
import { columnMoments } from '../../learning/data/standardisation.ts';
import type { EnsembleParameters } from './card.ts';
import type { EnsembleMessage, PredictedMessage } from './messages.ts';
import { answerWidth, classCount, classesOf, isRegression, zeros } from './split.ts';

type Lie = Mutator<EnsembleMessage, EnsembleParameters>;

/** Gives the probability of each class to the next one, the last one's to the first; a number, or words, to the next row. */
const labelFlip: Lie = (message, _to, { context }) => {
  if (message.kind !== 'predicted') return [message];
  const { values, texts } = message;
  if (texts !== undefined) return [{ ...message, texts: turned(texts, 0, texts.length) }];
  if (isRegression(context.resources))
    return [{ ...message, values: turned(values, 0, values.length) }];
  const classes = answerWidth(context.resources);
  const flipped = values.flatMap((_, i) => (i % classes === 0 ? turned(values, i, classes) : []));
  return [{ ...message, values: flipped }];
};

/** Part of a list with its last value first. */
function turned<One>(values: readonly One[], start: number, count: number): readonly One[] {
  const part = values.slice(start, start + count);
  return [...part.slice(-1), ...part.slice(0, -1)];
}

/** A random class for each row, or what it would say of a row drawn from the batch. */
const randomAnswers: Lie = (message, _to, { context, choices }) => {
  if (message.kind !== 'predicted') return [message];
  const { values, texts } = message;
  if (texts !== undefined) return [{ ...message, texts: drawn(texts, choices) }];
  if (isRegression(context.resources)) return [{ ...message, values: drawn(values, choices) }];
  const classes = answerWidth(context.resources);
  const guessed = zeros(values.length);
  for (let row = 0; row < guessed.length / classes; row++) {
    guessed[row * classes + choices.below(classes)] = 1;
  }
  return [{ ...message, values: guessed }];
};

/** What was said of some row or other. */
const drawn = <One>(said: readonly One[], choices: Choices): readonly One[] =>
  said.map(() => said[choices.below(said.length)] as One);

/** One answer too few, or one that cannot be. */
const spoil = (message: PredictedMessage, way: number): PredictedMessage => {
  if (message.texts !== undefined) return { ...message, texts: message.texts.slice(1) };
  if (way === 0) return { ...message, values: message.values.slice(1) };
  return { ...message, values: message.values.map((_, i) => (i === 0 ? Number.NaN : 1)) };
};

const malformedAnswers: Lie = (message, _to, { choices }) =>
  message.kind === 'predicted' ? [spoil(message, choices.below(2))] : [message];

/** What the data source says of classes, each class taken for another. */
const relabelled = (message: EnsembleMessage, other: (label: number) => number): EnsembleMessage =>
  message.kind === 'revealed' || message.kind === 'arrived'
    ? { ...message, labels: message.labels.map(other) }
    : message;

const labelSwap: Lie = (message, _to, { context }) => {
  const classes = classCount(context.resources);
  return [relabelled(message, (label) => (label + 1) % classes)];
};

/** One row in three gets a class by chance. */
const NOISE_PPM = 333_333;

const labelNoise: Lie = (message, _to, { context, choices }) => {
  const classes = classCount(context.resources);
  return [
    relabelled(message, (label) => (choices.happens(NOISE_PPM) ? choices.below(classes) : label)),
  ];
};

const measureShift: Lie = (message, _to, { context, memory }) => {
  if (message.kind !== 'arrived') return [message];
  const known = memory.get('deviations') as readonly number[] | undefined;
  const deviations = known ?? deviationsOf(context);
  memory.set('deviations', deviations);
  const features = message.features.map(
    (value, i) => value + (deviations[i % message.columns] ?? 0),
  );
  return [{ ...message, features }];
};

function deviationsOf(context: Parameters<Lie>[2]['context']): readonly number[] {
  const { rows, columns, features } = classesOf(context.resources);
  const { variances } = columnMoments({ rows, columns, features });
  return Array.from(variances, (variance) => Math.sqrt(variance));
}

export const ENSEMBLE_MUTATORS: Readonly<Record<string, Lie>> = {
  labelFlip,
  randomAnswers,
  malformedAnswers,
  labelSwap,
  measureShift,
  labelNoise,
};
