/**
 * What it is: the faults that a design can have: what goes wrong, where (agents, whole pools, regions, links
 * between them) and when (from a time until a time, or on a condition).
 * Units: whole virtual microseconds; shares in parts per million.
 */

import { z } from 'zod';
import { faultTarget, id, sharePpm, time } from './fields.ts';

const targets = z.array(faultTarget).min(1).max(1_000);

/**
 * The fault strikes when the `nth` such event happens between `at` and `until`, and `delayMicros` after it.
 * It holds for `forMicros`, at most until `until`; without either it lasts.
 */
export const faultCondition = z.strictObject({
  /** A kind of event, such as `message.sent` or `pbft.view.changed`. */
  event: z.string().min(1).max(64),
  /** For events of messages: only of this kind of message, such as `commit`. */
  message: z.string().min(1).max(64).optional(),
  /** Only events of these. */
  by: targets.optional(),
  nth: z.int().min(1).max(1_000_000).default(1),
  delayMicros: time.default(0),
  forMicros: time.min(1).optional(),
});
export type FaultCondition = z.infer<typeof faultCondition>;

/** What is sent from one of `from` to one of `to`, and back unless it is one-way; without `to`: to anybody. */
export const faultLink = z.strictObject({
  from: targets,
  to: targets.optional(),
  oneWay: z.boolean().default(false),
});

const base = { id, at: time, until: time.optional(), when: faultCondition.optional() };
const struck = { ...base, agents: targets };
const linked = { ...base, link: faultLink };

export const fault = z.discriminatedUnion('kind', [
  /** Stops at `at`, loses what it had not persisted, comes back at `until`. */
  z.strictObject({ ...struck, kind: z.literal('crash') }),
  /** Stops and comes back at once, with only what it had persisted. */
  z.strictObject({ ...struck, kind: z.literal('reboot') }),
  /** Byzantine: one of the general behaviours or one that the protocol's card names. */
  z.strictObject({ ...struck, kind: z.literal('behaviour'), behaviour: z.string().max(64) }),
  /** All that it sends leaves later. */
  z.strictObject({ ...struck, kind: z.literal('slow'), delayMicros: time }),
  /** Its clock runs fast (or slow, below 0) by `ratePpm` and shows `offsetMicros` more (or less). */
  z.strictObject({
    ...struck,
    kind: z.literal('clock'),
    ratePpm: z.int().min(-900_000).max(1_000_000).default(0),
    offsetMicros: z
      .int()
      .min(-(2 ** 40))
      .max(2 ** 40)
      .default(0),
  }),
  /** No message passes between groups; agents in no group form one more group. */
  z.strictObject({
    ...base,
    kind: z.literal('partition'),
    groups: z.array(targets).min(1).max(64),
  }),
  /** No message passes on the link. */
  z.strictObject({ ...linked, kind: z.literal('cut') }),
  /** Messages on the link take so much longer. */
  z.strictObject({ ...linked, kind: z.literal('delay'), delayMicros: time }),
  /** A share of the messages on the link is lost. */
  z.strictObject({ ...linked, kind: z.literal('loss'), sharePpm }),
  /** A share of the messages on the link arrives twice. */
  z.strictObject({ ...linked, kind: z.literal('duplication'), sharePpm }),
  /** A share of the messages on the link is held back by up to `holdMicros`, so that later ones overtake them. */
  z.strictObject({
    ...linked,
    kind: z.literal('reordering'),
    sharePpm,
    holdMicros: time.default(20_000),
  }),
]);
export type Fault = z.infer<typeof fault>;
export type FaultKind = Fault['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;
