/**
 * What it is: opening, starting, copying and leaving designs: the one place that changes which document is
 * on screen. The one before is saved first; of several tabs with one design only one writes it.
 */

import { failure, success } from '../../engine/base/result.ts';
import type { Failure, Result } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import { newDesign } from '../../engine/document/newDesign.ts';
import { readDesign } from '../../engine/document/read.ts';
import { clearDraft, createAutosave, readDraft } from './autosave.ts';
import type { Autosave } from './autosave.ts';
import type { StudioDatabase } from './database.ts';
import type { DesignLock } from './designLock.ts';
import type { DocumentStore } from './documentStore.ts';
import { freshKey } from './freshKey.ts';
import type { NoticeStore } from './noticeStore.ts';
import type { Timers } from './problemsStore.ts';
import type { SessionStore } from './sessionStore.ts';
import type { KeyValueStorage } from './storage.ts';

const LAST_KEY = 'concord.lastDesign';
/** The topic under which notices about two tabs replace each other. */
const TABS = 'tabs';

export interface WorkspaceParts {
  readonly documents: DocumentStore;
  readonly session: SessionStore;
  readonly notices: NoticeStore;
  readonly database: StudioDatabase;
  readonly lock: DesignLock;
  readonly storage: KeyValueStorage | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timers?: Timers;
  /** What is to be done before a design is shown; it never rejects. */
  readonly prepare?: (design: Design) => Promise<void>;
  /** Offers the open design as a file: the way out when storing does not work. */
  readonly download: () => void;
}

export interface Workspace {
  /** Shows a design that is not stored yet: it is stored with the first change. */
  openDesign(design: Design): Promise<void>;
  openNew(): Promise<void>;
  openStored(id: string): Promise<Result<Design, Failure>>;
  /** The design of the last visit, with what a closing page left unsaved; undefined when there is none. */
  openLast(): Promise<Design | undefined>;
  /** Goes on with a copy of the open design under an id of its own. */
  openCopy(name?: string): Promise<void>;
  /** Makes this tab the one that writes the open design. */
  takeOver(): Promise<void>;
  removeStored(id: string): Promise<Result<void, Failure>>;
  readonly autosave: Autosave;
}

export function createWorkspace(parts: WorkspaceParts): Workspace {
  return new DesignWorkspace(parts);
}

class DesignWorkspace implements Workspace {
  readonly autosave: Autosave;
  private readonly parts: WorkspaceParts;

  constructor(parts: WorkspaceParts) {
    this.parts = parts;
    const { documents, database, storage, now, timers } = parts;
    this.autosave = createAutosave({
      documents,
      database,
      storage,
      now,
      ...(timers === undefined ? {} : { timers }),
      onFailure: (problem) => {
        this.showStorageFailure(problem);
      },
      onConflict: () => {
        void this.keepAsCopy();
      },
    });
    parts.lock.onLost((documentId) => {
      this.lostTo(documentId);
    });
  }

  async openDesign(design: Design): Promise<void> {
    await this.autosave.flush();
    await this.show(freshKey('design'), design, 0);
  }

  async openNew(): Promise<void> {
    await this.openDesign(newDesign('Untitled design'));
  }

  async openStored(id: string): Promise<Result<Design, Failure>> {
    await this.autosave.flush();
    const stored = await this.parts.database.loadDesign(id);
    if (!stored.ok) return stored;
    if (stored.value === undefined) {
      return failure({ kind: 'unavailable', message: 'This design is no longer stored here.' });
    }
    const read = readDesign(stored.value.design);
    if (!read.ok) return read;
    await this.show(id, read.value.design, stored.value.rev);
    return success(read.value.design);
  }

  async openLast(): Promise<Design | undefined> {
    const draft = readDraft(this.parts.storage);
    if (draft !== undefined) {
      const recovered = await this.openDraft(draft.documentId, draft.design, draft.rev);
      if (recovered !== undefined) return recovered;
    }
    const id = this.parts.storage?.getItem(LAST_KEY) ?? undefined;
    if (id === undefined || id === '') return undefined;
    const opened = await this.openStored(id);
    return opened.ok ? opened.value : undefined;
  }

  async openCopy(name?: string): Promise<void> {
    const { documents } = this.parts;
    const { design } = documents.getState();
    await this.show(freshKey('design'), { ...design, name: name ?? `${design.name} (copy)` }, 0);
    // A copy is meant to be kept, changed or not.
    documents.markSaved('changed');
    await this.autosave.flush();
    this.remember(documents.getState().documentId);
  }

  async takeOver(): Promise<void> {
    const { documents, lock, notices } = this.parts;
    const { documentId, design, position } = documents.getState();
    // Changes made here while the other tab was the writer are kept as a copy, not put over its work.
    if (position > 0) await this.storeAside(design);
    await lock.takeOver(documentId);
    const stored = await this.parts.database.loadDesign(documentId);
    if (!stored.ok || stored.value === undefined) {
      documents.markSaved('changed');
      return;
    }
    const read = readDesign(stored.value.design);
    if (!read.ok) return;
    documents.open(documentId, read.value.design);
    this.autosave.opened(stored.value.rev);
    notices.dismissTopic(TABS);
  }

  async removeStored(id: string): Promise<Result<void, Failure>> {
    return this.parts.database.deleteDesign(id);
  }

  private async openDraft(
    documentId: string,
    source: unknown,
    rev: number,
  ): Promise<Design | undefined> {
    clearDraft(this.parts.storage);
    const read = readDesign(source);
    if (!read.ok) return undefined;
    const { design } = read.value;
    const stored = await this.parts.database.loadDesign(documentId);
    const storedRev = stored.ok ? (stored.value?.rev ?? 0) : 0;
    // The closing page may have managed to save after all; then what is stored is as new.
    if (storedRev > rev) return undefined;
    await this.show(documentId, design, storedRev);
    if (this.parts.documents.getState().saved !== 'elsewhere') {
      this.parts.documents.markSaved('changed');
      await this.autosave.flush();
    }
    return design;
  }

  private async show(documentId: string, design: Design, rev: number): Promise<void> {
    const { documents, session, lock, notices } = this.parts;
    await this.parts.prepare?.(design);
    const answer = await lock.acquire(documentId);
    notices.dismissTopic(TABS);
    documents.open(documentId, design);
    this.autosave.opened(rev);
    session.clearSelection();
    session.requestReveal([]);
    if (rev > 0) this.remember(documentId);
    else this.rememberWhenSaved(documentId);
    if (answer === 'elsewhere') this.openElsewhere();
  }

  /** A design without changes is not worth coming back to; it is remembered once it is stored. */
  private rememberWhenSaved(documentId: string): void {
    const { documents } = this.parts;
    const unsubscribe = documents.subscribe((state, before) => {
      if (state.documentId !== documentId) unsubscribe();
      else if (state.saved === 'saved' && before.saved === 'saving') {
        unsubscribe();
        this.remember(documentId);
      }
    });
  }

  private remember(documentId: string): void {
    try {
      this.parts.storage?.setItem(LAST_KEY, documentId);
    } catch {
      // The next start opens on the running example.
    }
  }

  private openElsewhere(): void {
    const { documents, notices } = this.parts;
    documents.markSaved('elsewhere');
    notices.notify({
      topic: TABS,
      tone: 'warning',
      title: 'This design is open in another tab',
      message: 'Only one tab saves a design, so changes made here are not kept.',
      actions: [
        { label: 'Open a copy', run: () => void this.openCopy() },
        { label: 'Take over', run: () => void this.takeOver() },
      ],
    });
  }

  private lostTo(documentId: string): void {
    const { documents, notices } = this.parts;
    if (documents.getState().documentId !== documentId) return;
    const isUnsaved = documents.getState().saved !== 'saved';
    documents.markSaved('elsewhere');
    if (isUnsaved) void this.storeAside(documents.getState().design);
    notices.notify({
      topic: TABS,
      tone: 'warning',
      title: 'Another tab has taken this design over',
      message: 'It saves the design from now on; changes made here are not kept.',
      actions: [
        { label: 'Open a copy', run: () => void this.openCopy() },
        { label: 'Take back', run: () => void this.takeOver() },
      ],
    });
  }

  /** Stores a version that must not be lost and must not replace another. */
  private async storeAside(design: Design): Promise<void> {
    const { database, now } = this.parts;
    const name = `${design.name} (other tab)`;
    await database.saveDesign(freshKey('design'), { ...design, name }, 0, now());
  }

  private async keepAsCopy(): Promise<void> {
    const { documents, notices } = this.parts;
    await this.openCopy(`${documents.getState().design.name} (copy)`);
    notices.notify({
      topic: TABS,
      tone: 'warning',
      title: 'The stored design was changed in another tab',
      message: 'Your version is kept as a copy and is what you see now; nothing was overwritten.',
    });
  }

  private showStorageFailure(problem: Failure | undefined): void {
    const { notices, download } = this.parts;
    if (problem === undefined) {
      notices.dismissTopic('storageFull');
      notices.dismissTopic('unavailable');
      return;
    }
    notices.notifyFailure('The design could not be saved', problem, [
      { label: 'Download now', run: download },
      { label: 'Try again', run: () => void this.autosave.flush() },
    ]);
  }
}
