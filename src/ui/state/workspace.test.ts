import { describe, expect, test } from 'vitest';
import { failure } from '../../engine/base/result.ts';
import type { Failure } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import { DRAFT_KEY } from './autosave.ts';
import type { StudioDatabase } from './database.ts';
import { createDesignLock } from './designLock.ts';
import type { LockManagerLike } from './designLock.ts';
import { aDesign } from './designs.testing.ts';
import { createDocumentStore } from './documentStore.ts';
import { settle } from './fakeHost.testing.ts';
import { memoryDatabase } from './memoryDatabase.testing.ts';
import { createNoticeStore } from './noticeStore.ts';
import { createSessionStore } from './sessionStore.ts';
import type { KeyValueStorage } from './storage.ts';
import { createWorkspace } from './workspace.ts';

/** Timers that expire when the test says so. */
class FakeTimers {
  private pending: { callback: () => void }[] = [];

  after = (_millis: number, callback: () => void): (() => void) => {
    const entry = { callback };
    this.pending.push(entry);
    return () => {
      this.pending = this.pending.filter((one) => one !== entry);
    };
  };

  get count(): number {
    return this.pending.length;
  }

  async expire(): Promise<void> {
    const due = this.pending;
    this.pending = [];
    for (const { callback } of due) callback();
    await settle();
  }
}

/** The browser's locks, shared by several tabs; one may be stolen. */
class FakeLocks {
  private readonly held = new Map<string, (error: Error) => void>();

  request = ((name: string, options: LockOptions, use: (lock: unknown) => Promise<void>) => {
    const holder = this.held.get(name);
    if (holder !== undefined && options.steal !== true) return Promise.resolve(use(null));
    holder?.(new DOMException('stolen', 'AbortError'));
    return new Promise<void>((resolve, reject) => {
      this.held.set(name, reject);
      void Promise.resolve(use({ name })).then(() => {
        if (this.held.get(name) === reject) this.held.delete(name);
        resolve();
      });
    });
    // Only the form with options is used.
  }) as unknown as LockManagerLike['request'];
}

function storage(): KeyValueStorage & { readonly map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
  };
}

interface Shared {
  readonly database: StudioDatabase;
  readonly locks: FakeLocks;
  readonly storage: ReturnType<typeof storage>;
}

const shared = (): Shared => ({
  database: memoryDatabase(),
  locks: new FakeLocks(),
  storage: storage(),
});

function tab(browser: Shared, database = browser.database) {
  const documents = createDocumentStore();
  const notices = createNoticeStore();
  const timers = new FakeTimers();
  let downloads = 0;
  const workspace = createWorkspace({
    documents,
    session: createSessionStore(),
    notices,
    database,
    lock: createDesignLock(browser.locks),
    storage: browser.storage,
    now: () => 1_000,
    timers,
    download: () => downloads++,
  });
  return {
    documents,
    notices,
    timers,
    workspace,
    rename: (name: string) => {
      documents.edit('Rename', (design) => ({ ...design, name }));
    },
    saved: () => documents.getState().saved,
    titles: () => notices.getState().notices.map((notice) => notice.title),
    act: (label: string) => {
      const actions = notices.getState().notices.flatMap((notice) => notice.actions);
      actions.find((action) => action.label === label)!.run();
    },
    downloads: () => downloads,
  };
}

async function names(database: StudioDatabase): Promise<string[]> {
  const listed = await database.listDesigns();
  return listed.ok ? listed.value.map((stored) => stored.name).toSorted() : [];
}

describe('saving', () => {
  test('half a second after the last of several changes the design is stored once', async () => {
    const browser = shared();
    const one = tab(browser);
    await one.workspace.openDesign(aDesign());
    expect(await names(browser.database)).toEqual([]);
    one.rename('a');
    one.rename('b');
    expect(one.saved()).toBe('changed');
    expect(one.timers.count).toBe(1);
    await one.timers.expire();
    expect(one.saved()).toBe('saved');
    expect(await names(browser.database)).toEqual(['b']);
  });

  test('a change made while saving is saved too', async () => {
    const browser = shared();
    const one = tab(browser);
    await one.workspace.openDesign(aDesign());
    one.rename('a');
    const flush = one.workspace.autosave.flush();
    one.rename('b');
    await flush;
    expect(one.saved()).toBe('changed');
    await one.timers.expire();
    expect(await names(browser.database)).toEqual(['b']);
    expect(one.saved()).toBe('saved');
  });

  test('the last design is found at the next visit', async () => {
    const browser = shared();
    const one = tab(browser);
    await one.workspace.openDesign(aDesign());
    one.rename('mine');
    await one.workspace.autosave.flush();
    const next = tab({ ...browser, locks: new FakeLocks() });
    expect((await next.workspace.openLast())?.name).toBe('mine');
    expect(next.documents.getState().design).toEqual(one.documents.getState().design);
    expect(next.saved()).toBe('saved');
  });

  test('a design that was never changed is not remembered', async () => {
    const browser = shared();
    await tab(browser).workspace.openDesign(aDesign());
    expect(await tab(browser).workspace.openLast()).toBeUndefined();
  });

  test('what a closing page could not store is there at the next visit', async () => {
    const browser = shared();
    const never: StudioDatabase = {
      ...browser.database,
      saveDesign: () => new Promise<never>(() => undefined),
    };
    const closing = tab(browser, never);
    await closing.workspace.openDesign(aDesign());
    closing.rename('in the middle of a drag');
    closing.workspace.autosave.leave();
    expect(browser.storage.map.get(DRAFT_KEY)).toContain('in the middle');
    const next = tab({ ...browser, locks: new FakeLocks() });
    expect((await next.workspace.openLast())?.name).toBe('in the middle of a drag');
    expect(await names(browser.database)).toEqual(['in the middle of a drag']);
    expect(browser.storage.map.get(DRAFT_KEY)).toBe('');
  });

  test('a full storage is said, with a download as the way out, and it tries again', async () => {
    const browser = shared();
    const full: Failure = { kind: 'storageFull', message: 'full' };
    let isFull = true;
    const one = tab(browser, {
      ...browser.database,
      saveDesign: async (id: string, design: Design, rev: number, now: number) =>
        isFull ? failure(full) : await browser.database.saveDesign(id, design, rev, now),
    });
    await one.workspace.openDesign(aDesign());
    one.rename('a');
    await one.timers.expire();
    expect(one.saved()).toBe('failed');
    expect(one.titles()).toEqual(['The design could not be saved']);
    one.act('Download now');
    expect(one.downloads()).toBe(1);
    isFull = false;
    one.rename('b');
    await one.timers.expire();
    expect(one.saved()).toBe('saved');
    expect(one.titles()).toEqual([]);
  });
});

describe('two tabs on one design', () => {
  async function pair() {
    const browser = shared();
    const first = tab(browser);
    await first.workspace.openDesign(aDesign());
    first.rename('first');
    await first.workspace.autosave.flush();
    const id = first.documents.getState().documentId;
    const second = tab(browser);
    await second.workspace.openStored(id);
    return { browser, first, second, id };
  }

  test('the second is told, and does not write', async () => {
    const { browser, second } = await pair();
    expect(second.saved()).toBe('elsewhere');
    expect(second.titles()).toEqual(['This design is open in another tab']);
    second.rename('second');
    await second.timers.expire();
    await second.workspace.autosave.flush();
    expect(await names(browser.database)).toEqual(['first']);
  });

  test('the second goes on with a copy', async () => {
    const { browser, second, id } = await pair();
    second.rename('second');
    second.act('Open a copy');
    await settle();
    expect(second.saved()).toBe('saved');
    expect(second.documents.getState().documentId).not.toBe(id);
    expect(await names(browser.database)).toEqual(['first', 'second (copy)']);
  });

  test('the second takes over, and the first is told and writes no more', async () => {
    const { browser, first, second } = await pair();
    second.act('Take over');
    await settle();
    expect(second.saved()).toBe('saved');
    expect(first.saved()).toBe('elsewhere');
    expect(first.titles()).toEqual(['Another tab has taken this design over']);
    second.rename('second');
    await second.timers.expire();
    first.rename('late');
    await first.workspace.autosave.flush();
    expect(await names(browser.database)).toEqual(['second']);
  });

  test('changes made before taking over are kept beside', async () => {
    const { browser, second } = await pair();
    second.rename('mine');
    second.act('Take over');
    await settle();
    expect(second.documents.getState().design.name).toBe('first');
    expect(await names(browser.database)).toEqual(['first', 'mine (other tab)']);
  });

  test('a design changed behind one’s back is not overwritten: what is here becomes a copy', async () => {
    const { browser, first, id } = await pair();
    await browser.database.saveDesign(id, { ...aDesign(), name: 'elsewhere' }, 1, 2_000);
    first.rename('here');
    await first.timers.expire();
    await settle();
    expect(await names(browser.database)).toEqual(['elsewhere', 'here (copy)']);
    expect(first.documents.getState().design.name).toBe('here (copy)');
    expect(first.titles()).toEqual(['The stored design was changed in another tab']);
  });
});
