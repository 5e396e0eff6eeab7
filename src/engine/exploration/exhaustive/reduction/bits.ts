/** What it is: sets of small numbers as bits of words; all sets of one kind have as many words. */

export type Bits = Uint32Array;

/** The empty set, with room for the numbers below `size`. */
export function emptyBits(size: number): Bits {
  return new Uint32Array(Math.ceil(size / 32));
}

/** Whether it has a number. */
export function hasBit(bits: Bits, number: number): boolean {
  return (((bits[number >>> 5] as number) >>> (number & 31)) & 1) === 1;
}

/** Adds a number. */
export function addBit(bits: Bits, number: number): void {
  bits[number >>> 5] = (bits[number >>> 5] as number) | (1 << (number & 31));
}

/** Adds all of another set; whether that changed anything. */
export function uniteBits(into: Bits, others: Bits): boolean {
  let isChanged = false;
  for (let word = 0; word < into.length; word++) {
    const before = into[word] as number;
    const after = (before | (others[word] as number)) >>> 0;
    if (after === before) continue;
    into[word] = after;
    isChanged = true;
  }
  return isChanged;
}

/** How many numbers are in both. */
export function countBits(bits: Bits, others: Bits): number {
  let total = 0;
  for (let word = 0; word < bits.length && word < others.length; word++)
    for (
      let rest = ((bits[word] as number) & (others[word] as number)) >>> 0;
      rest !== 0;
      rest = (rest & (rest - 1)) >>> 0
    )
      total++;
  return total;
}

/** Its numbers, ascending. */
export function numbersOf(bits: Bits): number[] {
  const numbers: number[] = [];
  for (let word = 0; word < bits.length; word++)
    for (let rest = bits[word] as number; rest !== 0; rest = (rest & (rest - 1)) >>> 0)
      numbers.push(word * 32 + 31 - Math.clz32(rest & -rest));
  return numbers;
}
