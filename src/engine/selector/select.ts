/**
 * What it is: the static choice of a protocol, always explained. A row of the matrix is a candidate if the
 * count is in its range, its type is the asked one and it tolerates at least the asked level. Chosen is the
 * candidate with the least sufficient tolerance, then the narrower range, then the first in the matrix.
 * Asking for a number of Byzantine faults leaves only Byzantine consensus, which needs 3f + 1 participants
 * (Castro and Liskov, OSDI 1999).
 * Errors: `no_suitable_protocol`; `insufficient_nodes` when it is the faults alone that are too many.
 */

import { faultsTolerated } from '../base/quorum.ts';
import type { ProtocolId } from '../contract/card.ts';
import { LEVELS, MATRIX, TYPES } from './matrix.ts';
import type { CoordinationType, FaultLevel, MatrixRow } from './matrix.ts';

export interface Requirements {
  readonly participants: number;
  readonly faultTolerance: FaultLevel;
  readonly type: CoordinationType;
  /** Byzantine faults to be borne, where the caller counts them. */
  readonly faults?: number;
}

export interface SelectedRow {
  readonly protocol: ProtocolId;
  readonly fits: boolean;
  /** One sentence with the numbers. */
  readonly why: string;
}

export interface Selection {
  readonly protocol: ProtocolId | undefined;
  readonly error: 'no_suitable_protocol' | 'insufficient_nodes' | undefined;
  /** One for each row of the matrix, in its order. */
  readonly rows: readonly SelectedRow[];
  /** The smallest changes of one requirement that would give a candidate, or another choice. */
  readonly flips: readonly string[];
}

const toleranceOf = (level: FaultLevel): number => LEVELS.indexOf(level);

/** What a row lacks for these requirements, in clauses; none when it is a candidate. */
function obstacles(row: MatrixRow, asked: Requirements): readonly string[] {
  const found: string[] = [];
  if (asked.participants < row.least)
    found.push(`needs at least ${row.least} participants, has ${asked.participants}`);
  if (asked.participants > row.most)
    found.push(`takes at most ${row.most} participants, has ${asked.participants}`);
  if (row.type !== asked.type) found.push(`is for ${row.type} tasks, asked is ${asked.type}`);
  if (toleranceOf(row.tolerates) < toleranceOf(asked.faultTolerance))
    found.push(`tolerates up to ${row.tolerates} faults, asked is ${asked.faultTolerance}`);
  return found;
}

/** What is missing to bear the asked number of Byzantine faults; undefined when nothing is. */
function shortage(row: MatrixRow, asked: Requirements): string | undefined {
  const { faults = 0, participants } = asked;
  if (faults === 0) return undefined;
  if (row.protocol !== 'byzantine_consensus')
    return `bears no Byzantine faults, asked is f = ${faults}`;
  const needed = 3 * faults + 1;
  return participants >= needed
    ? undefined
    : `3f+1 = ${needed} needed for f = ${faults}, has ${participants}`;
}

function isCandidate(row: MatrixRow, asked: Requirements): boolean {
  return obstacles(row, asked).length === 0 && shortage(row, asked) === undefined;
}

/** Negative when `one` is the better choice of two candidates. */
function compareRows(one: MatrixRow, other: MatrixRow): number {
  const tolerance = toleranceOf(one.tolerates) - toleranceOf(other.tolerates);
  if (tolerance !== 0) return tolerance;
  const width = one.most - one.least - (other.most - other.least);
  return width !== 0 ? width : MATRIX.indexOf(one) - MATRIX.indexOf(other);
}

function choose(asked: Requirements): MatrixRow | undefined {
  return MATRIX.filter((row) => isCandidate(row, asked)).sort(compareRows)[0];
}

function whyNotChosen(row: MatrixRow, chosen: MatrixRow): string {
  if (row.tolerates !== chosen.tolerates) {
    return `fits, but ${chosen.protocol} suffices, which tolerates ${chosen.tolerates} and not ${row.tolerates} faults`;
  }
  return `fits, but ${chosen.protocol} is made for a narrower range, ${chosen.least} to ${chosen.most}`;
}

function whyChosen(row: MatrixRow, asked: Requirements): string {
  const n = asked.participants;
  const range = `${n} participants are within ${row.least} to ${row.most}`;
  const bears = row.protocol === 'byzantine_consensus' ? `, bears f = ${faultsTolerated(n)}` : '';
  return `chosen: ${range}, type ${row.type}, tolerates up to ${row.tolerates} faults${bears}`;
}

function explain(row: MatrixRow, asked: Requirements, chosen: MatrixRow | undefined): SelectedRow {
  const missing = shortage(row, asked);
  const lacks = missing === undefined ? obstacles(row, asked) : [...obstacles(row, asked), missing];
  const { protocol } = row;
  if (lacks.length > 0) return { protocol, fits: false, why: lacks.join('; ') };
  const why =
    chosen === undefined || chosen === row ? whyChosen(row, asked) : whyNotChosen(row, chosen);
  return { protocol, fits: true, why };
}

/** The nearest counts below and above that give another choice. Beyond the matrix's ranges nothing changes. */
function flipsOfCount(asked: Requirements, chosen: MatrixRow | undefined): string[] {
  const bounds = MATRIX.flatMap((row) => [row.least - 1, row.least, row.most, row.most + 1]);
  const enough = 3 * (asked.faults ?? 0) + 1;
  const counts = [...new Set([...bounds, enough])].sort((one, other) => one - other);
  const leadsElsewhere = (participants: number): boolean => {
    const other = choose({ ...asked, participants });
    return other !== undefined && other !== chosen;
  };
  const fewer = counts.filter((n) => n < asked.participants && leadsElsewhere(n)).at(-1);
  const more = counts.find((n) => n > asked.participants && leadsElsewhere(n));
  return [fewer, more].flatMap((participants) => {
    if (participants === undefined) return [];
    const other = choose({ ...asked, participants });
    return other === undefined ? [] : [`with ${participants} participants: ${other.protocol}`];
  });
}

function flipsOfWords(asked: Requirements, chosen: MatrixRow | undefined): string[] {
  const level = toleranceOf(asked.faultTolerance);
  const nearest = [...LEVELS].sort(
    (one, other) => Math.abs(toleranceOf(one) - level) - Math.abs(toleranceOf(other) - level),
  );
  const gives = (change: Partial<Requirements>, words: string): string[] => {
    const other = choose({ ...asked, ...change });
    return other === undefined || other === chosen ? [] : [`${words}: ${other.protocol}`];
  };
  const byLevel = nearest.flatMap((faultTolerance) =>
    gives({ faultTolerance }, `tolerating ${faultTolerance} faults`),
  );
  const byType = TYPES.flatMap((type) => gives({ type }, `with type ${type}`));
  const borne = faultsTolerated(Math.max(0, asked.participants));
  const byFaults =
    (asked.faults ?? 0) > borne ? gives({ faults: borne }, `with f = ${borne} faults`) : [];
  return [...byFaults, ...byLevel.slice(0, 1), ...byType];
}

/** Chooses a protocol and says for every row of the matrix why or why not. */
export function selectProtocol(asked: Requirements): Selection {
  const chosen = choose(asked);
  const rows = MATRIX.map((row) => explain(row, asked, chosen));
  const flips = [...flipsOfCount(asked, chosen), ...flipsOfWords(asked, chosen)];
  if (chosen !== undefined) return { protocol: chosen.protocol, error: undefined, rows, flips };
  const withoutFaults = choose({ ...asked, faults: 0, faultTolerance: 'high' });
  const isShort = (asked.faults ?? 0) > 0 && withoutFaults?.protocol === 'byzantine_consensus';
  const error = isShort ? 'insufficient_nodes' : 'no_suitable_protocol';
  return { protocol: undefined, error, rows, flips };
}
