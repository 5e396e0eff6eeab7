/** What it is: the facts that simple_consensus records. */

import { defineEvent } from '../../events/shape.ts';

export const proposalSent = defineEvent(
  'simple.proposal.sent',
  { round: 'int', proposal: 'text', voters: 'int' },
  'proposes in round {round}: {proposal}',
);
/** `decision` is agree, disagree or abstain; `weight` is 1 unless votes are weighted. */
export const voteCounted = defineEvent(
  'simple.vote.counted',
  {
    voter: 'actor',
    decision: 'text',
    round: 'int',
    rationale: 'text',
    confidence: 'real',
    weight: 'real',
  },
  'counts {decision} of {voter}',
);
/** No answer in time, an invalid answer or an unknown agent: it counts as abstain with confidence 0. */
export const voteDiscounted = defineEvent(
  'simple.vote.discounted',
  { voter: 'actor', round: 'int', reason: 'text' },
  'takes {voter} as abstaining: {reason}',
);
/** Shares are of the whole weight, abstentions included. */
export const roundTallied = defineEvent(
  'simple.round.tallied',
  {
    round: 'int',
    agree: 'int',
    disagree: 'int',
    abstain: 'int',
    agreeShare: 'real',
    disagreeShare: 'real',
  },
  'tallies {agree} agree, {disagree} disagree, {abstain} abstain',
);
export const proposalRevised = defineEvent(
  'simple.proposal.revised',
  { round: 'int', proposal: 'text', merit: 'real' },
  'revises the proposal: {proposal}',
);
/** So many voters object to the aspect, which is therefore bettered: it carries the most weight of them all. */
export const aspectChosen = defineEvent(
  'simple.aspect.chosen',
  { round: 'int', aspect: 'text', objections: 'int' },
  'betters {aspect}, to which {objections} object',
);
/** A voter has the coordinator's verdict: agree, disagree or none. */
export const verdictLearned = defineEvent(
  'simple.verdict.learned',
  { round: 'int', decision: 'text' },
  'learns the verdict of round {round}: {decision}',
);

export const SIMPLE_EVENTS = [
  proposalSent,
  voteCounted,
  voteDiscounted,
  roundTallied,
  aspectChosen,
  proposalRevised,
  verdictLearned,
] as const;
