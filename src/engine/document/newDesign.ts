/** What it is: an empty design with every default written out. */

import type { Design } from './design.ts';
import { DESIGN_FORMAT, DESIGN_VERSION, designSchema } from './design.ts';

/** A design without nodes. `name` has 1 to 120 characters. */
export function newDesign(name: string): Design {
  return designSchema.parse({ format: DESIGN_FORMAT, version: DESIGN_VERSION, name });
}
