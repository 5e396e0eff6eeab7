/**
 * What it is: an open live run takes over the faults of its design as they are edited: it goes on at the
 * cursor's time as if it had been of the design as it is now. What else is edited waits for the next run, as
 * does a design that cannot run; a recording stays what it is.
 */

import type { Design, DesignNode } from '../../engine/document/design.ts';
import type { DocumentStore } from './documentStore.ts';
import type { NoticeStore } from './noticeStore.ts';
import type { PlaybackStore } from './playbackStore.ts';
import { pageTimers } from './problemsStore.ts';
import type { Timers } from './problemsStore.ts';
import { isOpen } from './transport.ts';

/** A drag or a number that is being typed is not followed step by step. */
const DELAY_MILLIS = 250;

export interface FaultFollowerParts {
  readonly documents: Pick<DocumentStore, 'getState' | 'subscribe'>;
  readonly playback: Pick<PlaybackStore, 'getState' | 'revise'>;
  readonly notices: Pick<NoticeStore, 'announce'>;
  readonly timers?: Timers;
}

let waiting = 0;

/** Whether the open run has taken over all edits, for tests. */
export function areFaultsFollowed(): boolean {
  return waiting === 0;
}

/** Keeps the open run in step with the design's faults; gives back how to stop. */
export function followFaults(parts: FaultFollowerParts): () => void {
  const { documents, playback, notices, timers = pageTimers } = parts;
  let cancel: (() => void) | undefined;
  const follow = async (): Promise<void> => {
    const { design } = documents.getState();
    const { source, transport } = playback.getState();
    if (source?.kind !== 'design' || !isOpen(transport)) return;
    if (!differOnlyInFaults(source.design, design)) return;
    if ((await playback.revise(design)) === undefined)
      notices.announce('The run goes on with the changed faults');
  };
  const forget = (): void => {
    cancel?.();
    cancel = undefined;
  };
  const unsubscribe = documents.subscribe(({ design, documentId }, before) => {
    if (design.faults === before.design.faults || documentId !== before.documentId) return;
    forget();
    waiting++;
    const stop = timers.after(DELAY_MILLIS, () => {
      cancel = undefined;
      void follow().finally(() => waiting--);
    });
    cancel = () => {
      stop();
      waiting--;
    };
  });
  return () => {
    forget();
    unsubscribe();
  };
}

/** Whether a run of one design could go on as one of the other: only their faults make a difference to it. */
function differOnlyInFaults(one: Design, other: Design): boolean {
  return (
    one.faults !== other.faults &&
    one.connections === other.connections &&
    one.seed === other.seed &&
    JSON.stringify(one.limits) === JSON.stringify(other.limits) &&
    one.nodes.length === other.nodes.length &&
    one.nodes.every((node, i) => {
      const twin = other.nodes[i];
      return node === twin || (twin !== undefined && sayNode(node) === sayNode(twin));
    })
  );
}

/** All of a node but where it stands. */
function sayNode({ position: _position, ...node }: DesignNode): string {
  return JSON.stringify(node);
}
