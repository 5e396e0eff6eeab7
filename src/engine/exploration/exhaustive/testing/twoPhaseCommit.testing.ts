/**
 * What it is: two-phase commit as a system to search: a coordinator, n resource managers, and messages that are
 * never lost, since a set of all that were ever sent stands for the network.
 * Source: J. Gray and L. Lamport, Consensus on Transaction Commit (ACM TODS 31(1), 2006), section 3 and the module
 * TwoPhase of its appendix; twoPhaseCommit.tla says the same to another checker.
 * Shapes: a state is one 32-bit word: two bits for each manager, one for each that the coordinator heard of, one
 * for each that said it is prepared, then two bits of the coordinator and one each for `commit` and `abort` sent.
 */

import type { System, Visit } from '../system.ts';

const WORKING = 0;
const PREPARED = 1;
const COMMITTED = 2;
const ABORTED = 3;
const MANAGERS_MAX = 7;

/** A choice is 8 times its kind plus the manager's number. */
const HEARS = 0;
const PREPARES = 1;
const GIVES_UP = 2;
const COMMITS = 3;
const ABORTS = 4;
const DECIDES = 5;

interface Variant {
  /** Which of the managers is in which state does not count. */
  readonly isSymmetric?: boolean;
  /** Wrong: the coordinator commits as soon as it heard of one. */
  readonly isHasty?: boolean;
}

class TwoPhaseCommit implements System<number> {
  private readonly n: number;
  private readonly isSymmetric: boolean;
  private readonly isHasty: boolean;
  private readonly heardAt: number;
  private readonly saidAt: number;
  private readonly coordinatorAt: number;

  constructor(n: number, { isSymmetric = false, isHasty = false }: Variant) {
    this.n = n;
    this.isSymmetric = isSymmetric;
    this.isHasty = isHasty;
    this.heardAt = 2 * n;
    this.saidAt = 3 * n;
    this.coordinatorAt = 4 * n;
  }

  initial(): readonly number[] {
    return [0];
  }

  expand(state: number, visit: Visit<number>): void {
    const { n, heardAt, saidAt, coordinatorAt } = this;
    const isCommitSent = ((state >>> (coordinatorAt + 2)) & 1) === 1;
    const isAbortSent = ((state >>> (coordinatorAt + 3)) & 1) === 1;
    const isOpen = ((state >>> coordinatorAt) & 3) === 0;
    const heard = (state >>> heardAt) & ((1 << n) - 1);
    const isEnough = this.isHasty ? heard !== 0 : heard === (1 << n) - 1;
    if (isOpen && isEnough) visit(8 * DECIDES, state | (0b0101 << coordinatorAt));
    if (isOpen) visit(8 * DECIDES + 1, state | (0b1010 << coordinatorAt));
    for (let i = 0; i < n; i++) {
      const own = (state >>> (2 * i)) & 3;
      const rest = state & ~(3 << (2 * i));
      if (isOpen && ((state >>> (saidAt + i)) & 1) === 1)
        visit(8 * HEARS + i, state | (1 << (heardAt + i)));
      if (own === WORKING) {
        visit(8 * PREPARES + i, rest | (PREPARED << (2 * i)) | (1 << (saidAt + i)));
        visit(8 * GIVES_UP + i, rest | (ABORTED << (2 * i)));
      }
      if (isCommitSent) visit(8 * COMMITS + i, rest | (COMMITTED << (2 * i)));
      if (isAbortSent) visit(8 * ABORTS + i, rest | (ABORTED << (2 * i)));
    }
  }

  fingerprint(state: number, words: Uint32Array): void {
    words[0] = this.isSymmetric ? this.representative(state) : state;
    words[1] = 0;
  }

  keep(state: number): number {
    return state;
  }

  violation(state: number): string | undefined {
    let decided = 0;
    for (let i = 0; i < this.n; i++) decided |= 1 << ((state >>> (2 * i)) & 3);
    const isTorn = (decided & (1 << COMMITTED)) !== 0 && (decided & (1 << ABORTED)) !== 0;
    return isTorn ? 'One manager committed what another aborted.' : undefined;
  }

  /** The managers are alike: of all states that differ by their numbers only, the one that has them in order. */
  private representative(state: number): number {
    const { n, heardAt, saidAt, coordinatorAt } = this;
    const managers = Array.from({ length: n }, (_, i) => {
      const own = (state >>> (2 * i)) & 3;
      return own | (((state >>> (heardAt + i)) & 1) << 2) | (((state >>> (saidAt + i)) & 1) << 3);
    }).sort((x, y) => x - y);
    return managers.reduce(
      (word, manager, i) =>
        word |
        ((manager & 3) << (2 * i)) |
        (((manager >>> 2) & 1) << (heardAt + i)) |
        ((manager >>> 3) << (saidAt + i)),
      (state >>> coordinatorAt) << coordinatorAt,
    );
  }
}

/** Two-phase commit of at most seven managers. */
export function twoPhaseCommit(n: number, variant: Variant = {}): System<number> {
  if (n < 1 || n > MANAGERS_MAX) throw new Error(`${n} managers do not fit a word`);
  return new TwoPhaseCommit(n, variant);
}
