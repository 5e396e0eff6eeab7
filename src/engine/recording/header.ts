/**
 * What it is: the header of a recording: JSON that explains the file without this program, down to the
 * fields of every kind of event.
 * Errors: readHeader throws Unreadable, which only read.ts sees.
 */

import { z } from 'zod';
import { MICROS_LIMIT } from '../base/units.ts';
import { readDesign } from '../document/read.ts';
import { sayIssues } from '../document/say.ts';
import type { EventShape, FieldType } from '../events/shape.ts';
import { FIELD_TYPES, INT_COLUMNS, REAL_COLUMNS } from '../events/shape.ts';
import { LATER_EVENTS, KERNEL_EVENTS } from '../events/kernelEvents.ts';
import { CATALOGUE } from '../plan/catalogue.ts';
import { demand } from './bytes.ts';
import { EVENTS_MAX, SHAPES_MAX } from './limits.ts';
import {
  actorsSchema,
  interventionsSchema,
  planSchema,
  statusSchema,
  summarySchema,
} from './planSchema.ts';
import type { Recording } from './recording.ts';
import { RECORDING_FORMAT } from './recording.ts';

const SHORT = 200;

const shapeSchema = z.strictObject({
  kind: z.string().min(1).max(SHORT),
  /** Pairs, because the order of fields is the order of columns. */
  fields: z
    .array(z.tuple([z.string().min(1).max(SHORT), z.enum(FIELD_TYPES)]))
    .max(INT_COLUMNS + REAL_COLUMNS),
  says: z.string().max(1_000),
});

const headerSchema = z.strictObject({
  format: z.literal(RECORDING_FORMAT),
  engineVersion: z.string().max(SHORT),
  protocols: z.record(z.string().max(SHORT), z.int().min(0)),
  design: z.json(),
  plan: planSchema,
  actors: actorsSchema,
  interventions: interventionsSchema,
  status: statusSchema,
  end: z.int().min(0).lt(MICROS_LIMIT),
  summary: summarySchema,
  digest: z.string().regex(/^[0-9a-f]{64}$/, 'write 64 hexadecimal digits'),
  events: z.int().min(0).max(EVENTS_MAX),
  texts: z.int().min(0),
  /** Undefined: the events are not in the file. */
  keyFrames: z
    .array(
      z.strictObject({
        seq: z.int().min(0),
        at: z.int().min(0).lt(MICROS_LIMIT),
        digest: z.string().regex(/^[0-9a-f]{16}$/, 'write 16 hexadecimal digits'),
      }),
    )
    .max(EVENTS_MAX)
    .optional(),
  shapes: z.array(shapeSchema).min(1).max(SHAPES_MAX),
});

/** What the file's header says, as JSON. */
export type WrittenHeader = z.input<typeof headerSchema>;

/** A header that was checked: everything it refers to is there. */
export interface ReadHeader {
  readonly recording: Omit<Recording, 'events'>;
  readonly isThin: boolean;
  readonly textCount: number;
  readonly shapes: readonly EventShape[];
}

/** The header of a file of the newest version. */
export function readHeader(value: unknown): ReadHeader {
  const checked = headerSchema.safeParse(value);
  if (!checked.success) {
    const [first] = sayIssues(headerSchema, value, checked.error.issues);
    demand(false, `its header is not sound: ${first?.path ?? ''} ${first?.message ?? ''}`);
  }
  const header = checked.data;
  const design = readDesign(header.design);
  demand(design.ok, `the design in it is not sound: ${design.ok ? '' : design.problem.message}`);
  const { plan, actors, interventions, status, end, summary, digest } = header;
  const recording: Omit<Recording, 'events'> = {
    // Checked field by field above; the schemas and the types of a run say the same.
    ...({ plan, actors, interventions, status, end, summary } as unknown as Pick<
      Recording,
      'plan' | 'actors' | 'interventions' | 'status' | 'end' | 'summary'
    >),
    design: design.value.design,
    origin: { engineVersion: header.engineVersion, protocols: header.protocols },
    digest,
    eventCount: header.events,
    keyFrames: header.keyFrames ?? [],
  };
  const isThin = header.keyFrames === undefined;
  const shapes = header.shapes.map(shapeOf);
  checkReferences(recording, isThin);
  checkShapes(shapes);
  return { recording, isThin, textCount: header.texts, shapes };
}

type WrittenShape = z.infer<typeof shapeSchema>;

/** A shape as the header writes it. */
export function writeShape({ kind, fields, says }: EventShape): WrittenShape {
  return { kind, fields: Object.entries(fields), says };
}

function shapeOf({ kind, fields, says }: WrittenShape): EventShape {
  const names = new Set(fields.map(([name]) => name));
  demand(names.size === fields.length, `${kind} has two fields of one name`);
  // Names like 1 would change the order of an object's fields, which is the order of the columns.
  demand(
    fields.every(([name]) => /^[a-z][a-zA-Z0-9]*$/.test(name)),
    `${kind} has a field with an impossible name`,
  );
  const isReal = (type: FieldType) => type === 'real' || type === 'micros' || type === 'money';
  const reals = fields.filter(([, type]) => isReal(type)).length;
  demand(
    reals <= REAL_COLUMNS && fields.length - reals <= INT_COLUMNS,
    `${kind} has more fields than a row has columns`,
  );
  return { kind, fields: Object.fromEntries(fields), says };
}

/** A kind that this program knows must mean what it knows: projections read its columns by place. */
function checkShapes(shapes: readonly EventShape[]): void {
  const known = new Map<string, EventShape>(
    [
      ...KERNEL_EVENTS,
      ...LATER_EVENTS,
      ...[...CATALOGUE.protocols.values()].flatMap((card) => card.events),
    ].map((shape) => [shape.kind, shape]),
  );
  const seen = new Set<string>();
  for (const shape of shapes) {
    demand(!seen.has(shape.kind), `it declares ${shape.kind} twice`);
    seen.add(shape.kind);
    const ours = known.get(shape.kind);
    demand(
      ours === undefined ||
        JSON.stringify(writeShape(ours).fields) === JSON.stringify(writeShape(shape).fields),
      `it declares other fields of ${shape.kind} than this program knows`,
    );
  }
}

function checkReferences(
  { plan, actors, summary, eventCount, keyFrames }: Omit<Recording, 'events'>,
  isThin: boolean,
): void {
  demand(
    plan.agents.every((agent, place) => agent.index === place) &&
      plan.coordinations.every((coordination, place) => coordination.index === place),
    'the agents or coordinations of its plan are not in order',
  );
  demand(
    plan.coordinations.every((one) =>
      one.participants.every((agent) => agent < plan.agents.length),
    ),
    'a coordination names a participant that is not there',
  );
  let coordination = 0;
  actors.forEach((actor, place) => {
    demand(
      actor.actor === place &&
        actor.coordination >= coordination &&
        actor.coordination < plan.coordinations.length &&
        (actor.agent === undefined || actor.agent < plan.agents.length),
      'its list of actors is not sound',
    );
    coordination = actor.coordination;
  });
  demand(summary.events === eventCount, 'its summary counts other events than its header');
  demand(isThin || eventCount === 0 || keyFrames.length > 0, 'it has events and no blocks');
  keyFrames.forEach((frame, place) => {
    const next = keyFrames[place + 1];
    demand(
      (place > 0 || frame.seq === 0) &&
        frame.seq < (next?.seq ?? eventCount) &&
        (next === undefined || frame.at <= next.at),
      'its key frames are not in order',
    );
  });
}
