/**
 * What it is: the closed list of what can be wrong with a drawing, and a collector of the sentences.
 * Every sentence names the node, the field, what it holds and what would be right.
 */

import type { Mistake } from '../document/say.ts';
import type { Diagnostic } from './plan.ts';

export const DIAGNOSTIC_CODES = [
  'duplicateId',
  'invalidConnection',
  'nothingToRun',
  'unusedNode',
  'outputWithoutInput',
  'tooManyAgents',
  'invalidParameter',
  'invalidDistribution',
  'distributionOutOfRange',
  'overrideOutOfRange',
  'duplicateOverride',
  'missingParticipants',
  'insufficientParticipants',
  'excessiveParticipants',
  'wrongAgentKind',
  'unfitSupply',
  'wrongTask',
  'badTable',
  'missingInput',
  'ignoredInput',
  'noSuitableProtocol',
  'unavailableProtocol',
  'insufficientNodes',
  'quorumOutOfReach',
  'spareNodes',
  'tooManyFaults',
  'unknownAgent',
  'duplicateAgent',
  'unknownBehaviour',
  'unknownMessage',
  'conditionNeverMet',
  'endWithoutEffect',
  'faultEndsBeforeItBegins',
  'faultAfterTheEnd',
  'faultWithoutEffect',
  'clustersOfTwo',
  'decisionToSelf',
  'decisionWithoutEffect',
  'unknownCoordination',
  'unknownEvent',
  'changeWithoutEffect',
  'impossibleChange',
  'missingBound',
] as const;
export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number];

export interface Finding {
  readonly severity: Diagnostic['severity'];
  readonly code: DiagnosticCode;
  readonly path: string;
  readonly message: string;
  readonly node?: string | undefined;
}

/** Collects what is found; errors keep a plan from being made. */
export class Findings {
  private readonly list: Diagnostic[] = [];

  add({ severity, code, path, message, node }: Finding): void {
    this.list.push({
      severity,
      code,
      path,
      message,
      ...(node === undefined ? {} : { node }),
    });
  }

  /** A mistake of a schema's as an error: "Replicas: competence holds 7; write a number from 0 to 1." */
  addMistake(
    mistake: Mistake,
    place: { readonly path: string; readonly node: string; readonly name: string },
    code: DiagnosticCode = 'invalidParameter',
  ): void {
    const path = mistake.path === '' ? place.path : `${place.path}.${mistake.path}`;
    const field = mistake.path === '' ? '' : `${mistake.path} `;
    const stop = mistake.message.endsWith('?') ? '' : '.';
    const message = `${place.name}: ${field}${mistake.message}${stop}`;
    this.add({ severity: 'error', code, path, node: place.node, message });
  }

  get hasErrors(): boolean {
    return this.list.some((diagnostic) => diagnostic.severity === 'error');
  }

  /** Errors first, then warnings, then advice; within these in the order of the drawing. */
  sorted(): readonly Diagnostic[] {
    return SEVERITIES.flatMap((severity) =>
      this.list.filter((diagnostic) => diagnostic.severity === severity),
    );
  }
}

const SEVERITIES = ['error', 'warning', 'advice'] as const;

/** `a, b and c`; at most `most` of them by name. */
export function enumerate(words: readonly string[], most = 8): string {
  const shown = words.length <= most ? words : words.slice(0, most);
  const rest = words.length - shown.length;
  const all = rest === 0 ? shown : [...shown, `${rest} more`];
  if (all.length <= 1) return all.join('');
  return `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
