/** What it is: rows of the log in the words of the lists: who sent what to whom, and what became of it. */

import type { LogRow } from '../../../engine/projections/frame.ts';
import { FLAG_CODES, REJECTION_CODES } from '../../../engine/protocols/marketCoordination/card.ts';

/** A reason such as `notPrimary` or `bad_seal` as words: "not primary". */
export function inWords(code: string): string {
  return code
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

const CODES: Readonly<Record<string, string>> = { ...REJECTION_CODES, ...FLAG_CODES };

/** What happened, and what its code means where it ends with one. */
export function explained({
  says,
  kind,
  fields,
}: Pick<LogRow, 'says' | 'kind' | 'fields'>): string {
  const code = kind.startsWith('market.') ? fields['code'] : undefined;
  const words = typeof code === 'string' ? CODES[code] : undefined;
  return words === undefined ? says : `${says}. ${words}`;
}

export type Fate = 'sent' | 'arrived' | 'lost' | 'ignored';

export const FATE_KINDS: Readonly<Record<Fate, string>> = {
  sent: 'message.sent',
  arrived: 'message.delivered',
  lost: 'message.dropped',
  ignored: 'message.ignored',
};

export interface MessageRow {
  readonly from: string;
  readonly to: string;
  readonly message: string;
  readonly detail: string;
  readonly fate: Fate | undefined;
  readonly reason: string;
}

/** A row of a message event; `nameOf` gives an actor's id. */
export function messageRow(row: LogRow, nameOf: (actor: number) => string): MessageRow {
  const { from, to, message, detail, reason } = row.fields;
  const fate = (Object.keys(FATE_KINDS) as Fate[]).find((one) => FATE_KINDS[one] === row.kind);
  return {
    from: typeof from === 'number' ? nameOf(from) : row.agent,
    to: typeof to === 'number' ? nameOf(to) : row.agent,
    message: inWords(String(message ?? '')),
    detail: String(detail ?? ''),
    fate,
    reason: reason === undefined ? '' : inWords(String(reason)),
  };
}

/** The kinds of event by what they tell of; prefixes, as the log's filter takes them. */
export const KIND_GROUPS = {
  all: { title: 'All events', kinds: [] },
  protocol: {
    title: 'Protocol',
    kinds: [
      'pbft.',
      'raft.',
      'swim.',
      'regions.',
      'ring.',
      'client.',
      'simple.',
      'hierarchy.',
      'market.',
      'ensemble.',
      'tuning.',
      'registry.',
    ],
  },
  messages: { title: 'Messages', kinds: ['message.'] },
  trouble: {
    title: 'Faults and losses',
    kinds: [
      'agent.crashed',
      'agent.restarted',
      'agent.corrupted',
      'agent.slowed',
      'agent.healed',
      'agent.clockSkewed',
      'agent.clockCorrected',
      'network.',
      'link.',
      'message.dropped',
      'message.ignored',
    ],
  },
  outcomes: { title: 'Outcomes', kinds: ['run.', 'coordination.', 'property.', 'payment.'] },
  questions: {
    title: 'Questions and timers',
    kinds: ['agent.consulted', 'agent.answered', 'timer.'],
  },
} as const;
export type KindGroup = keyof typeof KIND_GROUPS;
