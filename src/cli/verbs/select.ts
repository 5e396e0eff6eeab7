/** What it is: `select`: which protocol fits, and for every row of the matrix why or why not. */

import type { Design } from '../../engine/document/design.ts';
import { COORDINATION_TYPES, FAULT_LEVELS } from '../../engine/document/design.ts';
import { selectProtocol } from '../../engine/selector/select.ts';
import { selectOptimalProtocol } from '../../engine/selector/adaptive.ts';
import type { ScoredRow } from '../../engine/selector/adaptive.ts';
import type { Requirements, SelectedRow } from '../../engine/selector/select.ts';
import type { Written } from '../arguments.ts';
import { readArguments } from '../arguments.ts';
import type { Console } from '../console.ts';
import { sayJson } from '../console.ts';
import { loadDesign } from '../designs.ts';
import { readHistory } from '../history.ts';
import { EXIT_FAILED, EXIT_OK, usageTrouble } from '../trouble.ts';

/** Exit 0 when a protocol fits, 3 when none does. */
export function select(args: readonly string[], console: Console): number {
  const written = readArguments(args, {
    participants: { type: 'string' },
    fault: { type: 'string' },
    type: { type: 'string' },
    faults: { type: 'string' },
    coordination: { type: 'string' },
    history: { type: 'string' },
  });
  const file = written.text('history');
  const asked = requirementsOf(written);
  const selection =
    file === undefined ? selectProtocol(asked) : selectOptimalProtocol(asked, readHistory(file));
  const { protocol, error, rows, flips } = selection;
  if (written.isJson) sayJson(console, { protocol, error, rows, flips });
  else {
    console.say(protocol ?? error ?? '');
    for (const row of rows) sayRow(console, row);
    for (const flip of flips) console.say(`  ? ${flip}`);
  }
  return protocol === undefined ? EXIT_FAILED : EXIT_OK;
}

function sayRow(console: Console, row: SelectedRow | ScoredRow): void {
  console.say(`  ${row.fits ? '+' : '-'} ${row.protocol}: ${row.why}`);
  if (!('score' in row) || row.score === undefined) return;
  const { fit, performance, cost } = row.score;
  for (const [name, { value, why }] of Object.entries({ fit, performance, cost }))
    console.say(`      ${name} ${value.toFixed(3)}: ${why}`);
}

function requirementsOf(written: Written): Requirements {
  const [file] = written.positionals;
  const faults = written.whole('faults', 0, 1_000_000);
  const extra = faults === undefined ? {} : { faults };
  if (file !== undefined) return { ...fromDesign(loadDesign(file, []), written), ...extra };
  const participants = written.whole('participants', 0, 1_000_000);
  if (participants === undefined)
    throw usageTrouble('Name a design, or say how many --participants there are.');
  return {
    participants,
    faultTolerance: written.oneOf('fault', FAULT_LEVELS) ?? 'low',
    type: written.oneOf('type', COORDINATION_TYPES) ?? 'standard',
    ...extra,
  };
}

/** What the named coordination of a design asks for, or its first; flags override it. */
function fromDesign(design: Design, written: Written): Requirements {
  const asked = written.text('coordination');
  const nodes = design.nodes.filter((node) => node.kind === 'coordination');
  const node = asked === undefined ? nodes[0] : nodes.find(({ id }) => id === asked);
  if (node === undefined)
    throw usageTrouble(
      asked === undefined
        ? 'The design has no coordination to choose a protocol for.'
        : `The design has no coordination ${asked}; it has ${nodes.map(({ id }) => id).join(', ')}.`,
    );
  const pools = new Set(
    design.connections
      .filter(({ target }) => target.node === node.id && target.port === 'participants')
      .map(({ source }) => source.node),
  );
  const connected = design.nodes
    .filter((candidate) => candidate.kind === 'pool')
    .filter((pool) => pools.has(pool.id))
    .reduce((sum, pool) => sum + pool.count, 0);
  return {
    participants: written.whole('participants', 0, 1_000_000) ?? connected,
    faultTolerance: written.oneOf('fault', FAULT_LEVELS) ?? node.requirements.faultTolerance,
    type: written.oneOf('type', COORDINATION_TYPES) ?? node.requirements.type,
  };
}
