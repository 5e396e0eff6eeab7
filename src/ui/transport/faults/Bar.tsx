/** What it is: one bar of the fault track: its edges and its body are dragged, or moved by keys. */

import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { updateFault } from '../../state/designEdits.ts';
import { documentStore } from '../../state/documentStore.ts';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';
import { Tooltip } from '../../widgets/Tooltip.tsx';
import { placeOfTime, timeOfPlace } from '../timeline.ts';
import { nudge, open, remove } from './barActs.ts';
import { endedFault, movedFault } from './bars.ts';
import type { BarPart, FaultBar } from './bars.ts';
import { snapTime } from './snap.ts';

const EDGE = 7;
const WIDTH_LEAST = 14;
/** One that waits is a label at the time from which on it does. */
export const WAITING_WIDTH = 130;
const GLYPH_ROOM = 12;
const LABEL_ROOM = 70;
const REACH = 0.99;

interface BarProps {
  readonly bar: FaultBar;
  readonly end: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  /** Its menu is wanted. */
  readonly onMenu: () => void;
}

interface Drag {
  readonly part: BarPart;
  /** Where the pointer went down, in µs. */
  readonly from: number;
  readonly fault: NonNullable<FaultBar['fault']>;
}

export function Bar({ bar, end, width, top, height, onMenu }: BarProps) {
  const drag = useRef<Drag | undefined>(undefined);
  const left = placeOfTime(bar.from, end, width);
  const right = placeOfTime(bar.to ?? end, end, width);
  const span = bar.isWaiting ? WAITING_WIDTH : Math.max(right - left, WIDTH_LEAST);
  const place = Math.min(left, Math.max(0, width - Math.min(span, WAITING_WIDTH)));
  const timeUnder = (event: PointerEvent): number => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    // Short of the very end, where the stretch would begin to grow under the pointer.
    return Math.min(timeOfPlace(event.clientX - (box?.left ?? 0), end, width), end * REACH);
  };
  return (
    <Tooltip label={bar.words} side="top">
      <button
        type="button"
        className="fault-bar"
        aria-label={bar.words}
        aria-haspopup="menu"
        aria-keyshortcuts="ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight Delete Enter Shift+F10"
        data-fault={bar.id}
        data-made={bar.fault === undefined || undefined}
        data-waiting={bar.isWaiting || undefined}
        data-lasts={bar.to === undefined || undefined}
        data-fixed={bar.fault === undefined || bar.fault.when !== undefined || undefined}
        style={{ left: place, width: span, top, height }}
        onPointerDown={(event) => {
          if (event.button !== 0 || bar.fault === undefined || bar.fault.when !== undefined) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = {
            part: partUnder(event, span),
            from: timeUnder(event),
            fault: bar.fault,
          };
        }}
        onPointerMove={(event) => {
          if (drag.current === undefined) return;
          move(bar.id, drag.current, timeUnder(event), end);
        }}
        onPointerUp={() => {
          endDrag();
        }}
        onPointerCancel={() => {
          endDrag();
        }}
        onDoubleClick={() => {
          open(bar);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          onMenu();
        }}
        onKeyDown={(event) => {
          const isMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
          if (isMenu) onMenu();
          if (isMenu || actByKey(event, bar, end)) event.preventDefault();
        }}
      >
        <span className="fault-edge" data-side="begin" aria-hidden="true" />
        {height >= GLYPH_ROOM ? <BlockGlyph glyph={bar.kind} size={12} /> : undefined}
        {height >= GLYPH_ROOM && span >= LABEL_ROOM ? (
          <span className="fault-name truncate">{labelOf(bar)}</span>
        ) : undefined}
        <span className="fault-edge" data-side="end" aria-hidden="true" />
      </button>
    </Tooltip>
  );

  function endDrag(): void {
    if (drag.current === undefined) return;
    drag.current = undefined;
    documentStore.endGesture();
  }
}

function partUnder(event: PointerEvent<HTMLElement>, span: number): BarPart {
  const box = event.currentTarget.getBoundingClientRect();
  const x = event.clientX - box.left;
  // A bar that is only just wide enough to be caught is moved as a whole.
  const edge = Math.min(EDGE, span / 3);
  if (span > WIDTH_LEAST && x <= edge) return 'begin';
  return x >= span - edge ? 'end' : 'body';
}

/** The beginning of its sentence. */
function labelOf({ title, whom, isWaiting }: FaultBar): string {
  return `${title}${whom === '' ? '' : ` of ${whom}`}${isWaiting ? ', waits' : ''}`;
}

/** Moves the fault from where it was when the drag began: the whole drag is one step of the history. */
function move(id: string, { part, from, fault }: Drag, to: number, end: number): void {
  const by = snapTime(Math.abs(to - from), end) * Math.sign(to - from);
  if (by === 0 && documentStore.getState().design.faults.some((one) => one === fault)) return;
  const isEnding = part === 'end' && fault.until === undefined;
  const moved = isEnding ? endedFault(fault, snapTime(to, end)) : movedFault(fault, part, by);
  documentStore.edit('Move a fault', (design) => updateFault(design, id, () => moved), {
    gesture: `fault:${id}.move`,
  });
}

/** Does what a key means on a bar; says whether it means anything. */
function actByKey(event: KeyboardEvent, bar: FaultBar, end: number): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  switch (event.key) {
    case 'Enter':
      open(bar);
      return true;
    case 'Delete':
    case 'Backspace':
      return remove(bar);
    case 'ArrowLeft':
    case 'ArrowRight':
      event.stopPropagation();
      return nudge(bar, event.key === 'ArrowRight' ? 1 : -1, event.shiftKey, end);
    default:
      return false;
  }
}
