/** What it is: what actors have sent from one frame to the next. */

/** Remembers the frame before. */
export class Traffic {
  private before: Uint32Array = new Uint32Array();
  private epoch = 0;

  /** Messages sent since the frame before, of what was `sent` in all, per actor; zeros in the first frame of an epoch. */
  since(sent: Uint32Array, epoch: number): Uint32Array {
    const isSame = this.epoch === epoch && this.before.length === sent.length;
    const before = isSame ? this.before : sent;
    this.before = sent;
    this.epoch = epoch;
    return sent.map((count, actor) => Math.max(0, count - (before[actor] as number)));
  }
}
