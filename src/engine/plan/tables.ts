/** What it is: users' own data in a design: what is wrong with it, said before a run. */

import type { Design } from '../document/design.ts';
import { lessonOf } from '../table/lesson.ts';
import type { Findings } from './diagnostics.ts';

/** Says which data set has no table, and which table cannot be learned from. */
export function checkTables(design: Design, findings: Findings): void {
  design.nodes.forEach((node, place) => {
    if (node.kind !== 'dataset' || node.dataset !== 'table') return;
    const at = {
      severity: 'error',
      code: 'badTable',
      path: `nodes.${place}.table`,
      node: node.id,
    } as const;
    if (node.table === undefined) {
      const message = `${node.name} has no data yet: drop a CSV file on it, or choose one in the inspector.`;
      findings.add({ ...at, message });
      return;
    }
    const lesson = lessonOf(node.table);
    if (lesson.ok) return;
    for (const problem of lesson.problem)
      findings.add({ ...at, message: `${node.name}, ${node.table.file}: ${problem}` });
  });
}
