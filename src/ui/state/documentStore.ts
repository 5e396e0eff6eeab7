/**
 * What it is: the design that is being edited, and its history.
 * Every change goes through `edit`, which puts the difference on a tape with a label: undo covers
 * everything, selection and viewport are not part of it, and nothing that a run does gets on it.
 * A gesture (a drag, typing into one field) is one step however many edits it makes: edits with the same
 * gesture name melt into one until another edit, an undo or `endGesture` comes between.
 */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Design } from '../../engine/document/design.ts';
import { newDesign } from '../../engine/document/newDesign.ts';
import { applyChange, changeBetween } from './designChanges.ts';
import type { DesignChange } from './designChanges.ts';

/** Steps kept; the oldest are forgotten. */
const TAPE_LENGTH = 500;

/** One step of the history. */
export interface TapeStep {
  readonly label: string;
  readonly change: DesignChange;
}

/**
 * saved: what is on screen is stored (or nothing was changed yet); changed, saving: not yet; failed: storing
 * did not work; elsewhere: another tab has this design, so this one does not write.
 */
export type SavedState = 'saved' | 'changed' | 'saving' | 'failed' | 'elsewhere';

export interface DocumentState {
  readonly design: Design;
  /** Where the design is kept: the key in storage. Changes when another document is opened. */
  readonly documentId: string;
  /** Raised by every change, undo and redo: a cheap way to notice one. */
  readonly revision: number;
  readonly tape: readonly TapeStep[];
  /** Steps before this place have been done, those from here on undone. */
  readonly position: number;
  readonly saved: SavedState;
}

export interface EditOptions {
  /** Name of the gesture this edit belongs to, such as `move:n3` or `field:n3.parameters.f`. */
  readonly gesture?: string;
}

export interface DocumentActions {
  /** Replaces the design by what `recipe` makes of it; `recipe` changes nothing in place and keeps what is the same. */
  edit(label: string, recipe: (design: Design) => Design, options?: EditOptions): void;
  /** The next edit begins a new step, even of the same gesture. */
  endGesture(): void;
  undo(): void;
  redo(): void;
  /** Shows another document, with an empty history. */
  open(documentId: string, design: Design): void;
  markSaved(saved: SavedState): void;
}

export type DocumentStore = StoreApi<DocumentState> & DocumentActions;

interface OpenGesture {
  readonly name: string;
  /** The design before the gesture's first edit. */
  readonly before: Design;
  /** Whether its step is on the tape: a drag that has come back to where it began has none. */
  readonly hasStep: boolean;
}

/** A store of its own: for the page below, and for each test. */
export function createDocumentStore(
  design = newDesign('Untitled design'),
  documentId = 'new',
): DocumentStore {
  const store = createStore<DocumentState>(() => initialState(documentId, design));
  let gesture: OpenGesture | undefined;

  const edit: DocumentActions['edit'] = (label, recipe, options) => {
    const state = store.getState();
    const after = recipe(state.design);
    if (after === state.design) return;
    const continued =
      gesture !== undefined && gesture.name === options?.gesture ? gesture : undefined;
    const change = changeBetween(continued?.before ?? state.design, after);
    if (change.length === 0 && continued === undefined) return;
    gesture =
      options?.gesture === undefined
        ? undefined
        : {
            name: options.gesture,
            before: continued?.before ?? state.design,
            hasStep: change.length > 0,
          };
    const keptSteps = continued?.hasStep === true ? state.position - 1 : state.position;
    store.setState({
      design: after,
      ...tapeWith(state.tape.slice(0, keptSteps), { label, change }),
      revision: state.revision + 1,
      saved: afterChange(state.saved),
    });
  };

  const move = (direction: 'forwards' | 'backwards'): void => {
    gesture = undefined;
    const state = store.getState();
    const step = state.tape[direction === 'forwards' ? state.position : state.position - 1];
    if (step === undefined) return;
    store.setState({
      design: applyChange(state.design, step.change, direction),
      position: state.position + (direction === 'forwards' ? 1 : -1),
      revision: state.revision + 1,
      saved: afterChange(state.saved),
    });
  };

  return Object.assign(store, {
    edit,
    endGesture: () => {
      gesture = undefined;
    },
    undo: () => {
      move('backwards');
    },
    redo: () => {
      move('forwards');
    },
    open: (nextId: string, nextDesign: Design) => {
      gesture = undefined;
      const { revision } = store.getState();
      store.setState({ ...initialState(nextId, nextDesign), revision: revision + 1 });
    },
    markSaved: (saved: SavedState) => {
      if (store.getState().saved !== saved) store.setState({ saved });
    },
  });
}

function initialState(documentId: string, design: Design): DocumentState {
  return { design, documentId, revision: 0, tape: [], position: 0, saved: 'saved' };
}

/** A change makes the design unsaved, unless another tab is the one that saves. */
function afterChange(saved: SavedState): SavedState {
  return saved === 'elsewhere' ? saved : 'changed';
}

/** The tape with one more step, unless the step changes nothing. */
function tapeWith(
  kept: readonly TapeStep[],
  step: TapeStep,
): Pick<DocumentState, 'tape' | 'position'> {
  const tape = step.change.length === 0 ? kept : [...kept, step].slice(-TAPE_LENGTH);
  return { tape, position: tape.length };
}

/** What undo would undo; undefined when there is nothing. */
export function undoLabel(state: DocumentState): string | undefined {
  return state.tape[state.position - 1]?.label;
}

/** What redo would do again; undefined when there is nothing. */
export function redoLabel(state: DocumentState): string | undefined {
  return state.tape[state.position]?.label;
}

/** The page's document. */
export const documentStore = createDocumentStore();

/** A part of the document; the selector must not build a new object each time. */
export function useDocument<Part>(selector: (state: DocumentState) => Part): Part {
  return useStore(documentStore, selector);
}
