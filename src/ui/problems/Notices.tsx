/** What it is: notices in the corner: they stay until they are read, since they say what to do. */

import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { noticeStore, useNotices } from '../state/noticeStore.ts';
import type { Notice } from '../state/noticeStore.ts';
import { Button, IconButton } from '../widgets/Button.tsx';
import './notices.css';

/** A notice that only confirms something goes by itself. */
const CONFIRMATION_MILLIS = 6_000;

const ICONS = { plain: Info, good: CircleCheck, warning: TriangleAlert, bad: CircleAlert } as const;

export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <section className="notices" aria-label="Notices">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { id, tone, title, message, actions } = notice;
  const isPassing = actions.length === 0 && (tone === 'plain' || tone === 'good');
  useEffect(() => {
    if (!isPassing) return undefined;
    const handle = setTimeout(() => {
      noticeStore.dismiss(id);
    }, CONFIRMATION_MILLIS);
    return () => {
      clearTimeout(handle);
    };
  }, [id, isPassing]);
  const Icon = ICONS[tone];
  return (
    <div className="notice" role={tone === 'bad' ? 'alert' : 'status'} data-tone={tone}>
      <Icon size={16} className={`tone-${tone}`} aria-hidden="true" />
      <div className="notice-body">
        <h2>{title}</h2>
        {message === '' ? undefined : <p>{message}</p>}
        {actions.length === 0 ? undefined : (
          <div className="notice-actions">
            {actions.map((action) => (
              <Button
                key={action.label}
                size="small"
                onClick={() => {
                  noticeStore.dismiss(id);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            ))}
          </div>
        )}
      </div>
      <IconButton
        label="Dismiss"
        size="small"
        side="left"
        icon={<X size={14} />}
        onClick={() => {
          noticeStore.dismiss(id);
        }}
      />
    </div>
  );
}
