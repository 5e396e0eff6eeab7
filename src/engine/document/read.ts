/**
 * What it is: a design from a stranger's text or object: bounded, migrated, checked against the schema.
 * Errors: returned. The failure carries one sentence for the user and one for each mistake that was found.
 */

import { parseJson, refuseKeys } from '../base/safeJson.ts';
import type { Failure, Result } from '../base/result.ts';
import { failure, success } from '../base/result.ts';
import type { Design } from './design.ts';
import { DESIGN_FORMAT, DESIGN_VERSION, designSchema } from './design.ts';
import { MIGRATIONS } from './migrations.ts';
import type { Mistake } from './say.ts';
import { sayIssues } from './say.ts';
import { sayValue } from './values.ts';

export const DESIGN_CHARS_MAX = 10_000_000;
const DESIGN_DEPTH_MAX = 64;

export interface ReadDesign {
  readonly design: Design;
  /** The version that the document had, when it was an older one. */
  readonly migratedFrom: number | undefined;
}

export interface DesignFailure extends Failure {
  /** Each with its path; empty when the document as a whole is refused. */
  readonly problems: readonly Mistake[];
}

/** The design in `source`: a file's text, or what was parsed or stored elsewhere. */
export function readDesign(source: unknown): Result<ReadDesign, DesignFailure> {
  const parsed =
    typeof source === 'string'
      ? parseJson(source, { charsMax: DESIGN_CHARS_MAX, depthMax: DESIGN_DEPTH_MAX })
      : refuseKeys(source, DESIGN_DEPTH_MAX);
  if (!parsed.ok) return refuse(parsed.problem);
  const document = parsed.value;
  if (!isDocument(document)) return refuse(notOurs(document));
  const { version } = document;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0)
    return refuseMistakes([
      { path: 'version', message: `${saysOrMissing(version)}; write ${DESIGN_VERSION}` },
    ]);
  if (version > DESIGN_VERSION)
    return refuse({
      kind: 'tooNew',
      message: `The design has version ${version}; this Concord reads versions up to ${DESIGN_VERSION}. Open it with a newer one.`,
    });
  const newest = migrate(document, version);
  const checked = designSchema.safeParse(newest);
  if (!checked.success)
    return refuseMistakes(sayIssues(designSchema, newest, checked.error.issues));
  return success({
    design: checked.data,
    migratedFrom: version === DESIGN_VERSION ? undefined : version,
  });
}

type Document = Readonly<Record<string, unknown>>;

function isDocument(value: unknown): value is Document {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === DESIGN_FORMAT
  );
}

function migrate(document: Document, version: number): Document {
  return MIGRATIONS.slice(version).reduce<Document>(
    (older, migration) => migration.migrate(older),
    document,
  );
}

function notOurs(value: unknown): Failure {
  const found =
    typeof value === 'object' && value !== null && 'format' in value
      ? `its format is ${sayValue(value.format)}`
      : `it has no field named format`;
  return {
    kind: 'notOurs',
    message: `This is not a Concord design: ${found}, and should be ${DESIGN_FORMAT}.`,
  };
}

function saysOrMissing(value: unknown): string {
  return value === undefined ? 'is missing' : `holds ${sayValue(value)}`;
}

function refuse(problem: Failure): Result<ReadDesign, DesignFailure> {
  return failure({ ...problem, problems: [] });
}

function refuseMistakes(problems: readonly Mistake[]): Result<ReadDesign, DesignFailure> {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return failure({
    kind: 'invalidDesign',
    message:
      first === undefined
        ? 'The design is not valid.'
        : `The design is not valid: ${first.path === '' ? 'it' : first.path} ${first.message}${more}.`,
    problems,
  });
}
