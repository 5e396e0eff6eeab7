/**
 * What it is: learners of the registry's libraries on a fold, each set up to do what ours does: as many trees, rounds
 * and passes, the same hidden units. Where a library would take minutes, less is asked of it, and that is said.
 */

import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import '@tensorflow/tfjs-backend-wasm';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tensors from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { DecisionTreeClassifier } from 'ml-cart';
import Network from 'ml-fnn';
import Neighbours from 'ml-knn';
import Regression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import { GaussianNB } from 'ml-naivebayes';
import { RandomForestClassifier } from 'ml-random-forest';
import type { LearnerKind } from '../../src/engine/learning/learners.ts';

type Rows = number[][];

/** Rows to learn from and to be asked about, as they are and standardised. */
export interface Fold {
  readonly rows: Rows;
  readonly labels: readonly number[];
  readonly asked: Rows;
  readonly scaled: Rows;
  readonly scaledAsked: Rows;
  readonly classes: number;
}

export interface Peer {
  readonly name: string;
  /** Which of ours does the same. */
  readonly kind: LearnerKind;
  /** What share of the work of ours it was given, where not all. */
  readonly share?: number;
  readonly note?: string;
  /** Learns, and gives what answers with a class for each asked row. */
  readonly train: (fold: Fold) => Promise<() => Promise<readonly number[]>>;
}

/** Trees of the forest that is compared by the tree. */
const FEW_TREES = 2;
const PASSES = 30;
const STEPS = 200;
const UNITS = 32;

const done = <Value>(value: Value): Promise<Value> => Promise.resolve(value);

/** A perceptron of the tensor library, in WebAssembly. */
async function trainTensors(fold: Fold): Promise<() => Promise<readonly number[]>> {
  const require = createRequire(import.meta.url);
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await tensors.setBackend('wasm');
  await tensors.ready();
  const model = layers.sequential();
  const columns = fold.scaled[0]?.length ?? 0;
  model.add(layers.layers.dense({ units: UNITS, activation: 'relu', inputShape: [columns] }));
  model.add(layers.layers.dense({ units: fold.classes, activation: 'softmax' }));
  model.compile({ optimizer: tensors.train.adam(0.001), loss: 'sparseCategoricalCrossentropy' });
  const input = tensors.tensor2d(fold.scaled.map((row) => [...row]));
  const labels = tensors.tensor1d([...fold.labels], 'float32');
  await model.fit(input, labels, { epochs: PASSES, batchSize: 200, verbose: 0 });
  return async () => {
    const scores = model.predict(tensors.tensor2d(fold.scaledAsked.map((row) => [...row])));
    if (Array.isArray(scores)) throw new Error('one output was expected');
    return [...(await tensors.argMax(scores, 1).data())];
  };
}

export const PEERS: readonly Peer[] = [
  {
    name: 'ml-cart 2.1.1',
    kind: 'decision_tree',
    train: ({ rows, labels, asked }) => {
      const options = { gainFunction: 'gini', maxDepth: 100, minNumSamples: 1 };
      const tree = new DecisionTreeClassifier(options);
      tree.train(rows, labels);
      return done(() => done(tree.predict(asked)));
    },
  },
  {
    name: 'ml-random-forest 2.1.0',
    kind: 'random_forest',
    share: FEW_TREES / 100,
    note: `${FEW_TREES} trees of 100`,
    train: ({ rows, labels, asked }) => {
      const options = { nEstimators: FEW_TREES, maxFeatures: 8, seed: 1, noOOB: true };
      const trees = new RandomForestClassifier({ ...options, replacement: false });
      trees.train(rows, [...labels]);
      return done(() => done(trees.predict(asked)));
    },
  },
  {
    name: 'ml-logistic-regression 2.0.0',
    kind: 'logistic_regression',
    note: `${STEPS} steps of 50,000`,
    train: ({ scaled, scaledAsked, labels }) => {
      const model = new Regression({ numSteps: STEPS, learningRate: 5e-4 });
      const withBias = (rows: Rows): Matrix => new Matrix(rows.map((row) => [1, ...row]));
      model.train(withBias(scaled), Matrix.columnVector([...labels]));
      return done(() => done(model.predict(withBias(scaledAsked))));
    },
  },
  {
    name: 'ml-naivebayes 4.0.0',
    kind: 'gaussian_naive_bayes',
    note: 'looks at two columns only',
    train: ({ rows, labels, asked }) => {
      const model = new GaussianNB();
      model.train(rows, labels);
      return done(() => done(model.predict(asked)));
    },
  },
  {
    name: 'ml-knn 3.0.0',
    kind: 'nearest_neighbours',
    train: ({ scaled, labels, scaledAsked }) => {
      const model = new Neighbours(scaled, labels, { k: 5 });
      return done(() => done(model.predict(scaledAsked)));
    },
  },
  {
    name: 'ml-fnn 5.0.0',
    kind: 'multilayer_perceptron',
    train: ({ scaled, labels, scaledAsked }) => {
      const model = new Network({ hiddenLayers: [UNITS], iterations: PASSES, learningRate: 0.01 });
      model.train(scaled, labels);
      return done(() => done(model.predict(scaledAsked)));
    },
  },
  { name: 'tfjs 4.22.0, wasm', kind: 'multilayer_perceptron', train: trainTensors },
  {
    name: 'ml-xgboost 1.1.2, wasm',
    kind: 'gradient_boosting',
    train: async ({ rows, labels, asked }) => {
      // It talks when it is loaded.
      const { default: loading } = await import('ml-xgboost');
      const Booster = await loading;
      const options = { objective: 'multi:softmax', max_depth: 3, eta: 0.1, silent: 1 };
      const model = new Booster({ ...options, iterations: 100, subsample: 1 });
      model.train(rows, labels);
      return () => {
        const answers = model.predict(asked);
        model.free();
        return done(answers);
      };
    },
  },
];
