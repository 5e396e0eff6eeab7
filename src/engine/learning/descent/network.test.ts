import { expect, test } from 'vitest';
import { SeededChoices } from '../../base/choices.ts';
import type { Examples } from '../data/dataset.ts';
import { Adam } from './adam.ts';
import { classLoss, Network, squaredLoss, startingWeights } from './network.ts';

const shape = { columns: 3, classes: 3, hiddenUnits: 5 };

function someExamples(): Examples {
  const choices = SeededChoices.named(4, 'rows');
  return {
    rows: 8,
    columns: 3,
    classes: 3,
    features: Float64Array.from({ length: 24 }, () => 2 * choices.fraction() - 1),
    labels: Int32Array.from({ length: 8 }, () => choices.below(3)),
    weights: Float64Array.from({ length: 8 }, () => 0.5 + choices.fraction()),
  };
}

test.each([
  ['log-loss', 3],
  ['squared error', 1],
])('the gradient is the slope of the %s, weight by weight', (name, classes) => {
  const examples = someExamples();
  const batch = [0, 3, 5, 6, 7];
  const targets = Float64Array.from(examples.labels, (label) => label - 0.7);
  const lossOf = name === 'log-loss' ? classLoss(examples.labels) : squaredLoss(targets);
  const own = { ...shape, classes };
  const network = new Network(own, startingWeights(own, SeededChoices.named(1, 'start')));
  const { weights } = network;
  network.differentiate(examples, batch, 0.1, lossOf);
  const gradient = network.gradient.slice();
  const step = 1e-6;
  weights.forEach((weight, i) => {
    weights[i] = weight + step;
    const above = network.differentiate(examples, batch, 0.1, lossOf);
    weights[i] = weight - step;
    const below = network.differentiate(examples, batch, 0.1, lossOf);
    weights[i] = weight;
    expect(Math.abs((above - below) / (2 * step) - gradient[i]!)).toBeLessThan(1e-7);
  });
});

test('starting weights fill their bounds and no more', () => {
  const weights = startingWeights(
    { columns: 50, classes: 4, hiddenUnits: 60 },
    SeededChoices.named(1, 'start'),
  );
  const first = weights.subarray(0, 51 * 60);
  const second = weights.subarray(51 * 60);
  expect(second).toHaveLength(61 * 4);
  expect(Math.max(...first)).toBeLessThan(Math.sqrt(6 / 110));
  expect(Math.max(...first)).toBeGreaterThan(0.99 * Math.sqrt(6 / 110));
  expect(Math.min(...first)).toBeLessThan(-0.99 * Math.sqrt(6 / 110));
  expect(Math.max(...second)).toBeGreaterThan(0.95 * Math.sqrt(6 / 64));
});

test('the first step of Adam is one learning rate against each slope, whatever its size', () => {
  const weights = Float64Array.of(1, 1, 1);
  new Adam(3, 0.01).step(weights, Float64Array.of(1000, -0.001, 0));
  expect(weights[0]).toBeCloseTo(0.99, 9);
  expect(weights[1]).toBeCloseTo(1.01, 5);
  expect(weights[2]).toBe(1);
});
