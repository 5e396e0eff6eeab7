/**
 * What it is: the design's schema as JSON Schema (draft 2020-12), for editors and other programs.
 * It describes what may be written: what has a default may be left out.
 */

import { z } from 'zod';
import { DESIGN_VERSION, designSchema } from './design.ts';

/** A plain JSON Schema of a design file of the newest version. */
export function designJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(designSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema: schema.$schema,
    title: 'Concord design',
    description: `A design of version ${DESIGN_VERSION}: what is drawn, saved and shared.`,
    ...schema,
  };
}
