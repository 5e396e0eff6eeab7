/**
 * What it is: the saving of the open design: half a second after the last change, and at once when the
 * page is hidden or closed. What a closing page can no longer get into the database goes synchronously into
 * local storage as a draft, and is found there at the next start. A design that another tab has written in
 * the meantime is not overwritten: what is here is kept as a copy.
 */

import type { Failure } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import type { Conflict, StudioDatabase } from './database.ts';
import type { DocumentStore } from './documentStore.ts';
import { pageTimers } from './problemsStore.ts';
import type { Timers } from './problemsStore.ts';
import type { KeyValueStorage } from './storage.ts';

const SAVE_DELAY_MILLIS = 500;
export const DRAFT_KEY = 'concord.draft';

export interface AutosaveParts {
  readonly documents: DocumentStore;
  readonly database: StudioDatabase;
  readonly storage: KeyValueStorage | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timers?: Timers;
  /** Told of every failure to store, and with undefined when it works again. */
  readonly onFailure: (failure: Failure | undefined) => void;
  /** Told when another tab has changed the stored design: `design` is what is on screen here. */
  readonly onConflict: (design: Design) => void;
}

export interface Autosave {
  /** Says that the open document is stored with this revision (0: not stored yet). */
  opened(rev: number): void;
  /** Saves now what is not saved; resolves when it is, or has failed. */
  flush(): Promise<void>;
  /** For a page about to close: saves if it can, and leaves a draft in any case. */
  leave(): void;
  stop(): void;
}

export function createAutosave(parts: AutosaveParts): Autosave {
  return new Saver(parts);
}

class Saver implements Autosave {
  private readonly parts: AutosaveParts;
  private readonly timers: Timers;
  private rev = 0;
  private cancel: (() => void) | undefined;
  private running: Promise<void> | undefined;
  private readonly unsubscribe: () => void;

  constructor(parts: AutosaveParts) {
    this.parts = parts;
    this.timers = parts.timers ?? pageTimers;
    this.unsubscribe = parts.documents.subscribe((state, before) => {
      if (state.design !== before.design && state.saved === 'changed') this.schedule();
    });
  }

  opened(rev: number): void {
    this.cancel?.();
    this.cancel = undefined;
    this.rev = rev;
  }

  async flush(): Promise<void> {
    this.cancel?.();
    this.cancel = undefined;
    // One writing at a time: the revision of the next is known only after the one before.
    while (this.running !== undefined) await this.running;
    const { saved } = this.parts.documents.getState();
    if (saved !== 'changed' && saved !== 'failed') return;
    this.running = this.save();
    await this.running;
    this.running = undefined;
  }

  leave(): void {
    const { saved, design, documentId } = this.parts.documents.getState();
    if (saved !== 'changed' && saved !== 'saving' && saved !== 'failed') return;
    const draft = { documentId, rev: this.rev, design };
    try {
      this.parts.storage?.setItem(DRAFT_KEY, JSON.stringify(draft));
    } catch {
      // Too large for local storage: the database's own writing, begun below, is what is left.
    }
    void this.flush();
  }

  stop(): void {
    this.cancel?.();
    this.unsubscribe();
  }

  private schedule(): void {
    this.cancel?.();
    this.cancel = this.timers.after(SAVE_DELAY_MILLIS, () => void this.flush());
  }

  private async save(): Promise<void> {
    const { documents, database, now, onFailure, onConflict } = this.parts;
    const { design, documentId } = documents.getState();
    documents.markSaved('saving');
    const answer = await database.saveDesign(documentId, design, this.rev, now());
    const current = documents.getState();
    // Another document was opened while this one was being written: its state is not ours to mark.
    if (current.documentId !== documentId) return;
    if (!answer.ok) {
      documents.markSaved('failed');
      if (isConflict(answer.problem)) onConflict(design);
      else onFailure(answer.problem);
      return;
    }
    this.rev = answer.value;
    onFailure(undefined);
    clearDraft(this.parts.storage);
    if (current.design === design) documents.markSaved('saved');
    else {
      documents.markSaved('changed');
      this.schedule();
    }
  }
}

function isConflict(problem: Failure | Conflict): problem is Conflict {
  return problem.kind === 'conflict';
}

/** What a page left behind that closed before it had saved. */
export interface Draft {
  readonly documentId: string;
  readonly rev: number;
  readonly design: unknown;
}

/** The draft, if there is one; it is not checked against the schema. */
export function readDraft(storage: KeyValueStorage | undefined): Draft | undefined {
  try {
    const text = storage?.getItem(DRAFT_KEY) ?? undefined;
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return isDraft(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function clearDraft(storage: KeyValueStorage | undefined): void {
  try {
    storage?.setItem(DRAFT_KEY, '');
  } catch {
    // What may not be written cannot hold a draft either.
  }
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'documentId' in value &&
    typeof value.documentId === 'string' &&
    'rev' in value &&
    typeof value.rev === 'number' &&
    'design' in value
  );
}
