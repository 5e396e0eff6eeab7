/** What it is: how far something long has come, and about how long it will take yet. */

import { formatRest } from '../../widgets/format.ts';
import { useRest } from '../useRest.ts';
import { Bar } from './Bar.tsx';

export function Progress({ share }: { readonly share: number }) {
  const rest = useRest(share);
  return (
    <div
      className="picture-progress"
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <Bar share={share} colour="var(--accent)" />
      <p className="picture-rest numeric">
        {rest === undefined ? '' : `about ${formatRest(rest)} left at this pace`}
      </p>
    </div>
  );
}
