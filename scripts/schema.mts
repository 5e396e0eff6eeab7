/**
 * Writes docs/design.schema.json from the design's own schema: `npx tsx scripts/schema.mts`.
 * A test compares the two, so a change of the document's schema cannot forget this file.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { designJsonSchema } from '../src/engine/document/jsonSchema.ts';

const path = fileURLToPath(new URL('../docs/design.schema.json', import.meta.url));
const options = await prettier.resolveConfig(path);
const text = JSON.stringify(designJsonSchema());
writeFileSync(path, await prettier.format(text, { ...options, parser: 'json' }));
