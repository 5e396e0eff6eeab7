/**
 * What it is: the calls to the simulation's host, in one row: each waits for the one before, the host is
 * started at the first, and a call that breaks (or a host that dies in between) is told once and the host
 * let go, so that the next call starts another.
 */

import type { StudioHost } from '../../workers/api.ts';
import type { StudioConnection } from '../../workers/client/connect.ts';

export interface HostCallsParts {
  readonly connect: (onDeath: (why: string) => void) => StudioConnection;
  /** Told that the host is gone, and why. */
  readonly onBroken: (why: string) => void;
  /** Told whether a call is on its way that a person waits for. */
  readonly onWaiting: (isWaiting: boolean) => void;
}

export class HostCalls {
  private readonly parts: HostCallsParts;
  private connection: StudioConnection | undefined;
  private row: Promise<void> = Promise.resolve();
  private waiting = 0;
  private pending = 0;

  constructor(parts: HostCallsParts) {
    this.parts = parts;
  }

  /** Calls in the row, begun or not. */
  get count(): number {
    return this.pending;
  }

  get isConnected(): boolean {
    return this.connection !== undefined;
  }

  /** Resolves when all that is in the row now is done. */
  get done(): Promise<void> {
    return this.row;
  }

  /** Puts work into the row; never rejects. */
  add(work: (host: StudioHost) => Promise<void>): Promise<void> {
    this.pending++;
    this.row = this.row.then(async () => {
      try {
        this.connection ??= this.parts.connect((why) => {
          this.broke(why);
        });
        await work(this.connection.host);
      } catch (error) {
        this.broke(error instanceof Error ? error.message : String(error));
      } finally {
        this.pending--;
      }
    });
    return this.row;
  }

  /** Tells that a person waits, as long as `work` takes. */
  async awaited<Value>(work: () => Promise<Value>): Promise<Value> {
    this.wait(1);
    try {
      return await work();
    } finally {
      this.wait(-1);
    }
  }

  private wait(change: 1 | -1): void {
    const before = this.waiting > 0;
    this.waiting += change;
    if (this.waiting > 0 !== before) this.parts.onWaiting(this.waiting > 0);
  }

  private broke(why: string): void {
    // A host that dies in a call is told twice: by the call and by itself.
    if (this.connection === undefined) return;
    this.connection.dispose();
    this.connection = undefined;
    this.parts.onBroken(why);
  }
}
