/** What it is: the commands that concern the design as a whole and its history. */

import type { Command } from '../commands/registry.ts';
import { documentStore, redoLabel, undoLabel } from '../state/documentStore.ts';
import { pickFile } from '../state/files.ts';
import { noticeStore } from '../state/noticeStore.ts';
import {
  FILES_ACCEPTED,
  exportDesign,
  exportRecording,
  importFile,
  openDesign,
  workspace,
} from '../state/studio.ts';
import { newDesign } from '../../engine/document/newDesign.ts';
import { frameStore } from '../state/frameStore.ts';

export const DOCUMENT_COMMANDS: readonly Command[] = [
  {
    id: 'document.undo',
    group: 'Edit',
    title: () => {
      const label = undoLabel(documentStore.getState());
      return label === undefined ? 'Undo' : `Undo: ${label}`;
    },
    keys: ['Mod+Z'],
    when: () => undoLabel(documentStore.getState()) !== undefined,
    run: () => {
      const label = undoLabel(documentStore.getState());
      documentStore.undo();
      noticeStore.announce(`Undone: ${label ?? ''}`);
    },
  },
  {
    id: 'document.redo',
    group: 'Edit',
    title: () => {
      const label = redoLabel(documentStore.getState());
      return label === undefined ? 'Redo' : `Redo: ${label}`;
    },
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    when: () => redoLabel(documentStore.getState()) !== undefined,
    run: () => {
      const label = redoLabel(documentStore.getState());
      documentStore.redo();
      noticeStore.announce(`Done again: ${label ?? ''}`);
    },
  },
  {
    id: 'document.new',
    group: 'Design',
    title: 'New design',
    keys: ['Alt+N'],
    words: 'empty blank create',
    run: () => openDesign(newDesign('Untitled design')),
  },
  {
    id: 'document.copy',
    group: 'Design',
    title: 'Go on with a copy of this design',
    keys: ['Alt+C'],
    words: 'duplicate save as',
    run: () => workspace.openCopy(),
  },
  {
    id: 'document.save',
    group: 'Design',
    title: 'Save now',
    keys: ['Mod+S'],
    words: 'store keep',
    isForTyping: true,
    run: async () => {
      await workspace.autosave.flush();
      const { saved } = documentStore.getState();
      if (saved === 'saved') noticeStore.announce('Saved in this browser');
    },
  },
  {
    id: 'document.rename',
    group: 'Design',
    title: 'Rename the design',
    keys: ['F2'],
    run: () => {
      const field = document.querySelector('#design-name');
      if (!(field instanceof HTMLInputElement)) return;
      field.focus();
      field.select();
    },
  },
  {
    id: 'document.import',
    group: 'Design',
    title: 'Open a file…',
    keys: ['Mod+O'],
    words: 'import load design recording json',
    run: async () => {
      const file = await pickFile(FILES_ACCEPTED);
      if (file !== undefined) await importFile(file);
    },
  },
  {
    id: 'document.export',
    group: 'Design',
    title: 'Download the design',
    keys: ['Mod+Shift+S'],
    words: 'export json file',
    run: exportDesign,
  },
  {
    id: 'recording.export',
    group: 'Design',
    title: 'Download the recording of this run',
    keys: ['Mod+Shift+E'],
    words: 'export save record file concord',
    when: () => frameStore.getState().frame !== undefined,
    run: exportRecording,
  },
];
