/** What it is: reading and writing files, with one sentence for whatever goes wrong. */

import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { DesignFailure, ReadDesign } from '../engine/document/read.ts';
import { DESIGN_CHARS_MAX, readDesign } from '../engine/document/read.ts';
import type { Result } from '../engine/base/result.ts';
import { versionOf } from '../engine/recording/container.ts';
import { FILE_BYTES_MAX } from '../engine/recording/limits.ts';
import { fileTrouble } from './trouble.ts';

/** Four bytes are the most that a character of UTF-8 takes. */
const DESIGN_BYTES_MAX = 4 * DESIGN_CHARS_MAX;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'it may not be read or written',
  EPERM: 'it may not be read or written',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

function reasonOf(trouble: unknown): string {
  const code = trouble instanceof Error && 'code' in trouble ? String(trouble.code) : '';
  return REASONS[code] ?? (code === '' ? 'something went wrong' : code);
}

/** The bytes of a file, at most as many as a recording may have. */
export function readBytes(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > FILE_BYTES_MAX)
      throw fileTrouble(
        `${path} cannot be read: it has ${size} bytes, at most ${FILE_BYTES_MAX} are read.`,
      );
    return readFileSync(path);
  } catch (trouble) {
    if (trouble instanceof Error && 'code' in trouble && typeof trouble.code === 'string')
      throw fileTrouble(`${path} cannot be read: ${reasonOf(trouble)}.`);
    throw trouble;
  }
}

/** Whether these bytes begin like a recording. */
export function isRecording(bytes: Uint8Array): boolean {
  return versionOf(bytes) !== undefined;
}

/** The design in a file's bytes, or what is wrong with it. */
export function designOf(path: string, bytes: Uint8Array): Result<ReadDesign, DesignFailure> {
  if (bytes.length > DESIGN_BYTES_MAX)
    throw fileTrouble(`${path} is too large for a design: it has ${bytes.length} bytes.`);
  return readDesign(new TextDecoder().decode(bytes));
}

/** Writes at the end of a file, which is made if there is none. */
export function appendFile(path: string, content: string): void {
  try {
    appendFileSync(path, content);
  } catch (trouble) {
    throw fileTrouble(`${path} cannot be written: ${reasonOf(trouble)}.`);
  }
}

/** Writes a whole file. */
export function writeFile(path: string, content: Uint8Array | string): void {
  try {
    writeFileSync(path, content);
  } catch (trouble) {
    throw fileTrouble(`${path} cannot be written: ${reasonOf(trouble)}.`);
  }
}
