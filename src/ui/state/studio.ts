/**
 * What it is: the studio of this page: its workspace, and what people open: scenarios, demonstrations,
 * earlier runs, files. Every way of opening something saves the open design first, and a refusal is said in
 * words and changes nothing.
 */

import type { Failure } from '../../engine/base/result.ts';
import type { Design } from '../../engine/document/design.ts';
import { readDesign } from '../../engine/document/read.ts';
import type { RunRecord } from './database.ts';
import { demoBytes } from './demos.ts';
import type { Demo } from './demos.ts';
import { createDesignLock } from './designLock.ts';
import { documentStore } from './documentStore.ts';
import { downloadFile, fileStem } from './files.ts';
import { frameStore } from './frameStore.ts';
import { indexedDatabase } from './indexedDatabase.ts';
import { importTable, isTableFile } from './importTable.ts';
import { noticeStore } from './noticeStore.ts';
import { playbackStore } from './playbackStore.ts';
import { prepareTables } from './prepareTables.ts';
import { runsStore } from './runsStore.ts';
import { readScenario } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';
import { sessionStore } from './sessionStore.ts';
import { browserStorage } from './storage.ts';
import { createWorkspace } from './workspace.ts';

export const DESIGN_TYPE = 'application/json';
export const RECORDING_TYPE = 'application/octet-stream';
/** What the file dialog shows. */
export const FILES_ACCEPTED = '.json,.concord,.csv,.tsv';
/** Nothing the studio makes is larger; a larger file is refused before it is read into memory. */
const FILE_BYTES_MAX = 512 * 1024 * 1024;

export const database = indexedDatabase();

/** The page's workspace. */
export const workspace = createWorkspace({
  documents: documentStore,
  session: sessionStore,
  notices: noticeStore,
  database,
  lock: createDesignLock(globalThis.navigator?.locks),
  storage: browserStorage(),
  now: () => Date.now(),
  prepare: prepareTables,
  download: () => {
    exportDesign();
  },
});

/** Offers the open design as a file. */
export function exportDesign(): void {
  const { design } = documentStore.getState();
  const text = `${JSON.stringify(design, undefined, 2)}\n`;
  downloadFile(`${fileStem(design.name)}.json`, text, DESIGN_TYPE);
  noticeStore.announce(`Design ${design.name} downloaded`);
}

/** Offers the open run, as far as it has come, as a file. */
export async function exportRecording(): Promise<void> {
  const saved = await playbackStore.save();
  if (!saved.ok) {
    noticeStore.notifyFailure('The recording could not be made', saved.problem);
    return;
  }
  const name = frameStore.getState().brief?.design.name ?? 'run';
  downloadFile(`${fileStem(name)}.concord`, saved.value, RECORDING_TYPE);
  noticeStore.announce('Recording downloaded');
}

/** Runs the open design from its start. */
export async function runDesign(): Promise<void> {
  const { design } = documentStore.getState();
  const problem = await playbackStore.run(design, design.seed);
  if (problem === undefined) noticeStore.dismissTopic('invalidDesign');
  else showRefusedRun(problem);
}

function showRefusedRun(problem: Failure): void {
  noticeStore.notifyFailure('The run could not start', problem, [
    {
      label: 'Show problems',
      run: () => {
        sessionStore.showDialog('problems');
      },
    },
  ]);
}

/** Opens a scenario as a design of one's own and runs it at its pace. */
export async function openScenario(scenario: Scenario): Promise<void> {
  const read = readScenario(scenario);
  if (!read.ok) {
    refuseToOpen(scenario.name, read.problem);
    return;
  }
  await openDesign(read.value);
  await runDesign();
}

/** Shows a design that is not stored yet, with nothing running. */
export async function openDesign(design: Design): Promise<void> {
  await playbackStore.stop();
  await workspace.openDesign(design);
  playbackStore.setSpeed(design.pace);
  forgetRefusals();
  noticeStore.announce(`${design.name} opened`);
}

/** Something else is on screen: what was said of a design that is gone, or a file that would not open, is over. */
function forgetRefusals(): void {
  noticeStore.dismissTopic('invalidDesign');
  noticeStore.dismissTopic(OPENING);
}

/** The topic of what could not be opened. */
const OPENING = 'opening';

function refuseToOpen(name: string, problem: Failure): void {
  noticeStore.notify({
    title: `${name} could not be opened`,
    message: problem.message,
    tone: 'bad',
    topic: OPENING,
  });
}

/** Shows a stored design. */
export async function openStored(id: string): Promise<void> {
  const opened = await workspace.openStored(id);
  if (!opened.ok) {
    refuseToOpen('The design', opened.problem);
    return;
  }
  forgetRefusals();
  await playbackStore.stop();
  playbackStore.setSpeed(opened.value.pace);
}

/** Opens a run of the history: its recording, or its design run again. */
export async function openRun(run: RunRecord): Promise<void> {
  const bytes = run.recordingBytes === undefined ? undefined : await runsStore.recordingOf(run.id);
  if (bytes !== undefined) {
    await openRecording(bytes, run.name);
    return;
  }
  await openDesign({ ...run.design, seed: run.seed });
  await runDesign();
}

/** Plays a recording and shows the design it was made from. */
async function openRecording(bytes: Uint8Array, name: string): Promise<void> {
  const problem = await playbackStore.openRecording(bytes, name);
  if (problem !== undefined) {
    refuseToOpen(name, problem);
    return;
  }
  forgetRefusals();
  const design = frameStore.getState().brief?.design;
  if (design === undefined) return;
  playbackStore.setSpeed(design.pace);
  if (JSON.stringify(design) !== JSON.stringify(documentStore.getState().design)) {
    await workspace.openDesign(design);
  }
}

/** Plays a demonstration. */
export async function openDemo(demo: Demo): Promise<void> {
  const bytes = await demoBytes(demo);
  if (bytes.ok) await openRecording(bytes.value, demo.name);
  else noticeStore.notifyFailure(`${demo.name} could not be fetched`, bytes.problem);
}

/** Opens a design or a recording from a file. */
export async function importFile(file: File): Promise<void> {
  const refused = (problem: Failure): void => {
    refuseToOpen(file.name, problem);
  };
  if (file.size > FILE_BYTES_MAX) {
    refused({ kind: 'tooLarge', message: 'The file is larger than 512 MB.' });
    return;
  }
  if (isTableFile(file.name)) {
    await importTable(file);
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!looksLikeText(bytes)) {
    await openRecording(bytes, file.name);
    return;
  }
  const read = readDesign(new TextDecoder().decode(bytes));
  if (!read.ok) {
    refused(read.problem);
    return;
  }
  await openDesign(read.value.design);
}

/** A design is JSON and begins with a brace; a recording begins with its magic bytes. */
function looksLikeText(bytes: Uint8Array): boolean {
  const first = bytes.subarray(0, 64).find((byte) => byte > 0x20 && byte < 0x7f);
  return first === 0x7b || first === 0x5b;
}

/** Makes faults of the design of all that was done by hand to the open run before the cursor. */
export async function keepDeeds(): Promise<void> {
  const { design } = documentStore.getState();
  const kept = await playbackStore.keepDeeds(design);
  if (!kept.ok) {
    noticeStore.notifyFailure('Nothing was kept', kept.problem);
    return;
  }
  documentStore.edit('Keep what was done by hand', () => kept.value);
  noticeStore.announce('What was done by hand is in the design');
}

/** Acts on the open run at the cursor, and says so when it cannot. */
export async function interveneNow(
  action: Parameters<typeof playbackStore.intervene>[0],
  spoken: string,
): Promise<void> {
  const wasRecording = frameStore.getState().frame?.isRecording === true;
  const problem = await playbackStore.intervene(action);
  if (problem !== undefined) {
    noticeStore.notifyFailure('That could not be done', problem);
    return;
  }
  noticeStore.announce(spoken);
  if (!wasRecording) return;
  noticeStore.notify({
    title: 'A live run from here on',
    message:
      'You changed what happened, so it goes on from the cursor in a new way. The recording itself stays as it is.',
    topic: 'fork',
  });
}
