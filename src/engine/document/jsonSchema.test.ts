import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { designJsonSchema } from './jsonSchema.ts';

test('docs/design.schema.json is up to date (npx tsx scripts/schema.mts writes it)', () => {
  const path = new URL('../../../docs/design.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(designJsonSchema());
});
