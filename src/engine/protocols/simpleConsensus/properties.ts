/**
 * What it is: what must hold of a vote, watched from outside: recomputed from the votes as they were
 * counted, never read from the coordinator's own sums.
 */

import { PPM_ONE } from '../../base/units.ts';
import type { ActorIndex } from '../../base/units.ts';
import { meetsThreshold } from '../../base/quorum.ts';
import { weightOf } from '../../base/tally.ts';
import { ENDINGS, termination } from '../../contract/endings.ts';
import type { Property, Violation, Watch, WatchBrief } from '../../contract/protocol.ts';
import { nameOf, spoken } from '../../contract/sentences.ts';
import { numberOf, seen, textOf, violation, watching } from '../../contract/watching.ts';
import type { EventRecord } from '../../events/eventReader.ts';
import type { SimpleParameters } from './card.ts';

type Brief = WatchBrief<SimpleParameters>;
type SimpleProperty = Property<SimpleParameters>;

const VOTE_KINDS = ['simple.vote.counted', 'simple.vote.discounted'];
/** A share is a quotient of two whole numbers, so twice computed it is equal but for the last digit. */
const ROUNDING = 1e-12;

/** The votes counted in the round that is being counted, by voter; discounted ones abstain. */
class Count {
  round = 0;
  readonly decisions = new Map<ActorIndex, string>();
  readonly confidences = new Map<ActorIndex, number>();

  add(event: EventRecord): void {
    const round = numberOf(event, 'round');
    if (round !== this.round) {
      this.round = round;
      this.decisions.clear();
      this.confidences.clear();
    }
    const voter = numberOf(event, 'voter');
    const isVote = event.kind === 'simple.vote.counted';
    this.decisions.set(voter, isVote ? textOf(event, 'decision') : 'abstain');
    this.confidences.set(voter, isVote ? numberOf(event, 'confidence') : 0);
  }

  of(decision: string): readonly ActorIndex[] {
    return [...this.decisions].filter(([, own]) => own === decision).map(([voter]) => voter);
  }
}

const tallyAddsUp: SimpleProperty = {
  name: 'tallyAddsUp',
  title: 'Every tally adds up to the number of voters',
  temper: 'always',
  watches: [...VOTE_KINDS, 'simple.round.tallied'],
  watch(brief): Watch {
    const voters = brief.seats.filter((seat) => seat.role === 'voter').length;
    const count = new Count();
    return watching(brief, (event) => {
      if (event.kind !== 'simple.round.tallied') {
        count.add(event);
        return undefined;
      }
      for (const decision of ['agree', 'disagree', 'abstain']) {
        const stated = numberOf(event, decision);
        const counted = count.of(decision).length;
        if (stated !== counted)
          return violation(
            `${nameOf(brief, event.actor)} tallied ${stated} votes as ${decision}, and had counted ${counted}.`,
            event.actor,
          );
      }
      return count.decisions.size === voters
        ? undefined
        : violation(
            `${nameOf(brief, event.actor)} tallied ${count.decisions.size} of ${voters} voters.`,
            event.actor,
          );
    });
  },
};

const countedOnce: SimpleProperty = {
  name: 'countedOnce',
  title: 'No voter is counted twice in a round',
  temper: 'always',
  watches: VOTE_KINDS,
  watch(brief): Watch {
    const counted = new Set<string>();
    return watching(brief, (event) => {
      const voter = numberOf(event, 'voter');
      const key = `${numberOf(event, 'round')}/${voter}`;
      if (counted.has(key))
        return violation(
          `${nameOf(brief, event.actor)} counted ${nameOf(brief, voter)} twice in round ${event.fields['round']}.`,
          event.actor,
          voter,
        );
      counted.add(key);
      return undefined;
    });
  },
};

interface Expected {
  readonly decision: string;
  readonly confidence: number;
  readonly voteRatio: number;
}

/** What the votes say, restated: agreement first, then disagreement, then none. */
function expectedOf(count: Count, brief: Brief): Expected {
  const { mode, threshold, weighting } = brief.parameters;
  const weights = new Map(brief.seats.map((seat) => [seat.actor, weightOf(seat, weighting)]));
  const sum = (voters: Iterable<ActorIndex>): number =>
    [...voters].reduce((total, voter) => total + (weights.get(voter) ?? 0), 0);
  const whole = sum(count.decisions.keys());
  for (const decision of ['agree', 'disagree']) {
    const side = count.of(decision);
    const part = sum(side);
    const isEnough = {
      threshold: part > 0 && meetsThreshold(part, whole, threshold),
      majority: part > whole - part,
      unanimity: part > 0 && side.length === count.decisions.size,
    }[mode];
    if (!isEnough) continue;
    const ppm = side.map((voter) => Math.round((count.confidences.get(voter) ?? 0) * PPM_ONE));
    const confidence = ppm.reduce((total, one) => total + one, 0) / side.length / PPM_ONE;
    return { decision, confidence, voteRatio: part / whole };
  }
  return { decision: 'no_consensus', confidence: 0, voteRatio: 0 };
}

function compareEnding(
  brief: Brief,
  event: EventRecord,
  expected: Expected,
): Violation | undefined {
  const who = nameOf(brief, event.actor);
  const outcome = JSON.parse(textOf(event, 'outcome')) as Partial<Expected>;
  const { decision, confidence = 0, voteRatio = 0 } = outcome;
  if (decision !== expected.decision)
    return violation(
      `${who} decided ${spoken(decision ?? 'nothing')}, where its votes say ${spoken(expected.decision)}.`,
      event.actor,
    );
  if (Math.abs(confidence - expected.confidence) > ROUNDING)
    return violation(
      `${who} claims a confidence of ${confidence}, where its votes say ${expected.confidence}.`,
      event.actor,
    );
  if (Math.abs(voteRatio - expected.voteRatio) > ROUNDING)
    return violation(
      `${who} claims a share of ${voteRatio} for the winners, where its votes say ${expected.voteRatio}.`,
      event.actor,
    );
  return undefined;
}

const validity: SimpleProperty = {
  name: 'validity',
  title: 'The decision follows from the votes as counted',
  temper: 'always',
  watches: [...VOTE_KINDS, ...ENDINGS],
  watch(brief): Watch {
    const count = new Count();
    return watching(brief, (event) => {
      if (ENDINGS.includes(event.kind))
        return compareEnding(brief, event, expectedOf(count, brief));
      count.add(event);
      return undefined;
    });
  },
};

const agreement: SimpleProperty = {
  name: 'agreement',
  title: 'All honest voters learn the same verdict',
  temper: 'always',
  watches: ['simple.verdict.learned'],
  orderMatters: [],
  watch(brief): Watch {
    let first: { readonly voter: ActorIndex; readonly decision: string } | undefined;
    return watching(brief, (event) => {
      if (brief.isByzantine(event.actor)) return undefined;
      const decision = textOf(event, 'decision');
      first ??= { voter: event.actor, decision };
      return first.decision === decision
        ? undefined
        : violation(
            `${nameOf(brief, first.voter)} learned ${spoken(first.decision)}, ${nameOf(brief, event.actor)} learned ${spoken(decision)}.`,
            first.voter,
            event.actor,
          );
    });
  },
};

export const SIMPLE_PROPERTIES: readonly SimpleProperty[] = [
  validity,
  tallyAddsUp,
  countedOnce,
  agreement,
  termination('The vote ends with a verdict', 'coordinator', 'the vote'),
  seen('voteCounted', 'A vote was counted', ['simple.vote.counted']),
];
