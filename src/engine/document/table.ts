/** What it is: what a design says of a user's own data: the text itself, and what is to be learned from it. */

import { z } from 'zod';
import { TEXT_MOST } from '../table/csv.ts';
import { MISSING_RULES } from '../table/lesson.ts';

const columnNames = z.array(z.string().max(200)).max(500).default([]);

export const tableSettings = z.strictObject({
  file: z.string().max(200),
  text: z.string().max(TEXT_MOST),
  target: z.string().max(200),
  missing: z.enum(MISSING_RULES).default('mean'),
  /** Columns of numbers that are names. */
  asCategories: columnNames,
  /** Columns that are left out. */
  ignored: columnNames,
});
export type TableForm = z.infer<typeof tableSettings>;
