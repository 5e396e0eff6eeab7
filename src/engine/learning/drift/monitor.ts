/**
 * What it is: a watch over one member's errors: it warns early, and later says that the member errs more than
 * it did. Fewer errors than before are no drift.
 * Source: warning before drift as in H. Gomes et al., "Adaptive Random Forests for Evolving Data Stream
 * Classification", Machine Learning 106 (2017): a second detector that is ten times as ready to cut; for the
 * test of Page and Hinkley half the threshold.
 */

import type { Adwin, DriftEvidence } from './adwin.ts';
import { enterAdwin, newAdwin } from './adwin.ts';
import type { PageHinkley } from './pageHinkley.ts';
import { enterPageHinkley, newPageHinkley } from './pageHinkley.ts';

export type DetectorSettings =
  | { readonly kind: 'adwin'; readonly delta: number }
  | { readonly kind: 'page_hinkley'; readonly tolerance: number; readonly threshold: number };

/** One detector for drift, one for warnings. Plain data, changed in place. */
export type DriftMonitor =
  | { readonly kind: 'adwin'; readonly drift: Adwin; readonly warning: Adwin }
  | { readonly kind: 'page_hinkley'; readonly drift: PageHinkley; readonly warning: PageHinkley };

export interface Alarm {
  readonly kind: 'warning' | 'drift';
  readonly evidence: DriftEvidence;
}

/** How much readier to cut the window that warns is. */
const WARNING_FACTOR = 10;
/** A δ must stay below 1. */
const DELTA_MOST = 0.5;
const WARNING_SHARE = 0.5;

/** A watch that has seen nothing. */
export function newMonitor(settings: DetectorSettings): DriftMonitor {
  if (settings.kind === 'page_hinkley')
    return { kind: 'page_hinkley', drift: newPageHinkley(), warning: newPageHinkley() };
  const { delta } = settings;
  const ready = Math.max(delta, Math.min(DELTA_MOST, WARNING_FACTOR * delta));
  return { kind: 'adwin', drift: newAdwin(delta), warning: newAdwin(ready) };
}

/** Enters an error (1) or a right answer (0); start a new watch after a drift. */
export function enterError(
  monitor: DriftMonitor,
  error: number,
  settings: DetectorSettings,
): Alarm | undefined {
  const [drift, warning] = evidencesOf(monitor, error, settings);
  if (drift !== undefined && drift.after > drift.before) return { kind: 'drift', evidence: drift };
  if (warning !== undefined && warning.after > warning.before)
    return { kind: 'warning', evidence: warning };
  return undefined;
}

function evidencesOf(
  monitor: DriftMonitor,
  error: number,
  settings: DetectorSettings,
): readonly [drift: DriftEvidence | undefined, warning: DriftEvidence | undefined] {
  if (monitor.kind === 'adwin')
    return [enterAdwin(monitor.drift, error), enterAdwin(monitor.warning, error)];
  if (settings.kind !== 'page_hinkley') return [undefined, undefined];
  const half = { ...settings, threshold: settings.threshold * WARNING_SHARE };
  return [
    enterPageHinkley(monitor.drift, error, settings),
    enterPageHinkley(monitor.warning, error, half),
  ];
}
