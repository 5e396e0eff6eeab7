/** What it is: what the open tab of the stage asks of each frame; what is hidden is not asked for. */

import { useEffect } from 'react';
import type { StageTab } from '../state/sessionStore.ts';
import { viewStore } from '../state/viewStore.ts';

const ALL: readonly string[] = ['all'];
const NONE: readonly string[] = [];

export function useStageWishes(tab: StageTab, isOpen: boolean): void {
  useEffect(() => {
    viewStore.want({
      stage: isOpen && tab === 'protocol',
      charts: isOpen && tab === 'charts' ? ALL : NONE,
    });
    return () => {
      viewStore.want({ stage: false, charts: NONE });
    };
  }, [tab, isOpen]);
}
