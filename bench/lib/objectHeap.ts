/**
 * What it is: the queue most simulators have, to hold ours against: a binary heap of event objects
 * with a comparator given from outside.
 */

export interface HeapEvent {
  readonly at: number;
  readonly seq: number;
  readonly kind: number;
}

/** A binary heap of objects, least first. */
export class ObjectHeap {
  private readonly items: HeapEvent[] = [];

  private readonly isBefore: (x: HeapEvent, y: HeapEvent) => boolean;

  constructor(isBefore: (x: HeapEvent, y: HeapEvent) => boolean) {
    this.isBefore = isBefore;
  }

  push(event: HeapEvent): void {
    const { items } = this;
    let i = items.push(event) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = items[parent] as HeapEvent;
      if (!this.isBefore(event, above)) break;
      items[i] = above;
      i = parent;
    }
    items[i] = event;
  }

  pop(): HeapEvent | undefined {
    const { items } = this;
    const first = items[0];
    const moved = items.pop();
    if (moved === undefined || items.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      const right = items[child + 1];
      if (right !== undefined && this.isBefore(right, items[child] as HeapEvent)) child++;
      const below = items[child] as HeapEvent;
      if (!this.isBefore(below, moved)) break;
      items[i] = below;
      i = child;
    }
    items[i] = moved;
    return first;
  }
}
