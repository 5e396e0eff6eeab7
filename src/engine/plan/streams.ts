/** What it is: the data of a design: its name in the plan; and what is wrong with the changes of generated streams. */

import { changeRows, readStreamName, streamName, STREAMS } from '../base/streamName.ts';
import { DATASET_IDS, REGRESSION_IDS, TEXT_IDS } from '../document/design.ts';
import type { Design, NodeOf } from '../document/design.ts';
import { isStream, USUAL_STREAM } from '../document/stream.ts';
import type { TableSource } from '../table/lesson.ts';
import { lessonOf, tableName } from '../table/lesson.ts';
import type { Findings } from './diagnostics.ts';
import type { Parameters } from './parameters.ts';

/** The name under which a run finds the data: of a bundled data set, or all that a stream is made from. */
export function planData(node: NodeOf<'dataset'>, seed: number): string {
  const { dataset, stream = USUAL_STREAM, table } = node;
  if (dataset === 'table' && table !== undefined) return tableName(table);
  if (!isStream(dataset)) return dataset;
  return streamName({ generator: dataset, ...stream, seed: stream.seed ?? seed });
}

/** Whether there is data of this name, perhaps in the table that comes with it. */
export function isData(name: string | undefined, table?: TableSource): boolean {
  if (table !== undefined) return name === tableName(table) && lessonOf(table).ok;
  return (
    name !== undefined &&
    (DATASET_IDS.some((one) => one === name) || readStreamName(name) !== undefined)
  );
}

/** Says when rows that have numbers, or questions, are to be judged one after another, which only classes can be. */
export function checkPrequential(
  findings: Findings,
  where: { readonly path: string; readonly node: string; readonly name: string },
  parameters: Parameters,
  dataset: string | undefined,
): void {
  const isStreamed = parameters['evaluation'] === 'prequential';
  if (!isStreamed || dataset === undefined) return;
  if (!REGRESSION_IDS.includes(dataset) && !TEXT_IDS.includes(dataset)) return;
  findings.add({
    severity: 'error',
    code: 'wrongTask',
    path: `${where.path}.parameters.evaluation`,
    node: where.node,
    message: `${where.name}: prequential evaluation is of classes, and the data set ${dataset} has ${TEXT_IDS.includes(dataset) ? 'answers in words' : 'numbers'}; choose held_out, or data that has classes.`,
  });
}

/** Says which changes cannot be, and which never happen. */
export function checkStreams(design: Design, findings: Findings): void {
  design.nodes.forEach((node, place) => {
    if (node.kind !== 'dataset' || !isStream(node.dataset)) return;
    const { id, name, stream = USUAL_STREAM } = node;
    const { title, isContinuous } = STREAMS[node.dataset];
    const path = `nodes.${place}.stream`;
    if (stream.change === 'incremental' && !isContinuous)
      findings.add({
        severity: 'error',
        code: 'impossibleChange',
        path: `${path}.change`,
        node: id,
        message: `${name}: the concepts of a ${title} have nothing between them, so it cannot change incrementally; choose abrupt, gradual or recurring.`,
      });
    if (stream.change !== 'none' && changeRows(stream).length === 0)
      findings.add({
        severity: 'warning',
        code: 'changeWithoutEffect',
        path: `${path}.changeRow`,
        node: id,
        message: `${name}: its concept changes at row ${stream.changeRow}, which is not between its first row and its last, ${stream.rows - 1}: it never does.`,
      });
  });
}
