/**
 * What it is: which concept a row of a stream belongs to: the one before a change, the one after it, or so
 * far on the way between them.
 * Source: the kinds of change as in J. Gama et al., "A Survey on Concept Drift Adaptation", ACM Computing
 * Surveys 46 (2014), figure 2.
 */

import type { StreamSettings } from '../../../base/streamName.ts';
import { changeRows } from '../../../base/streamName.ts';

/** `share` of the way, 0..1, from concept `from` to concept `to`. */
export interface ConceptMoment {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** The moment of each row; concepts are taken in turn, of `count` there are; recurring ones are the first two. */
export function conceptMoments(
  settings: StreamSettings,
  count: number,
): (row: number) => ConceptMoment {
  const { change, widthRows } = settings;
  const changes = changeRows(settings);
  const cycle = change === 'recurring' ? 2 : count;
  const isSudden = change === 'abrupt' || change === 'recurring';
  let passed = 0;
  return (row) => {
    while (passed < changes.length && row >= (changes[passed] as number)) passed += 1;
    while (passed > 0 && row < (changes[passed - 1] as number)) passed -= 1;
    const to = passed % cycle;
    if (passed === 0 || isSudden) return { from: to, to, share: 1 };
    const since = row - (changes[passed - 1] as number) + 1;
    const share = since >= widthRows ? 1 : since / widthRows;
    return { from: (passed - 1) % cycle, to, share };
  };
}
