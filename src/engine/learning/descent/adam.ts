/**
 * What it is: steps down a noisy gradient, each component scaled by its own recent size.
 * Source: D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1, with
 * the order of operations from the end of its section 2 and the decay rates it recommends.
 */

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const LEAST_SCALE = 1e-8;

/** The optimiser's memory of one vector of weights. */
export class Adam {
  private readonly learningRate: number;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private firstPower = 1;
  private secondPower = 1;

  constructor(length: number, learningRate: number) {
    this.learningRate = learningRate;
    this.first = new Float64Array(length);
    this.second = new Float64Array(length);
  }

  /** Moves `weights` one step against `gradient`. */
  step(weights: Float64Array, gradient: Float64Array): void {
    const { first, second } = this;
    // Powers by repeated multiplication: exact enough, and the same on every host.
    this.firstPower *= FIRST_DECAY;
    this.secondPower *= SECOND_DECAY;
    const rate = (this.learningRate * Math.sqrt(1 - this.secondPower)) / (1 - this.firstPower);
    for (let i = 0; i < weights.length; i++) {
      const slope = gradient[i] as number;
      const mean = FIRST_DECAY * (first[i] as number) + (1 - FIRST_DECAY) * slope;
      const square = SECOND_DECAY * (second[i] as number) + (1 - SECOND_DECAY) * slope * slope;
      first[i] = mean;
      second[i] = square;
      weights[i] = (weights[i] as number) - (rate * mean) / (Math.sqrt(square) + LEAST_SCALE);
    }
  }
}
