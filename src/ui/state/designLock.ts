/**
 * What it is: which of several tabs may write a design: the one that holds the browser's lock named after
 * it. A tab may take the lock over; the tab that had it is told.
 */

export type LockAnswer = 'held' | 'elsewhere';

export interface DesignLock {
  /** Tries to become the writer of a design, letting go of the one before. */
  acquire(documentId: string): Promise<LockAnswer>;
  /** Becomes the writer whoever it was. */
  takeOver(documentId: string): Promise<void>;
  release(): void;
  /** Calls `listener` when another tab has taken the lock over. */
  onLost(listener: (documentId: string) => void): void;
}

/** The part of the Web Locks interface that is used. */
export type LockManagerLike = Pick<LockManager, 'request'>;

/** Locks of the browser; without the interface (an old browser, an insecure page) every tab may write. */
export function createDesignLock(manager: LockManagerLike | undefined): DesignLock {
  let lost: (documentId: string) => void = () => undefined;
  let letGo: (() => void) | undefined;

  /** Holds until it is let go; answers as soon as it is known whether the lock was had. */
  const hold = (documentId: string, options: LockOptions): Promise<LockAnswer> =>
    new Promise((answer) => {
      if (manager === undefined) {
        answer('held');
        return;
      }
      let isHeld = false;
      let isOver = false;
      const request = manager.request(`design:${documentId}`, options, (lock) => {
        if (lock === null) {
          answer('elsewhere');
          return undefined;
        }
        isHeld = true;
        answer('held');
        return new Promise<void>((resolve) => {
          letGo = () => {
            isOver = true;
            resolve();
          };
        });
      });
      request.catch(() => {
        // The lock was stolen, or the page may not have locks at all.
        if (isHeld && !isOver) lost(documentId);
        else answer('held');
      });
    });

  const release = (): void => {
    letGo?.();
    letGo = undefined;
  };

  return {
    acquire: (documentId) => {
      release();
      return hold(documentId, { ifAvailable: true });
    },
    takeOver: async (documentId) => {
      release();
      await hold(documentId, { steal: true });
    },
    release,
    onLost: (listener) => {
      lost = listener;
    },
  };
}
