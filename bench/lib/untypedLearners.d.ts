/** What it is: the few shapes that the benchmark of learners uses of libraries that come without types. */

interface PlainLearner {
  train(rows: readonly (readonly number[])[], labels: readonly number[]): void;
  predict(rows: readonly (readonly number[])[]): number[];
}

declare module 'ml-cart' {
  export const DecisionTreeClassifier: new (options: object) => PlainLearner;
}

declare module 'ml-knn' {
  const Neighbours: new (
    rows: readonly (readonly number[])[],
    labels: readonly number[],
    options: { readonly k: number },
  ) => Pick<PlainLearner, 'predict'>;
  export default Neighbours;
}

declare module 'ml-naivebayes' {
  export const GaussianNB: new () => PlainLearner;
}

declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';
  const Regression: new (options: { readonly numSteps: number; readonly learningRate: number }) => {
    train(rows: Matrix, labels: Matrix): void;
    predict(rows: Matrix): number[];
  };
  export default Regression;
}

declare module 'ml-fnn' {
  const Network: new (options: object) => PlainLearner;
  export default Network;
}

declare module 'ml-xgboost' {
  const loading: Promise<new (options: object) => PlainLearner & { free(): void }>;
  export default loading;
}
