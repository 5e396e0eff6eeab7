/**
 * What it is: pools become agents: defaults, the pool's template, what differs for single agents, and what
 * is drawn. Every drawn number has a stream of its own, `agent/<id>/<parameter>`, so that adding an agent
 * or a parameter leaves the others' luck alone.
 */

import type { z } from 'zod';
import { SeededChoices } from '../base/choices.ts';
import { invariant, present } from '../base/invariant.ts';
import type { Design, NodeOf } from '../document/design.ts';
import type { Catalogue } from './catalogue.ts';
import type { Findings } from './diagnostics.ts';
import { counted } from '../contract/sentences.ts';
import type { Parameters, Range } from './parameters.ts';
import {
  checkParameters,
  draw,
  isDrawn,
  isOutside,
  rangesOf,
  readDistribution,
} from './parameters.ts';
import type { EarnedRecord, PlannedAgent } from './plan.ts';
import { reputationOf } from '../registry/reputation.ts';

const AGENTS_MAX = 10_000;
const UNKNOWN_REPUTATION = 0.5;

/** A pool with what its kind of agent allows, and where it stands in the design. */
interface Group {
  readonly pool: NodeOf<'pool'>;
  readonly path: string;
  readonly schema: z.ZodType;
  readonly ranges: ReadonlyMap<string, Range>;
}

/** The agents of all pools, in the order of the nodes; what is wrong is added to the findings. */
export function planPopulation(
  design: Design,
  seed: number,
  catalogue: Catalogue,
  findings: Findings,
): readonly PlannedAgent[] {
  const groups = design.nodes.flatMap((node, place): readonly Group[] => {
    if (node.kind !== 'pool') return [];
    const { parameters: schema } = present(catalogue.agents.get(node.agent), `card ${node.agent}`);
    return [{ pool: node, path: `nodes.${place}`, schema, ranges: rangesOf(schema) }];
  });
  const total = groups.reduce((sum, { pool }) => sum + pool.count, 0);
  if (total > AGENTS_MAX)
    findings.add({
      severity: 'error',
      code: 'tooManyAgents',
      path: 'nodes',
      message: `The pools hold ${total} agents; at most ${AGENTS_MAX} can run.`,
    });
  const sound = groups.filter((group) => checkGroup(group, findings));
  if (total > AGENTS_MAX || sound.length < groups.length) return [];
  return sound
    .flatMap((group) => agentsOf(group, seed))
    .map((agent, index): PlannedAgent => ({ index, ...agent }));
}

function checkGroup(group: Group, findings: Findings): boolean {
  const { pool, path } = group;
  const isTemplateSound = checkLayer(group, {}, pool.template, `${path}.template`, findings);
  const seen = new Set<number>();
  const areOverridesSound = pool.overrides.map(({ index, parameters }, place) => {
    const here = `${path}.overrides.${place}`;
    if (index >= pool.count) {
      findings.add({
        severity: 'error',
        code: 'overrideOutOfRange',
        path: `${here}.index`,
        node: pool.id,
        message: `${pool.name}: an override is for agent ${index}, and the pool has ${counted(pool.count, 'agent')}: 0 to ${pool.count - 1}.`,
      });
      return false;
    }
    if (seen.has(index))
      findings.add({
        severity: 'warning',
        code: 'duplicateOverride',
        path: `${here}.index`,
        node: pool.id,
        message: `${pool.name}: agent ${index} has two overrides; where they differ the later one counts.`,
      });
    seen.add(index);
    return checkLayer(group, pool.template, parameters, `${here}.parameters`, findings);
  });
  return isTemplateSound && areOverridesSound.every((isSound) => isSound);
}

/** Checks what `layer` adds to `below`; mistakes of `below` were told already. */
function checkLayer(
  group: Group,
  below: Parameters,
  layer: Parameters,
  path: string,
  findings: Findings,
): boolean {
  const place = { path, node: group.pool.id, name: group.pool.name };
  const areDrawnSound = Object.entries(layer)
    .filter(([, value]) => isDrawn(value))
    .map(([name, value]) => checkDrawn(group, name, value, path, findings));
  const merged = withoutDrawn({ ...below, ...layer });
  const checked = checkParameters(group.schema, merged);
  const mistakes = checked.ok
    ? []
    : checked.problem.filter(({ path: where }) => Object.hasOwn(layer, where.split('.')[0] ?? ''));
  for (const mistake of mistakes) findings.addMistake(mistake, place);
  return areDrawnSound.every((isSound) => isSound) && mistakes.length === 0;
}

function checkDrawn(
  group: Group,
  name: string,
  value: unknown,
  path: string,
  findings: Findings,
): boolean {
  const { pool, ranges } = group;
  const place = { path, node: pool.id, name: pool.name };
  const range = ranges.get(name);
  if (range === undefined) {
    const [mistake] = checkMistakes(group.schema, name);
    if (mistake !== undefined) findings.addMistake(mistake, place);
    return false;
  }
  const read = readDistribution(value, range);
  if (!read.ok) {
    for (const mistake of read.problem) {
      const where = mistake.path === '' ? name : `${name}.${mistake.path}`;
      findings.addMistake({ ...mistake, path: where }, place, 'invalidDistribution');
    }
    return false;
  }
  if (isOutside(read.value, range))
    findings.add({
      severity: 'warning',
      code: 'distributionOutOfRange',
      path: `${path}.${name}`,
      node: pool.id,
      message: `${pool.name}: all that is drawn for ${name} lies outside ${range.least} to ${range.most} and is moved to the nearer end.`,
    });
  return true;
}

/** What the schema says of a name that it does not know. */
function checkMistakes(
  schema: z.ZodType,
  name: string,
): readonly { path: string; message: string }[] {
  const checked = checkParameters(schema, { [name]: 0 });
  return checked.ok ? [] : checked.problem.filter(({ path }) => path === name);
}

function withoutDrawn(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => !isDrawn(value)));
}

function agentsOf(group: Group, seed: number): readonly Omit<PlannedAgent, 'index'>[] {
  const { pool } = group;
  const overrides = new Map<number, Parameters>();
  for (const { index, parameters } of pool.overrides)
    overrides.set(index, { ...overrides.get(index), ...parameters });
  return Array.from({ length: pool.count }, (_, number) => {
    const id = `${pool.id}/${number}`;
    const written = { ...pool.template, ...overrides.get(number) };
    const checked = checkParameters(group.schema, drawAll(group, id, written, seed));
    invariant(checked.ok, `the parameters of ${id} were checked before`);
    const { reputation } = checked.value;
    const earned = earnedBy(pool, number);
    const stated = typeof reputation === 'number' ? reputation : UNKNOWN_REPUTATION;
    return {
      id,
      pool: pool.id,
      name: pool.count === 1 ? pool.name : `${pool.name} ${number}`,
      kind: pool.agent,
      parameters: checked.value,
      reputationMilli: earned === undefined ? Math.round(stated * 1_000) : reputationOf(earned),
      ...(earned !== undefined && { earned }),
    };
  });
}

/** The record that a pool carries over for an agent, if it does. */
function earnedBy(pool: NodeOf<'pool'>, number: number): EarnedRecord | undefined {
  if (pool.reputation !== 'earned') return undefined;
  const known = pool.record?.find(({ index }) => index === number);
  if (known === undefined || known.good + known.bad === 0) return undefined;
  const { good, bad, deeds, performance } = known;
  if (performance === undefined) return { good, bad, deeds };
  return { good, bad, deeds, performanceMilli: Math.round(performance * 1_000) };
}

function drawAll(group: Group, id: string, written: Parameters, seed: number): Parameters {
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => {
      if (!isDrawn(value)) return [name, value];
      const range = present(group.ranges.get(name), name);
      const read = readDistribution(value, range);
      invariant(read.ok, `the distribution of ${name} was checked before`);
      return [name, draw(read.value, range, SeededChoices.named(seed, `agent/${id}/${name}`))];
    }),
  );
}
