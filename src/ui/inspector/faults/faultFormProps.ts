/** What it is: what each part of a fault's form is given. */

import type { Fault } from '../../../engine/document/fault.ts';

export interface FaultFormProps {
  readonly fault: Fault;
  /** Of the fault in the document, for problems to point at. */
  readonly path: string;
}
