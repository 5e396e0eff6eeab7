/**
 * What it is: the search through all reachable states of a system, each expanded once.
 * Breadth first, so that the way to the first violation found is a shortest one; or depth first, which keeps
 * fewer states waiting in systems that are wide. It works in slices and can be stopped between any two.
 * Where a bound on states or depth ends it, it can go on to a larger one.
 * Bounds: a state beyond `depthMax` steps is not expanded, and with depth first a state that was first met deep
 * down is not looked at again higher up, so only a breadth-first search is complete up to its depth.
 * Cost: linear in states and choices; see fingerprints.ts for the memory of what was seen. The states that wait
 * are kept whole.
 */

import { FingerprintTable, NO_PARENT } from './fingerprints.ts';
import type { System } from './system.ts';

export interface SearchBounds {
  readonly order: 'breadth' | 'depth';
  readonly statesMax: number;
  readonly depthMax: number;
  /** Of the table of what was seen. */
  readonly bytesMax: number;
}

const DEFAULT_BOUNDS: SearchBounds = {
  order: 'breadth',
  statesMax: 1_000_000,
  depthMax: 1_000_000,
  bytesMax: 2 ** 30,
};

/** A way from an initial state (by its place) to a state that should not be. */
export interface Counterexample {
  readonly initial: number;
  readonly choices: readonly number[];
  readonly explanation: string;
}

export type SearchStatus =
  | { readonly phase: 'searching' }
  /** Everything within the bounds was seen; `isCut`: the depth kept states from being expanded. */
  | { readonly phase: 'exhausted'; readonly isCut: boolean }
  | { readonly phase: 'full'; readonly bound: 'states' | 'memory' }
  | { readonly phase: 'violated'; readonly counterexample: Counterexample };

export interface SearchProgress {
  /** Distinct states seen. */
  readonly states: number;
  /** Successors made, known ones among them. */
  readonly generated: number;
  /** States that wait to be expanded. */
  readonly frontier: number;
  /** The largest number of steps from the beginning among states expanded. */
  readonly depth: number;
  /** States in which nothing can happen. */
  readonly terminal: number;
  readonly bytes: number;
  /** The chance that two different states were taken for one, if fingerprints are 64 random bits. */
  readonly omission: number;
}

const COMPACT_AT = 4_096;

/** One search. */
export class Search<State> {
  status: SearchStatus = { phase: 'searching' };

  private readonly system: System<State>;
  private bounds: SearchBounds;
  private readonly table = new FingerprintTable();
  private readonly words = new Uint32Array(2);
  /** Waiting states with their numbers and depths; before `head` they were taken already. */
  private waiting: State[] = [];
  private numbers: number[] = [];
  private depths: number[] = [];
  private head = 0;
  private generated = 0;
  private depth = 0;
  private terminal = 0;
  /** States at the greatest depth, which wait for a greater one. */
  private cut: { readonly state: State; readonly number: number; readonly depth: number }[] = [];
  private parent = NO_PARENT;
  private parentDepth = -1;

  constructor(system: System<State>, bounds: Partial<SearchBounds> = {}) {
    this.system = system;
    this.bounds = { ...DEFAULT_BOUNDS, ...bounds };
    system.initial().forEach((state, place) => this.visit(place, state));
  }

  /** Expands at most so many states. */
  advance(expansions: number): SearchStatus {
    const { system, bounds } = this;
    for (let done = 0; done < expansions && this.status.phase === 'searching'; done++) {
      if (this.head === this.waiting.length) {
        this.status = { phase: 'exhausted', isCut: this.cut.length > 0 };
        break;
      }
      const state = this.take();
      if (this.parentDepth >= bounds.depthMax) {
        this.cut.push({ state, number: this.parent, depth: this.parentDepth });
        continue;
      }
      if (this.parentDepth > this.depth) this.depth = this.parentDepth;
      const before = this.generated;
      system.expand(state, this.visit);
      if (this.isFull()) {
        // What else comes of it was not looked at: it is expanded again when the search goes on.
        this.generated = before;
        this.putBack(state);
        break;
      }
      system.release?.(state);
      if (this.generated === before) this.terminal++;
    }
    return this.status;
  }

  /** Goes on to larger bounds where it came to its end by smaller ones; what was seen stays seen. */
  raise(bounds: Partial<Omit<SearchBounds, 'order'>>): SearchStatus {
    this.bounds = { ...this.bounds, ...bounds };
    const { statesMax, bytesMax, depthMax } = this.bounds;
    const { phase } = this.status;
    if (phase === 'violated') return this.status;
    const isDeeper = this.cut.some(({ depth }) => depth < depthMax);
    const isLarger = this.table.count < statesMax && this.table.bytes <= bytesMax;
    if (!isLarger || (phase === 'exhausted' && !isDeeper)) return this.status;
    const { cut } = this;
    this.cut = [];
    for (const { state, number, depth } of cut) {
      this.waiting.push(state);
      this.numbers.push(number);
      this.depths.push(depth);
    }
    this.status = { phase: 'searching' };
    return this.status;
  }

  get progress(): SearchProgress {
    const { count, bytes } = this.table;
    return {
      states: count,
      generated: this.generated,
      frontier: this.waiting.length - this.head,
      depth: this.depth,
      terminal: this.terminal,
      bytes,
      omission: (count * count) / 2 ** 65,
    };
  }

  /** A field and not a method, since it is handed to the system. */
  private readonly visit = (choice: number, next: State): void => {
    const { parent, words, table } = this;
    if (this.status.phase !== 'searching') return;
    if (parent !== NO_PARENT) this.generated++;
    this.system.fingerprint(next, words);
    if (!table.add(words[0] as number, words[1] as number, parent, choice)) return;
    const explanation = this.system.violation(next);
    if (explanation !== undefined) {
      const counterexample = { ...this.wayTo(table.count - 1), explanation };
      this.status = { phase: 'violated', counterexample };
      return;
    }
    this.waiting.push(this.system.keep(next));
    this.numbers.push(table.count - 1);
    this.depths.push(this.parentDepth + 1);
    if (table.count >= this.bounds.statesMax) this.status = { phase: 'full', bound: 'states' };
    else if (table.bytes > this.bounds.bytesMax) this.status = { phase: 'full', bound: 'memory' };
  };

  private isFull(): boolean {
    return this.status.phase === 'full';
  }

  private putBack(state: State): void {
    if (this.bounds.order === 'depth') {
      this.waiting.push(state);
      this.numbers.push(this.parent);
      this.depths.push(this.parentDepth);
      return;
    }
    this.waiting.splice(this.head, 0, state);
    this.numbers.splice(this.head, 0, this.parent);
    this.depths.splice(this.head, 0, this.parentDepth);
  }

  private take(): State {
    if (this.bounds.order === 'depth') {
      this.parent = this.numbers.pop() as number;
      this.parentDepth = this.depths.pop() as number;
      return this.waiting.pop() as State;
    }
    const { head } = this;
    const state = this.waiting[head] as State;
    this.parent = this.numbers[head] as number;
    this.parentDepth = this.depths[head] as number;
    this.head = head + 1;
    if (this.head >= COMPACT_AT && this.head * 2 >= this.waiting.length) this.compact();
    return state;
  }

  private compact(): void {
    this.waiting = this.waiting.slice(this.head);
    this.numbers = this.numbers.slice(this.head);
    this.depths = this.depths.slice(this.head);
    this.head = 0;
  }

  private wayTo(number: number): { readonly initial: number; readonly choices: number[] } {
    const choices: number[] = [];
    let state = number;
    for (
      let parent = this.table.parentOf(state);
      parent !== NO_PARENT;
      parent = this.table.parentOf(state)
    ) {
      choices.push(this.table.choiceOf(state));
      state = parent;
    }
    return { initial: this.table.choiceOf(state), choices: choices.toReversed() };
  }
}
