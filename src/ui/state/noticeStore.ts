/**
 * What it is: what the studio has to say: notices that stand in a corner until they are read, and
 * announcements for a screen reader. A notice says what happened, where, and what to do.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../engine/base/result.ts';

export type NoticeTone = 'plain' | 'good' | 'warning' | 'bad';

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly tone: NoticeTone;
  readonly title: string;
  readonly message: string;
  readonly actions: readonly NoticeAction[];
  /** Notices with the same topic replace each other, so that a failing save does not fill the screen. */
  readonly topic: string;
}

export interface NoticeState {
  readonly notices: readonly Notice[];
  /** The latest announcement; the count makes the same words news again. */
  readonly announcement: { readonly text: string; readonly count: number };
}

export interface NoticeActions {
  notify(notice: {
    readonly title: string;
    readonly message?: string;
    readonly tone?: NoticeTone;
    readonly actions?: readonly NoticeAction[];
    readonly topic?: string;
  }): void;
  /** Shows a failure as it is, under a title that says what did not work. */
  notifyFailure(title: string, failure: Failure, actions?: readonly NoticeAction[]): void;
  dismiss(id: number): void;
  dismissTopic(topic: string): void;
  announce(text: string): void;
}

export type NoticeStore = StoreApi<NoticeState> & NoticeActions;

const MOST = 4;

export function createNoticeStore(): NoticeStore {
  let lastId = 0;
  const store = createStore<NoticeState>(() => ({
    notices: [],
    announcement: { text: '', count: 0 },
  }));
  const { getState, setState } = store;

  const notify: NoticeActions['notify'] = (given) => {
    const notice: Notice = {
      id: ++lastId,
      tone: given.tone ?? 'plain',
      title: given.title,
      message: given.message ?? '',
      actions: given.actions ?? [],
      topic: given.topic ?? given.title,
    };
    const others = getState().notices.filter((other) => other.topic !== notice.topic);
    setState({ notices: [...others, notice].slice(-MOST) });
  };

  const keep = (isKept: (notice: Notice) => boolean): void => {
    const notices = getState().notices.filter(isKept);
    if (notices.length !== getState().notices.length) setState({ notices });
  };

  return Object.assign(store, {
    notify,
    notifyFailure: (title: string, failure: Failure, actions: readonly NoticeAction[] = []) => {
      notify({ title, message: failure.message, tone: 'bad', actions, topic: failure.kind });
    },
    dismiss: (id: number) => {
      keep((notice) => notice.id !== id);
    },
    dismissTopic: (topic: string) => {
      keep((notice) => notice.topic !== topic);
    },
    announce: (text: string) => {
      setState({ announcement: { text, count: getState().announcement.count + 1 } });
    },
  });
}

/** The page's notices. */
export const noticeStore = createNoticeStore();

export function useNotices<Part>(selector: (state: NoticeState) => Part): Part {
  return useStore(noticeStore, selector);
}
