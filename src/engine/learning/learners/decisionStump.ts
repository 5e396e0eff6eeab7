/**
 * What it is: a tree that asks a single question: weak alone, and what boosting was made for.
 * Source: W. Iba, P. Langley, "Induction of One-Level Decision Trees", ICML 1992.
 */

import type { Learner } from '../learner.ts';
import { decisionTree } from './decisionTree.ts';
import type { DecisionTreeModel } from './decisionTree.ts';

const LIMITS = { depthMax: 1, splitRowsMin: 2, leafRowsMin: 1 } as const;

/** Classification by one question. */
export const decisionStump: Learner<
  'decision_stump',
  Readonly<Record<never, never>>,
  DecisionTreeModel
> = {
  kind: 'decision_stump',
  title: 'Decision stump',
  summary: 'Asks one question and answers with the classes on its side.',
  paper: 'Iba, Langley: Induction of One-Level Decision Trees, 1992',
  parameters: {},
  fit: (examples, _parameters, choices) => decisionTree.fit(examples, LIMITS, choices),
  predictProbabilities: (model, features) => decisionTree.predictProbabilities(model, features),
  trainingUnits: (_parameters, shape) => decisionTree.trainingUnits(LIMITS, shape),
  predictionUnits: (_parameters, shape) => decisionTree.predictionUnits(LIMITS, shape),
};
