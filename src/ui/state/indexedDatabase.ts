/** What it is: the database of the browser, over IndexedDB. */

import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { failure, success } from '../../engine/base/result.ts';
import type { Failure, Result } from '../../engine/base/result.ts';
import type { Conflict, RunRecord, StoredDesign, StudioDatabase } from './database.ts';

const NAME = 'concord';
const VERSION = 1;

interface Schema extends DBSchema {
  designs: { key: string; value: StoredDesign };
  runs: { key: string; value: RunRecord };
  recordings: { key: string; value: Uint8Array };
}

function open(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(NAME, VERSION, {
    upgrade: (database) => {
      database.createObjectStore('designs', { keyPath: 'id' });
      database.createObjectStore('runs', { keyPath: 'id' });
      database.createObjectStore('recordings');
    },
  });
}

/** What went wrong with the storage, in words. */
function storageFailure(error: unknown): Failure {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') {
    return {
      kind: 'storageFull',
      message:
        'The browser gives no more room for storage. Download what you need, then delete old runs or designs.',
    };
  }
  return {
    kind: 'unavailable',
    message:
      'The browser refuses to store anything for this page (a private window or a setting may be the reason). Download what you want to keep.',
  };
}

/** The page's database; opened at its first use. */
export function indexedDatabase(): StudioDatabase {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;

  const using = async <Value>(
    work: (database: IDBPDatabase<Schema>) => Promise<Value>,
  ): Promise<Result<Value, Failure>> => {
    try {
      opened ??= open();
      return success(await work(await opened));
    } catch (error) {
      // A database that could not be opened may open later; one that is open is kept.
      if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) {
        opened = undefined;
      }
      return failure(storageFailure(error));
    }
  };

  return {
    listDesigns: () => using((database) => database.getAll('designs')),
    loadDesign: (id) => using((database) => database.get('designs', id)),
    saveDesign: async (id, design, rev, now) => {
      const written = await using(async (database): Promise<number | Conflict> => {
        const transaction = database.transaction('designs', 'readwrite');
        const stored = await transaction.store.get(id);
        if (stored !== undefined && stored.rev !== rev) {
          await transaction.done;
          return { kind: 'conflict', stored };
        }
        const next = rev + 1;
        await transaction.store.put({ id, name: design.name, rev: next, savedAt: now, design });
        await transaction.done;
        return next;
      });
      if (!written.ok) return written;
      return typeof written.value === 'number' ? success(written.value) : failure(written.value);
    },
    deleteDesign: (id) => using((database) => database.delete('designs', id)),
    listRuns: () => using((database) => database.getAll('runs')),
    saveRun: (run, recording) =>
      using(async (database) => {
        const transaction = database.transaction(['runs', 'recordings'], 'readwrite');
        await transaction.objectStore('runs').put(run);
        if (recording !== undefined) {
          await transaction.objectStore('recordings').put(recording, run.id);
        }
        await transaction.done;
      }),
    deleteRun: (id) =>
      using(async (database) => {
        const transaction = database.transaction(['runs', 'recordings'], 'readwrite');
        await transaction.objectStore('runs').delete(id);
        await transaction.objectStore('recordings').delete(id);
        await transaction.done;
      }),
    loadRecording: (run) => using((database) => database.get('recordings', run)),
  };
}
