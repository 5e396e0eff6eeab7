/** What it is: taking a member's answer to the open batch, however the batch came about. */

import type { ActorIndex } from '../../base/units.ts';
import { messageIgnored } from '../../events/kernelEvents.ts';
import type { Effects } from './effects.ts';
import type { IgnoreReason } from './card.ts';
import { memberFailed } from './events.ts';
import { detailOf } from './messages.ts';
import type { DeclineMessage, EnsembleMessage, PredictedMessage } from './messages.ts';
import type { AggregatorStage, TextTally } from './state.ts';
import { isValidAnswer } from './strategy.ts';
import { takeTexts } from './texts.ts';

type Gathering = Extract<AggregatorStage, { phase: 'gathering' }>;

/** Records that a message changes nothing, and why. */
export function ignore(
  from: ActorIndex,
  message: EnsembleMessage,
  reason: IgnoreReason,
  outbox: Effects,
): void {
  outbox.record(messageIgnored, { from, message: message.kind, detail: detailOf(message), reason });
}

/** Keeps what the member at this seat answers about so many rows; true when everybody who was asked has answered. */
export function takeAnswer(
  stage: Gathering,
  index: number,
  actor: ActorIndex,
  message: PredictedMessage | DeclineMessage,
  shape: {
    readonly rows: number;
    readonly classes: number;
    /** Where rows are questions. */
    readonly texts?: TextTally | undefined;
  },
  outbox: Effects,
): boolean {
  if (stage.answers[index] !== undefined) {
    ignore(actor, message, 'duplicate', outbox);
    return false;
  }
  if (message.kind === 'decline') {
    stage.answers[index] = [];
    outbox.record(memberFailed, { member: actor, batch: stage.batch, reason: message.reason });
    return isComplete(stage);
  }
  const { rows, classes, texts } = shape;
  const { values } = message;
  const taken =
    texts === undefined
      ? isValidAnswer(values, rows, classes)
        ? values
        : undefined
      : takeTexts(texts, message.texts, rows);
  stage.answers[index] = taken ?? [];
  if (taken === undefined) {
    ignore(actor, message, 'malformed', outbox);
    outbox.record(memberFailed, { member: actor, batch: stage.batch, reason: 'malformedAnswer' });
  }
  return isComplete(stage);
}

function isComplete({ answers, asked }: Gathering): boolean {
  return answers.every((one, i) => one !== undefined || !asked[i]);
}
