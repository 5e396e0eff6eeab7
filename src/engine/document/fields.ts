/** What it is: the fields that several parts of the design document have: ids, names, times, references. */

import { z } from 'zod';

const LIMIT_NAME = 120;

export const id = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9_-]{0,63}$/,
    'an id starts with a small letter and has only letters, digits, _ and -',
  );
export const name = z.string().min(1).max(LIMIT_NAME);
export const time = z
  .int()
  .min(0)
  .max(2 ** 47);
export const sharePpm = z.int().min(0).max(1_000_000);

/** `pool/3` for the fourth agent of a pool, `coordination/client` for an actor that a protocol brings. */
export const agentReference = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9_-]{0,63}\/[a-zA-Z0-9_-]{1,64}$/,
    'write an agent as pool/number, such as replicas/0',
  );

/**
 * Whom a fault strikes: `pool/3` is the fourth agent of a pool, `pool` all of them however many there are,
 * `coordination/client` an actor that a protocol brings, `coordination/region` all who are in a region.
 */
export const faultTarget = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9_-]{0,63}(\/[a-zA-Z0-9_-]{1,64})?$/,
    'write an agent as pool/number, such as replicas/0, or a whole pool by its id',
  );
