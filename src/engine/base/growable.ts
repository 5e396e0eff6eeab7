/**
 * What it is: typed arrays that grow by doubling, for data that only ever gets longer.
 * Cost: push is amortised constant; `values` beyond `length` are not part of the data.
 */

const FIRST_CAPACITY = 256;

/** A growing column of real numbers. */
export class RealColumn {
  values = new Float64Array(FIRST_CAPACITY);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }
}

/** A growing column of 32-bit integers. */
export class IntColumn {
  values = new Int32Array(FIRST_CAPACITY);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }
}

/** How many of the first `length` ascending `values` are below `bound`. */
export function countBelow(values: ArrayLike<number>, length: number, bound: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
