/**
 * What it is: the container of a recording: a mark, a version, then parts: the header and the blocks.
 * Shapes: 8 bytes of mark, 2 of version; each part: 4 bytes packed length, 4 bytes length, the packed bytes,
 * and the 32 bytes of SHA-256 over the hash before, the lengths and the packed bytes. So every part
 * vouches for all before it, and one flipped bit is found where it is.
 * Errors: reading throws Unreadable.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { ByteReader, ByteWriter, demand } from './bytes.ts';
import { pack, unpack } from './pack.ts';

/** Not text in any encoding, and damaged by every program that thinks it is (as in PNG). */
const MARK = [0x8a, 0x43, 0x6f, 0x6e, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const HASH_BYTES = 32;
const PREAMBLE_BYTES = MARK.length + 2;

/** How large a part may be. */
export interface PartLimits {
  readonly packedMax: number;
  readonly bytesMax: number;
}

/** Writes a file part by part. */
export class ContainerWriter {
  private readonly out = new ByteWriter(65_536);
  private chain: Uint8Array;

  constructor(version: number) {
    for (const byte of MARK) this.out.byte(byte);
    this.out.byte(version & 0xff);
    this.out.byte(version >> 8);
    this.chain = sha256(this.out.finish());
  }

  part(bytes: Uint8Array): void {
    const packed = pack(bytes);
    const lengths = lengthsOf(packed.length, bytes.length);
    this.chain = link(this.chain, lengths, packed);
    this.out.append(lengths);
    this.out.append(packed);
    this.out.append(this.chain);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.out.finish();
  }
}

/** The version in a file's first bytes; undefined when it is no recording at all. */
export function versionOf(bytes: Uint8Array): number | undefined {
  if (bytes.length < PREAMBLE_BYTES) return undefined;
  if (!MARK.every((byte, place) => bytes[place] === byte)) return undefined;
  return (bytes[MARK.length] as number) | ((bytes[MARK.length + 1] as number) << 8);
}

/** Reads a file part by part, from after its first bytes. */
export class ContainerReader {
  private readonly input: ByteReader;
  private chain: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.input = new ByteReader(bytes);
    this.chain = sha256(this.input.take(PREAMBLE_BYTES));
  }

  get isAtEnd(): boolean {
    return this.input.left === 0;
  }

  /** The next part, unpacked. */
  part(limits: PartLimits): Uint8Array {
    const packedLength = this.input.word();
    const length = this.input.word();
    demand(
      packedLength <= limits.packedMax && length <= limits.bytesMax,
      'a part is larger than any part may be',
      'tooLarge',
    );
    const packed = this.input.take(packedLength);
    const hash = this.input.take(HASH_BYTES);
    this.chain = link(this.chain, lengthsOf(packedLength, length), packed);
    demand(
      this.chain.every((byte, place) => byte === hash[place]),
      'a part does not have the hash that it should have',
    );
    return unpack(packed, length);
  }
}

function lengthsOf(packed: number, unpacked: number): Uint8Array {
  const lengths = new ByteWriter(8);
  lengths.word(packed);
  lengths.word(unpacked);
  return lengths.finish();
}

function link(before: Uint8Array, lengths: Uint8Array, packed: Uint8Array): Uint8Array {
  return sha256.create().update(before).update(lengths).update(packed).digest();
}
