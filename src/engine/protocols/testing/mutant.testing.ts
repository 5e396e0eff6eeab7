/**
 * What it is: a protocol with one rule deliberately broken. Tests and searches must find it out; nothing
 * that ships can reach one.
 */

import type { AnyProtocol } from '../../contract/protocol.ts';

export interface Mutant {
  /** camelCase word, unique within its protocol, such as `preparedAtTwoF`. */
  readonly id: string;
  /** What is broken, in a sentence. */
  readonly title: string;
  /** The rule of the protocol's SPEC.md that it breaks, such as `PBFT-13`. */
  readonly rule: string;
  /** What its runs lose: a promise broken for good, or progress. */
  readonly breaks: 'safety' | 'liveness';
  readonly protocol: AnyProtocol;
}
