/**
 * What it is: byzantine_consensus with one rule broken at a time. What each loses is what its runs showed,
 * which is not always what one expects: P and Q and the commit quorum keep agreement even where prepares
 * are counted wrongly, so that those mutants break a lemma or stand still.
 */

import type { AnyProtocol } from '../../../contract/protocol.ts';
import type { Mutant } from '../../testing/mutant.testing.ts';
import { HONEST } from '../conduct/rules.ts';
import type { Rules } from '../conduct/rules.ts';
import { protocolWith } from '../protocol.ts';

function mutant(
  id: string,
  title: string,
  rule: string,
  breaks: Mutant['breaks'],
  broken: Partial<Rules>,
): Mutant {
  // The kernel hands a protocol only what it gave.
  const protocol = protocolWith({ ...HONEST, ...broken }) as unknown as AnyProtocol;
  return { id, title, rule, breaks, protocol };
}

/** All of them. */
export const MUTANTS: readonly Mutant[] = [
  mutant('preparedAtTwoFLessOne', 'Prepared with 2f − 1 prepares.', 'PBFT-13', 'safety', {
    preparesShort: 1,
  }),
  mutant('committedAtTwoF', 'Committed with 2f commits.', 'PBFT-16', 'safety', { commitsShort: 1 }),
  mutant(
    'votesNotBySender',
    'Votes are counted as they come, also twice from one replica.',
    'PBFT-13',
    'safety',
    { countsVotersOnce: false },
  ),
  mutant('digestNotCompared', 'Votes count whatever digest they name.', 'PBFT-13', 'safety', {
    comparesDigests: false,
  }),
  mutant('requestsUnchecked', 'A proposed request need not be its client’s.', 'PBFT-8', 'safety', {
    checksRequests: false,
  }),
  mutant(
    'secondProposalAccepted',
    'A second proposal for a view and sequence takes the place of the first.',
    'PBFT-9',
    'safety',
    { refusesSecondProposal: false },
  ),
  mutant(
    'oldViewsAccepted',
    'Proposals and votes of views that are over count in the current one.',
    'PBFT-12',
    'safety',
    { refusesOldViews: false },
  ),
  mutant(
    'acceptsAboveWindow',
    'Proposals and votes above the high water mark are accepted.',
    'PBFT-8',
    'safety',
    { refusesAboveWindow: false },
  ),
  mutant(
    'assignsAboveWindow',
    'The primary assigns sequences above the high water mark.',
    'PBFT-23',
    'safety',
    { assignsWithinWindow: false },
  ),
  mutant(
    'executedAgain',
    'A request is executed at each sequence at which it stands.',
    'PBFT-19',
    'safety',
    {
      executesOnce: false,
    },
  ),
  mutant('checkpointAtFPlusOne', 'A checkpoint is stable with f + 1.', 'PBFT-21', 'safety', {
    checkpointsShort: 1,
  }),
  mutant(
    'checkpointNotOfState',
    'A checkpoint’s digest says nothing of the state.',
    'PBFT-20',
    'safety',
    {
      digestsState: false,
    },
  ),
  mutant('fillAtF', 'What f say was decided is decided.', 'PBFT-44', 'safety', { fillsShort: 1 }),
  mutant('replyAtF', 'The client believes f equal replies.', 'PBFT-3', 'safety', {
    repliesShort: 1,
  }),
  mutant(
    'preparedForgotten',
    'P holds only what was prepared in the last view.',
    'PBFT-27',
    'safety',
    {
      keepsPrepared: false,
    },
  ),
  mutant(
    'earliestChosen',
    'A new view takes what was prepared first at a sequence.',
    'PBFT-31',
    'safety',
    {
      choosesLatest: false,
    },
  ),
  mutant(
    'claimsBelieved',
    'What one replica says that it prepared is believed (no A2).',
    'PBFT-31',
    'safety',
    {
      needsVouchers: false,
    },
  ),
  mutant(
    'gapsLeft',
    'A new view proposes nothing where nothing was prepared.',
    'PBFT-31',
    'liveness',
    {
      fillsGaps: false,
    },
  ),
  mutant('newViewAtTwoF', 'A new view needs 2f view changes.', 'PBFT-30', 'safety', {
    viewChangesShort: 1,
  }),
  mutant(
    'viewChangesRepeated',
    'A new view may show one view change several times.',
    'PBFT-30',
    'safety',
    {
      countsViewChangesOnce: false,
    },
  ),
  mutant('newViewBelieved', 'Backups believe a new view’s proposals.', 'PBFT-32', 'safety', {
    recomputesNewView: false,
  }),
  mutant(
    'neverJoins',
    'A replica does not join others that ask for a later view.',
    'PBFT-29',
    'liveness',
    {
      joins: false,
    },
  ),
  mutant('timersNotDoubled', 'The wait for progress never grows.', 'PBFT-35', 'liveness', {
    doublesTimers: false,
  }),
  mutant(
    'timerRestartedByAnything',
    'The request timer starts anew with whatever is received.',
    'PBFT-25',
    'liveness',
    { restartsTimerOnProgressOnly: false },
  ),
  mutant('nothingSentAgain', 'What others lack is not sent again.', 'PBFT-37', 'liveness', {
    sendsAgain: false,
  }),
  mutant(
    'aheadNotCounted',
    'Who asks for a later view is not counted among those who ask for an earlier one.',
    'PBFT-35',
    'liveness',
    {
      countsAhead: false,
    },
  ),
  mutant('stateKept', 'Nobody is sent the state that it lacks.', 'PBFT-24', 'liveness', {
    handsOverState: false,
  }),
];
