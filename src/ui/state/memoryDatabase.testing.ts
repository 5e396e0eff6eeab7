/** What it is: a database for tests: it forgets. */

import { failure, success } from '../../engine/base/result.ts';
import type { RunRecord, StoredDesign, StudioDatabase } from './database.ts';

export function memoryDatabase(): StudioDatabase {
  const designs = new Map<string, StoredDesign>();
  const runs = new Map<string, RunRecord>();
  const recordings = new Map<string, Uint8Array>();
  return {
    listDesigns: () => Promise.resolve(success([...designs.values()])),
    loadDesign: (id) => Promise.resolve(success(designs.get(id))),
    saveDesign: (id, design, rev, now) => {
      const stored = designs.get(id);
      if (stored !== undefined && stored.rev !== rev) {
        return Promise.resolve(failure({ kind: 'conflict', stored }));
      }
      designs.set(id, { id, name: design.name, rev: rev + 1, savedAt: now, design });
      return Promise.resolve(success(rev + 1));
    },
    deleteDesign: (id) => {
      designs.delete(id);
      return Promise.resolve(success(undefined));
    },
    listRuns: () => Promise.resolve(success([...runs.values()])),
    saveRun: (run, recording) => {
      runs.set(run.id, run);
      if (recording !== undefined) recordings.set(run.id, recording);
      return Promise.resolve(success(undefined));
    },
    deleteRun: (id) => {
      runs.delete(id);
      recordings.delete(id);
      return Promise.resolve(success(undefined));
    },
    loadRecording: (run) => Promise.resolve(success(recordings.get(run))),
  };
}
