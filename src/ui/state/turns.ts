/**
 * What it is: changes of the page taken in turns. A frame that changed everything at once would be one long task, since
 * what is rendered, styled and laid out between two paints is done in one go; so parts that may come a moment later
 * wait here, and one is taken for each paint. Who asks again while waiting keeps the place.
 * The next turn comes only when the one before is on screen: on a slow machine they would pile up to one task.
 */

export class Turns {
  private readonly nextPaint: (callback: () => void) => void;
  private readonly waiting = new Map<object, () => void>();
  private acting: object | undefined;
  private isDue = false;

  constructor(nextPaint: (callback: () => void) => void) {
    this.nextPaint = nextPaint;
  }

  /** Whether nobody waits for a turn or has one. */
  get areTaken(): boolean {
    return this.waiting.size === 0 && this.acting === undefined;
  }

  /** `take` is called in a turn of its own, unless another is asked for first; `who` says by `done` when it is on screen. */
  ask(who: object, take: () => void): void {
    this.waiting.set(who, take);
    this.goOn();
  }

  done(who: object): void {
    if (this.acting !== who) return;
    this.acting = undefined;
    this.goOn();
  }

  /** Gives up the turn that was asked for or is had. */
  leave(who: object): void {
    this.waiting.delete(who);
    this.done(who);
  }

  private goOn(): void {
    if (this.isDue || this.acting !== undefined || this.waiting.size === 0) return;
    this.isDue = true;
    this.nextPaint(() => {
      this.isDue = false;
      for (const [who, take] of this.waiting) {
        this.waiting.delete(who);
        this.acting = who;
        take();
        return;
      }
    });
  }
}

/** The page's turns. */
export const turns = new Turns((callback) => {
  requestAnimationFrame(callback);
});
