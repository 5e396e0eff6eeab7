/** What it is: a search space as documents carry it, in the shape that samplers read, and its schema. */

import { z } from 'zod';
import { spaceProblems } from '../../optimisation/space/checks.ts';
import type { SearchSpace } from '../../optimisation/space/space.ts';

const value = z.union([z.string().max(64), z.number(), z.boolean()]);
const named = {
  name: z.string().min(1).max(64),
  /** It counts only while an earlier parameter holds one of these values. */
  when: z
    .strictObject({ parameter: z.string().max(64), equals: z.array(value).min(1).max(64) })
    .optional(),
};
const scale = z.enum(['linear', 'log']).default('linear');

const parameter = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('float'), ...named, low: z.number(), high: z.number(), scale }),
  z.strictObject({ kind: z.literal('integer'), ...named, low: z.int(), high: z.int(), scale }),
  z.strictObject({
    kind: z.literal('categorical'),
    ...named,
    choices: z.array(value).min(1).max(256),
  }),
]);

/** Parameters, parents before what depends on them. An empty list stands for the objective's own space. */
export const searchParameters = z
  .array(parameter)
  .max(64)
  .superRefine((parameters, context) => {
    if (parameters.length === 0) return;
    for (const { path, message } of spaceProblems({ parameters })) {
      const place = path.split('.').slice(1);
      context.addIssue({
        code: 'custom',
        path: place.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
        message,
      });
    }
  });
export type SearchParameters = SearchSpace['parameters'];
