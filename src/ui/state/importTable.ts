/**
 * What it is: a CSV file from the person's disk becomes the data of a node: of the data set that is selected, else of a new one.
 * It is read in a worker. What is wrong with it is said by line and column, and nothing changes then.
 */

import type { Result } from '../../engine/base/result.ts';
import { failure } from '../../engine/base/result.ts';
import type { Design, NodeOf } from '../../engine/document/design.ts';
import type { TableForm } from '../../engine/document/table.ts';
import { TEXT_MOST } from '../../engine/table/csv.ts';
import { keepTable } from '../../engine/table/lesson.ts';
import { readTableFile } from '../../workers/client/connectTable.ts';
import type { TableRead } from '../../workers/tableApi.ts';
import { addNode, freshId, updateNodeOf } from './designEdits.ts';
import { documentStore } from './documentStore.ts';
import { geometryOf } from './nodeGeometry.ts';
import { noticeStore } from './noticeStore.ts';
import { freePlace } from './placing.ts';
import { nameInTurn } from './prepareTables.ts';
import { sessionStore } from './sessionStore.ts';

/** Four bytes a character are the most that UTF-8 takes. */
const BYTES_MOST = 4 * TEXT_MOST;
/** A smaller file is read before anybody could read that it is. */
const BYTES_SOON = 500_000;
/** So many problems fit into a notice. */
const PROBLEMS_SHOWN = 3;

/** Whether a file of this name is read as a table. */
export function isTableFile(name: string): boolean {
  return /\.(?:csv|tsv|tab)$/i.test(name);
}

/** Reads the file and puts it into the design, or says why not. */
export async function importTable(file: File, nodeId?: string): Promise<void> {
  const read =
    file.size > BYTES_MOST
      ? failure([
          `It has ${Math.round(file.size / 1e6)} MB, and at most 8 million characters can be taken.`,
        ])
      : await readAside(file);
  if (!read.ok) {
    const more = read.problem.length - PROBLEMS_SHOWN;
    const shown = read.problem.slice(0, PROBLEMS_SHOWN).join(' ');
    noticeStore.notify({
      tone: 'bad',
      title: `${file.name} is not taken`,
      message: more > 0 ? `${shown} And ${more} more.` : shown,
      topic: 'table',
    });
    return;
  }
  const { form, table } = read.value;
  keepTable(form.text, table);
  await nameInTurn(form.text);
  noticeStore.dismissTopic('table');
  placeTable(form, nodeId);
}

/** Reads the file in a worker, and says so meanwhile. */
async function readAside(file: File): Promise<Result<TableRead, readonly string[]>> {
  if (file.size > BYTES_SOON)
    noticeStore.notify({ tone: 'plain', title: `Reading ${file.name} …`, topic: 'table' });
  try {
    return await readTableFile(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (trouble) {
    const why = trouble instanceof Error ? trouble.message : String(trouble);
    return failure([`It could not be read: ${why}. Try again, or leave out rows or columns.`]);
  }
}

function placeTable(table: TableForm, nodeId: string | undefined): void {
  const { design } = documentStore.getState();
  const chosen = nodeId ?? sessionStore.getState().selection.nodes[0];
  const node = design.nodes.find((one) => one.id === chosen);
  if (node?.kind === 'dataset') {
    documentStore.edit(`Load ${table.file}`, (before) =>
      updateNodeOf(before, node.id, 'dataset', (one) => withTable(one, table)),
    );
    noticeStore.announce(`${table.file} is the data of ${node.name} now`);
    return;
  }
  const made = newNode(design, table);
  documentStore.edit(`Load ${table.file}`, (before) => addNode(before, made));
  sessionStore.select([made.id]);
  noticeStore.announce(`${table.file} added to the canvas`);
}

/** The node with this table for its data. */
function withTable(node: NodeOf<'dataset'>, table: TableForm): NodeOf<'dataset'> {
  const { stream: _stream, ...rest } = node;
  return { ...rest, dataset: 'table', table };
}

function newNode(design: Design, table: TableForm): NodeOf<'dataset'> {
  const node: NodeOf<'dataset'> = {
    kind: 'dataset',
    id: freshId(design, 'table'),
    name: table.file.replace(/\.\w+$/, '').slice(0, 60) || 'Data',
    position: { x: 0, y: 0 },
    dataset: 'table',
    table,
  };
  return { ...node, position: freePlace(design, geometryOf(node), node.kind) };
}
