/**
 * What it is: the worlds that wait to be expanded, as stretches of numbers in large blocks: an object for each would
 * keep the garbage collector busy. A world is named by where it lies; a block is used again when all in it were let go.
 * Shapes: a world is its length and then its numbers.
 * Cost: 4 bytes a number; keeping and reading copy the world once.
 */

import { invariant } from '../../base/invariant.ts';

const BLOCK_BITS = 18;
const BLOCK_SIZE = 1 << BLOCK_BITS;

interface Block {
  readonly numbers: Int32Array;
  used: number;
  waiting: number;
}

/** Worlds by name. */
export class WorldStore {
  private readonly blocks: Block[] = [];
  private readonly free: number[] = [];
  private current = -1;

  /** Keeps the first `length` numbers; gives the name of what is kept. */
  keep(numbers: Int32Array, length: number): number {
    invariant(length < BLOCK_SIZE, `a world of ${length} numbers`);
    let block = this.blocks[this.current];
    if (block === undefined || block.used + length + 1 > BLOCK_SIZE) block = this.open();
    const at = block.used;
    block.numbers[at] = length;
    for (let i = 0; i < length; i++) block.numbers[at + 1 + i] = numbers[i] as number;
    block.used = at + 1 + length;
    block.waiting++;
    return this.current * BLOCK_SIZE + at;
  }

  /** Copies a world into `numbers`, which is long enough; gives its length. */
  read(name: number, numbers: Int32Array): number {
    const block = this.blockOf(name);
    const at = name & (BLOCK_SIZE - 1);
    const length = block.numbers[at] as number;
    for (let i = 0; i < length; i++) numbers[i] = block.numbers[at + 1 + i] as number;
    return length;
  }

  lengthOf(name: number): number {
    return this.blockOf(name).numbers[name & (BLOCK_SIZE - 1)] as number;
  }

  /** One of a world's numbers. */
  at(name: number, place: number): number {
    return this.blockOf(name).numbers[(name & (BLOCK_SIZE - 1)) + 1 + place] as number;
  }

  /** The world is not asked for any more. */
  letGo(name: number): void {
    const number = Math.trunc(name / BLOCK_SIZE);
    const block = this.blockOf(name);
    block.waiting--;
    if (block.waiting > 0 || number === this.current) return;
    block.used = 0;
    this.free.push(number);
  }

  private blockOf(name: number): Block {
    return this.blocks[Math.trunc(name / BLOCK_SIZE)] as Block;
  }

  private open(): Block {
    const before = this.blocks[this.current];
    if (before?.waiting === 0) {
      before.used = 0;
      return before;
    }
    const again = this.free.pop();
    this.current = again ?? this.blocks.length;
    if (again === undefined)
      this.blocks.push({ numbers: new Int32Array(BLOCK_SIZE), used: 0, waiting: 0 });
    return this.blocks[this.current] as Block;
  }
}
