/** What it is: the buffers of a frame or a batch, to be given away instead of copied. */

/** Every distinct ArrayBuffer under typed arrays in `value`, however deep. */
export function buffersOf(value: unknown, found: Set<ArrayBuffer> = new Set()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    if (mayHoldArrays(value)) for (const item of value) buffersOf(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) buffersOf(item, found);
  }
  return [...found];
}

/** Long lists of plain rows (the log, points) hold no arrays: looking at the first is enough. */
function mayHoldArrays(list: readonly unknown[]): boolean {
  const first = list[0];
  return (
    typeof first === 'object' &&
    first !== null &&
    Object.values(first).some((item) => typeof item === 'object' && item !== null)
  );
}
