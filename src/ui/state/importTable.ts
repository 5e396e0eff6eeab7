/**
 * What it is: a CSV file from the person's disk becomes the data of a node: of the data set that is selected, else of a new one.
 * What is wrong with the file is said by line and column, and nothing changes then.
 */

import type { Result } from '../../engine/base/result.ts';
import { failure, success } from '../../engine/base/result.ts';
import type { Design, NodeOf } from '../../engine/document/design.ts';
import type { TableForm } from '../../engine/document/table.ts';
import { TEXT_MOST } from '../../engine/table/csv.ts';
import { lessonOf, tableOf } from '../../engine/table/lesson.ts';
import { sayProblem } from '../../engine/table/problems.ts';
import type { TableColumn } from '../../engine/table/table.ts';
import { addNode, freshId, updateNodeOf } from './designEdits.ts';
import { documentStore } from './documentStore.ts';
import { geometryOf } from './nodeGeometry.ts';
import { noticeStore } from './noticeStore.ts';
import { freePlace } from './placing.ts';
import { sessionStore } from './sessionStore.ts';

/** Four bytes a character are the most that UTF-8 takes. */
const BYTES_MOST = 4 * TEXT_MOST;
/** So few different whole numbers to predict are taken for classes. */
const CLASSES_GUESSED = 10;
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
      : readTableBytes(file.name, new Uint8Array(await file.arrayBuffer()));
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
  noticeStore.dismissTopic('table');
  placeTable(read.value, nodeId);
}

/** The bytes of a file as what a design says of it, or what is wrong, in sentences. */
export function readTableBytes(
  name: string,
  bytes: Uint8Array,
): Result<TableForm, readonly string[]> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failure(['It is no UTF-8 text: save it as UTF-8 in the program that it comes from.']);
  }
  const read = tableOf(text);
  if (!read.ok) return failure(read.problem.map((problem) => sayProblem(problem)));
  const target = read.value.columns.at(-1);
  const form: TableForm = {
    file: name.slice(0, 200),
    text,
    target: target?.name ?? '',
    missing: 'mean',
    asCategories: target !== undefined && looksLikeClasses(target) ? [target.name] : [],
    ignored: read.value.columns.filter(isEachItsOwn).map((column) => column.name),
  };
  const lesson = lessonOf(form);
  return lesson.ok || read.value.rows >= 10 ? success(form) : failure(lesson.problem);
}

/** A few whole numbers that come again are classes more often than measures. */
function looksLikeClasses(column: TableColumn): boolean {
  if (column.kind === 'category') return false;
  const distinct = new Set(column.values.filter((value) => !Number.isNaN(value)));
  return (
    distinct.size <= CLASSES_GUESSED && [...distinct].every((value) => Number.isInteger(value))
  );
}

/** Names and notes, of which hardly one is like another, teach nothing. */
function isEachItsOwn(column: TableColumn): boolean {
  return column.kind === 'category' && column.categories.length > 100;
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
