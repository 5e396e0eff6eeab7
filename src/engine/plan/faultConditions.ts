/** What it is: whether the condition of a fault can come true, and the condition as the plan carries it. */

import { distance } from '../document/values.ts';
import type { Fault, FaultCondition } from '../document/fault.ts';
import {
  coordinationStarted,
  LATER_EVENTS,
  KERNEL_EVENTS,
  linkDisturbed,
  linkRestored,
  networkHealed,
  networkPartitioned,
  propertyObserved,
  runFinished,
  runStarted,
} from '../events/kernelEvents.ts';
import type { EventShape } from '../events/shape.ts';
import type { DiagnosticCode } from './diagnostics.ts';
import { enumerate } from './diagnostics.ts';
import type { Casting } from './faultTargets.ts';
import { partsOf, refuseTarget, resolveTargets } from './faultTargets.ts';
import type { PlannedCoordination } from './plan.ts';
import type { PlannedCondition } from './plannedFault.ts';

/** Events that no agent stands behind. */
const NOBODYS: ReadonlySet<string> = new Set(
  [
    runStarted,
    runFinished,
    coordinationStarted,
    networkPartitioned,
    networkHealed,
    linkDisturbed,
    linkRestored,
    propertyObserved,
  ].map((shape) => shape.kind),
);
const OF_ALL_RUNS: readonly EventShape[] = [...KERNEL_EVENTS, ...LATER_EVENTS];

/** The condition with everybody named; undefined when nobody whom it names acts. */
export function planCondition(
  world: Casting,
  { by, ...when }: FaultCondition,
): PlannedCondition | undefined {
  if (by === undefined) return when;
  const names = resolveTargets(world, by);
  return names.length === 0 ? undefined : { ...when, by: names };
}

/** Adds what is wrong with a fault's condition to the findings. */
export function checkCondition(
  world: Casting,
  fault: Fault,
  when: FaultCondition,
  path: string,
): void {
  const add = (
    severity: 'error' | 'warning',
    code: DiagnosticCode,
    field: string,
    what: string,
  ) => {
    const message = `Fault ${fault.id} waits for ${when.event}${what}`;
    world.findings.add({ severity, code, path: `${path}.${field}`, message });
  };
  const never = (field: string, why: string) => {
    add('warning', 'conditionNeverMet', field, `${why}: it never strikes.`);
  };
  const recorders = recordersOf(world, when.event);
  const shape = shapeOf(world, when.event);
  if (shape === undefined) {
    const near = kindsOf(world).find((kind) => distance(kind, when.event) <= 3);
    const hint = near === undefined ? '' : `; did you mean ${near}`;
    return add('error', 'unknownEvent', 'event', `, which no run records${hint}.`);
  }
  if (when.event === runFinished.kind) return never('event', ', when the run is over');
  if (recorders.length === 0)
    return never('event', ', which no coordination of this design records');
  const parts = resolveTargets(world, when.by ?? []).flatMap((name) => partsOf(world, name));
  if (when.message !== undefined) {
    const known = messagesIn(world, recorders);
    const own = messagesIn(world, parts);
    if (shape.fields['message'] !== 'text')
      add('error', 'unknownMessage', 'message', ', which is no event of a message: leave it out.');
    else if (parts.length > 0 && known.includes(when.message) && !own.includes(when.message))
      never(
        'message',
        ` of ${when.message} by ${enumerate(when.by ?? [])}, in whose coordinations nobody sends it`,
      );
    else if (!known.includes(when.message))
      add(
        'error',
        'unknownMessage',
        'message',
        ` of ${when.message}, which nobody sends; the messages are ${enumerate([...new Set(known)], 20)}.`,
      );
  }
  if (when.by !== undefined) {
    if (NOBODYS.has(when.event)) never('by', ', behind which no agent stands');
    else if (
      !when.by.some((name) => refuseTarget(world, name)) &&
      !parts.some((part) => recorders.includes(part))
    )
      never('by', ` by ${enumerate(when.by)}, who has no part in it`);
  }
  if (fault.until !== undefined && fault.at + when.delayMicros >= fault.until)
    never('delayMicros', ` and ${when.delayMicros} µs more, but ends at ${fault.until} µs`);
}

/** The kinds of message that are sent in these coordinations. */
function messagesIn(world: Casting, parts: readonly PlannedCoordination[]): readonly string[] {
  return parts.flatMap(({ protocol }) =>
    (world.catalogue.protocols.get(protocol)?.messages ?? []).map((card) => card.kind),
  );
}

/** The coordinations in which events of this kind happen. */
function recordersOf(world: Casting, event: string): readonly PlannedCoordination[] {
  if (OF_ALL_RUNS.some((shape) => shape.kind === event)) return world.coordinations;
  return world.coordinations.filter(({ protocol }) =>
    world.catalogue.protocols.get(protocol)?.events.some((shape) => shape.kind === event),
  );
}

function shapesIn(world: Casting): readonly EventShape[] {
  const cards = [...world.catalogue.protocols.values()];
  return [...OF_ALL_RUNS, ...cards.flatMap((card) => card.events)];
}

function shapeOf(world: Casting, event: string): EventShape | undefined {
  return shapesIn(world).find((shape) => shape.kind === event);
}

function kindsOf(world: Casting): readonly string[] {
  return shapesIn(world).map((shape) => shape.kind);
}
