/**
 * What it is: packing by deflate (RFC 1951, through fflate), and unpacking with a bound: what is unpacked
 * may be a thousand times what is packed, so it is fed in small slices and stopped at the declared size.
 */

import { deflateSync, Inflate } from 'fflate';
import { demand, Unreadable } from './bytes.ts';

/** The most that one slice can unpack to is about a thousand times this. */
const SLICE_BYTES = 4_096;

/** The packed bytes. */
export function pack(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 6 });
}

/** Exactly `size` bytes; throws Unreadable when the packed ones hold more or fewer or are damaged. */
export function unpack(packed: Uint8Array, size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((part) => {
    demand(length + part.length <= size, 'a part unpacks to more than it declares', 'tooLarge');
    whole.set(part, length);
    length += part.length;
  });
  for (let from = 0; from < packed.length; from += SLICE_BYTES) {
    const to = Math.min(from + SLICE_BYTES, packed.length);
    push(inflate, packed.subarray(from, to), to === packed.length);
  }
  demand(length === size, 'a part unpacks to less than it declares');
  return whole;
}

function push(inflate: Inflate, slice: Uint8Array, isLast: boolean): void {
  try {
    inflate.push(slice, isLast);
  } catch (trouble) {
    if (trouble instanceof Unreadable) throw trouble;
    throw new Unreadable('a packed part is damaged');
  }
}
