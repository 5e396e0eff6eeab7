/**
 * What it is: the adaptive choice of a protocol: of the candidates of the matrix, the one that scores highest by
 * fit, by recorded runs and by forecast cost (scores.ts); equal scores as the static choice has it.
 * Errors: as the static choice: `no_suitable_protocol`, `insufficient_nodes`.
 */

import type { ProtocolId } from '../contract/card.ts';
import type { RunMeasure } from './history.ts';
import { LEVELS, MATRIX, TYPES } from './matrix.ts';
import type { MatrixRow } from './matrix.ts';
import type { Score } from './scores.ts';
import { likeRuns, messagesForecast, scoreRow } from './scores.ts';
import { selectProtocol } from './select.ts';
import type { Requirements, SelectedRow, Selection } from './select.ts';

export interface ScoredRow extends SelectedRow {
  /** Undefined for a row that is no candidate. */
  readonly score: Score | undefined;
}

export interface AdaptiveSelection extends Omit<Selection, 'rows'> {
  readonly rows: readonly ScoredRow[];
}

/** Beyond so many runs a change of the record is no smallest change. */
const RUNS_MOST = 50;
const COUNT_MOST = 1_001;

type Scores = ReadonlyMap<ProtocolId, Score>;

/** Chooses by fit, recorded runs and cost, and says for every row why, with what would change the choice. */
export function selectOptimalProtocol(
  asked: Requirements,
  history: readonly RunMeasure[],
): AdaptiveSelection {
  const { rows, error, flips } = selectProtocol(asked);
  const scores = scoresOf(asked, history);
  const chosen = bestOf(scores, asked);
  const explained = rows.map((row): ScoredRow => {
    const score = scores.get(row.protocol);
    if (score === undefined) return { ...row, score };
    const isChosen = row.protocol === chosen;
    const why = `${isChosen ? 'chosen: ' : ''}scores ${score.total.toFixed(3)}: fit ${score.fit.value.toFixed(2)}, performance ${score.performance.value.toFixed(2)}, cost ${score.cost.value.toFixed(2)}`;
    return { ...row, why, score };
  });
  if (chosen === undefined) return { protocol: undefined, error, rows: explained, flips };
  const changes = [
    ...flipsOfRecord(scores, asked, history, chosen),
    ...flipsOfAsking(asked, history, chosen),
  ];
  return { protocol: chosen, error: undefined, rows: explained, flips: changes };
}

function candidatesOf(asked: Requirements): readonly MatrixRow[] {
  const { rows } = selectProtocol(asked);
  return MATRIX.filter((_, i) => rows[i]?.fits === true);
}

function scoresOf(asked: Requirements, history: readonly RunMeasure[]): Scores {
  const candidates = candidatesOf(asked);
  const forecasts = candidates.flatMap((row) => messagesForecast(row, asked) ?? []);
  const cheapest = forecasts.length === 0 ? undefined : Math.min(...forecasts);
  return new Map(
    candidates.map((row) => [
      row.protocol,
      scoreRow(row, asked, likeRuns(row, asked, history), cheapest),
    ]),
  );
}

/** The highest score; of equals the static choice, then the matrix's order. */
function bestOf(scores: Scores, asked: Requirements): ProtocolId | undefined {
  const preferred = selectProtocol(asked).protocol;
  let best: ProtocolId | undefined;
  for (const [protocol, { total }] of scores) {
    const lead = best === undefined ? -1 : (scores.get(best)?.total ?? 0);
    if (total > lead || (total === lead && protocol === preferred)) best = protocol;
  }
  return best;
}

const runsWord = (count: number): string => `${count} ${count === 1 ? 'run' : 'runs'}`;

/** The least number of further runs after which another protocol would be chosen. */
function flipsOfRecord(
  scores: Scores,
  asked: Requirements,
  history: readonly RunMeasure[],
  chosen: ProtocolId,
): readonly string[] {
  if (scores.size < 2) return [];
  const typical = scores.get(chosen)?.runs[0] ?? strangeRun(chosen, asked);
  const failed = { ...typical, isCompleted: false };
  const byFailures = leastRuns(failed, asked, history, chosen);
  const found =
    byFailures === undefined
      ? []
      : [`after ${runsWord(byFailures.count)} of ${chosen} that fail: ${byFailures.protocol}`];
  for (const [protocol, { runs }] of scores) {
    const good = runs.find(({ isCompleted }) => isCompleted);
    if (protocol === chosen || good === undefined) continue;
    const more = leastRuns(good, asked, history, chosen);
    if (more?.protocol === protocol)
      found.push(`after ${runsWord(more.count)} more of ${protocol} like its last: ${protocol}`);
  }
  return found;
}

/** A run of which nothing is known but that it took place. */
function strangeRun(protocol: ProtocolId, { participants }: Requirements): RunMeasure {
  const nothing = { virtualMicros: 0, messages: 0, cost: 0, seed: 0 };
  return {
    protocol,
    participants,
    isCompleted: false,
    ...nothing,
    name: '',
    coordination: '',
    digest: '',
  };
}

function leastRuns(
  run: RunMeasure,
  asked: Requirements,
  history: readonly RunMeasure[],
  chosen: ProtocolId,
): { readonly count: number; readonly protocol: ProtocolId } | undefined {
  for (let count = 1; count <= RUNS_MOST; count++) {
    const more = [...history, ...Array.from({ length: count }, () => run)];
    const protocol = bestOf(scoresOf(asked, more), asked);
    if (protocol !== undefined && protocol !== chosen) return { count, protocol };
  }
  return undefined;
}

/** The smallest changes of what is asked that give another choice. */
function flipsOfAsking(
  asked: Requirements,
  history: readonly RunMeasure[],
  chosen: ProtocolId,
): readonly string[] {
  const otherwise = (change: Partial<Requirements>): ProtocolId | undefined => {
    const changed = { ...asked, ...change };
    const best = bestOf(scoresOf(changed, history), changed);
    return best === chosen ? undefined : best;
  };
  const nearest = (step: 1 | -1): readonly string[] => {
    const last = step === 1 ? COUNT_MOST : 0;
    for (
      let n = asked.participants + step;
      n !== last + step && n >= 0 && n <= COUNT_MOST;
      n += step
    ) {
      const other = otherwise({ participants: n });
      if (other !== undefined) return [`with ${n} participants: ${other}`];
    }
    return [];
  };
  const level = LEVELS.indexOf(asked.faultTolerance);
  const levels = LEVELS.filter((one) => one !== asked.faultTolerance)
    .toSorted(
      (one, other) =>
        Math.abs(LEVELS.indexOf(one) - level) - Math.abs(LEVELS.indexOf(other) - level),
    )
    .flatMap((faultTolerance) => {
      const other = otherwise({ faultTolerance });
      return other === undefined ? [] : [`tolerating ${faultTolerance} faults: ${other}`];
    });
  const types = TYPES.flatMap((type) => {
    const other = type === asked.type ? undefined : otherwise({ type });
    return other === undefined ? [] : [`with type ${type}: ${other}`];
  });
  return [...nearest(-1), ...nearest(1), ...levels.slice(0, 1), ...types];
}
