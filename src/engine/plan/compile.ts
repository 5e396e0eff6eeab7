/**
 * What it is: a design becomes a plan: nothing left open, everything checked.
 * Errors: none are thrown; what is wrong is a list of diagnostics, and with an error among them there is
 * no plan.
 */

import type { Design } from '../document/design.ts';
import type { Catalogue } from './catalogue.ts';
import { CATALOGUE } from './catalogue.ts';
import { checkDrawing } from './checkDrawing.ts';
import { planCoordinations } from './coordinations.ts';
import { Findings } from './diagnostics.ts';
import { checkExpectationReferences } from './expectations.ts';
import { planFaults } from './faults.ts';
import type { Diagnostic, Plan } from './plan.ts';
import { planPopulation } from './population.ts';
import { planSchedule } from './schedule.ts';
import { checkStreams } from './streams.ts';
import { checkTables } from './tables.ts';
import { adviseOnQuorums } from './quorums.ts';

export interface Compiled {
  /** Undefined when a diagnostic is an error. */
  readonly plan: Plan | undefined;
  /** Errors first, then warnings, then advice. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Money in designs and plans is in whole hundredths. */
const CURRENCY = { symbol: '€', minorPerMajor: 100 } as const;

/** The plan of a design for one seed (a whole number from 0 to 2^53 - 1), with what is to be said about it. */
export function compileDesign(
  design: Design,
  seed: number = design.seed,
  catalogue: Catalogue = CATALOGUE,
): Compiled {
  const findings = new Findings();
  const connections = checkDrawing(design, findings);
  const agents = planPopulation(design, seed, catalogue, findings);
  const around = { design, seed, connections, agents, catalogue, findings };
  checkStreams(design, findings);
  checkTables(design, findings);
  const coordinations = planCoordinations(around);
  const faults = planFaults(around, coordinations);
  const schedule = planSchedule(around, coordinations);
  adviseOnQuorums(around, coordinations, faults);
  checkExpectationReferences(around);
  const diagnostics = findings.sorted();
  if (findings.hasErrors) return { plan: undefined, diagnostics };
  const { name, limits, expectations } = design;
  const plan = { name, seed, agents, coordinations, faults, ...schedule, limits, expectations };
  return { plan: { ...plan, currency: CURRENCY }, diagnostics };
}
