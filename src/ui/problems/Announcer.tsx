/** What it is: the voice of the studio for who cannot see it: one polite live region. */

import { useNotices } from '../state/noticeStore.ts';

export function Announcer() {
  const { text, count } = useNotices((state) => state.announcement);
  return (
    <output className="visually-hidden" aria-live="polite" data-testid="announcer">
      {/* Another key makes the same words news again. */}
      <span key={count}>{text}</span>
    </output>
  );
}
