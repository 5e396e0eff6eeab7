/** What it is: protocols by the names that people read, where sentences carry their wire names. */

import { PROTOCOL_IDS } from '../contract/card.ts';
import type { ProtocolId } from '../contract/card.ts';
import { PROTOCOL_CARDS } from '../protocols/catalog.ts';

/** The title of a protocol, whether this version can run it or not. */
export function titleOf(protocol: ProtocolId): string {
  const words = protocol.replaceAll('_', ' ');
  return PROTOCOL_CARDS.get(protocol)?.title ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const WIRE_NAMES = new RegExp(`\\b(${PROTOCOL_IDS.join('|')})\\b`, 'g');

/** A sentence of the selector with titles in the place of wire names. */
export function withTitles(sentence: string): string {
  return sentence.replace(WIRE_NAMES, (id) => titleOf(id as ProtocolId));
}
