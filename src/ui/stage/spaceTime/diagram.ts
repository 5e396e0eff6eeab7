/**
 * What it is: the space–time diagram as a thing that lives on a canvas, beside React: it holds the shown
 * stretch, draws after every frame, and turns pointer and keys into movements. What the person points at is
 * told to `onTarget`; the words about it are React's business.
 */

import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import { frameStore } from '../../state/frameStore.ts';
import { playbackStore } from '../../state/playbackStore.ts';
import { viewStore } from '../../state/viewStore.ts';
import { currentPalette, subscribePalette } from '../../theme/palette.ts';
import { pickEvent, stageStore } from '../stageStore.ts';
import { drawPicture } from './draw.ts';
import type { Picture } from './picture.ts';
import { GUTTER, arrowNear, meanJourney, pointNear } from './geometry.ts';
import { following, moved, timeIn, wholeOf, widthOf, zoomed } from './span.ts';
import type { Span } from './span.ts';
import { targetOfMessage, targetOfPoint } from './target.ts';
import type { Target } from './target.ts';

/** The stretch that follows the cursor shows so many mean journeys of a message. */
const JOURNEYS_SHOWN = 14;
const WIDTH_FIRST = 140_000;
const REACH = 7;
const QUIET_STEP = 4;

export class Diagram {
  private span: Span = { from: 0, to: WIDTH_FIRST };
  /** Whether a person has chosen the width; until then it follows the pace of the messages. */
  private isWidthChosen = false;
  private run: unknown;
  /** How much wider a stretch is shown at the end of a run whose last messages lie further back. */
  private quiet = 1;
  private hovered: number | undefined;
  private readonly box: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly onTarget: (target: Target | undefined) => void;

  constructor(
    box: HTMLElement,
    canvas: HTMLCanvasElement,
    context: CanvasRenderingContext2D,
    onTarget: (target: Target | undefined) => void,
  ) {
    this.box = box;
    this.canvas = canvas;
    this.context = context;
    this.onTarget = onTarget;
  }

  /** Connects to all that changes the picture; gives back how to let go. */
  connect(): () => void {
    const draw = (): void => {
      this.draw();
    };
    const observer = new ResizeObserver(() => {
      this.resize();
    });
    observer.observe(this.box);
    const wheel = (event: WheelEvent): void => {
      this.wheel(event);
    };
    // React listens passively; a wheel that zooms must not scroll.
    this.box.addEventListener('wheel', wheel, { passive: false });
    const stops = [
      frameStore.subscribe(draw),
      subscribePalette(draw),
      stageStore.subscribe(draw),
      playbackStore.subscribe((state, before) => {
        if (state.follow !== before.follow) draw();
      }),
    ];
    return () => {
      observer.disconnect();
      this.box.removeEventListener('wheel', wheel);
      for (const stop of stops) stop();
      viewStore.want({ window: undefined });
    };
  }

  /** Shows the whole run. */
  fit(): void {
    const end = frameStore.getState().frame?.end.at ?? WIDTH_FIRST;
    this.isWidthChosen = true;
    this.free(wholeOf(Math.max(end, 1_000)));
  }

  /** Widens or narrows around the middle, or around the cursor while it is followed. */
  zoom(factor: number): void {
    const { follow } = playbackStore.getState();
    const cursor = this.cursor();
    const around = follow ? cursor : (this.span.from + this.span.to) / 2;
    this.zoomAround(factor, around);
  }

  /** Moves by a share of what is shown. */
  pan(share: number): void {
    this.free(moved(this.span, share * widthOf(this.span)));
  }

  /** Moves by pixels, as a drag does. */
  panPixels(pixels: number): void {
    this.pan(-pixels / this.inner());
  }

  /** Tells what lies under a place on the canvas, and marks it. */
  point(x: number, y: number): Target | undefined {
    const target = this.targetAt(x, y);
    if (target?.seq !== this.hovered || target === undefined) {
      this.hovered = target?.seq;
      this.onTarget(target);
      this.draw();
    }
    this.box.style.cursor = target === undefined ? '' : 'pointer';
    return target;
  }

  /** The pointer has left. */
  leave(): void {
    this.hovered = undefined;
    this.onTarget(undefined);
    this.draw();
  }

  /** The next or the previous message after the picked one (or after the cursor) becomes the picked one. */
  pickNext(direction: 1 | -1): Target | undefined {
    const { stage } = frameStore.getState();
    if (stage?.kind !== 'spaceTime' || stage.messages.count === 0) return undefined;
    const { picked } = stageStore.getState();
    const seqs = stage.messages.seq;
    let row = direction === 1 ? 0 : seqs.length - 1;
    if (picked !== undefined) {
      row = seqs.findIndex((seq) => seq >= picked);
      row = Math.min(Math.max((row < 0 ? seqs.length : row) + direction, 0), seqs.length - 1);
    }
    pickEvent(seqs[row]);
    const target = targetOfMessage(stage, row, this.picture(stage));
    this.onTarget(target);
    return target;
  }

  private targetAt(x: number, y: number): Target | undefined {
    const { stage } = frameStore.getState();
    if (stage?.kind !== 'spaceTime' || x < GUTTER) return undefined;
    const picture = this.picture(stage);
    const place = pointNear(stage, picture, { x, y }, REACH - 1);
    if (place !== undefined) return targetOfPoint(stage, place, picture);
    const row = arrowNear(stage, picture, picture.cursor, { x, y }, REACH, picture.isHidden);
    return row === undefined ? undefined : targetOfMessage(stage, row, picture);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const { follow } = playbackStore.getState();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.panPixels(-event.deltaX);
      return;
    }
    const x = event.clientX - this.box.getBoundingClientRect().left;
    const around = follow ? this.cursor() : timeIn(this.span, x, GUTTER, this.inner());
    this.zoomAround(Math.exp(Math.min(Math.max(event.deltaY, -120), 120) / 360), around);
  }

  private zoomAround(factor: number, around: number): void {
    this.isWidthChosen = true;
    this.span = zoomed(this.span, factor, around);
    this.draw();
  }

  private free(span: Span): void {
    this.span = span;
    playbackStore.setFollow(false);
    this.draw();
  }

  private cursor(): number {
    return frameStore.getState().frame?.cursor.at ?? 0;
  }

  /** Pixels that the lanes have. */
  private inner(): number {
    return Math.max(1, this.box.clientWidth - GUTTER);
  }

  private resize(): void {
    const ratio = window.devicePixelRatio;
    this.canvas.width = Math.round(this.box.clientWidth * ratio);
    this.canvas.height = Math.round(this.box.clientHeight * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.draw();
  }

  private picture(stage: SpaceTimeStage): Picture {
    const { frame, causes } = frameStore.getState();
    const { hiddenKinds, picked } = stageStore.getState();
    const hidden = stage.kinds.map((kind) => hiddenKinds.includes(kind.kind));
    const ledTo = new Set(causes?.rows.map((row) => row.seq));
    const marked: number[] = [];
    const causing: number[] = [];
    stage.messages.seq.forEach((seq, row) => {
      if (seq === this.hovered || seq === picked) marked.push(row);
      else if (ledTo.has(seq)) causing.push(row);
    });
    return {
      stage,
      lanes: stage.lanes.length,
      width: this.box.clientWidth,
      height: this.box.clientHeight,
      span: this.span,
      cursor: frame?.cursor.at ?? 0,
      agents: frame?.agents ?? new Uint8Array(),
      marked,
      causes: causing,
      isHidden: (kind) => hidden[kind] === true,
    };
  }

  private draw(): void {
    const { stage, brief } = frameStore.getState();
    if (stage?.kind !== 'spaceTime' || this.box.clientWidth === 0) return;
    if (brief !== this.run) {
      // A new run begins at zero; a stretch that was left somewhere later would show nothing of it.
      if (this.run !== undefined && this.span.from > 0) playbackStore.setFollow(true);
      this.run = brief;
      this.isWidthChosen = false;
      this.quiet = 1;
    }
    if (playbackStore.getState().follow) this.span = this.followed(stage);
    this.ask();
    drawPicture(this.context, this.picture(stage), currentPalette());
  }

  /** The stretch at the cursor; at the end of a run it reaches back to the last messages, so that something is seen. */
  private followed(stage: SpaceTimeStage): Span {
    const { frame } = frameStore.getState();
    const cursor = this.cursor();
    if (frame?.summary === undefined || cursor < frame.end.at) this.quiet = 1;
    const width = this.width(stage);
    const span = following(cursor, width);
    if (this.isWidthChosen || frame?.summary === undefined || cursor < frame.end.at) return span;
    const isSeen = stage.messages.sentAt.some((at) => at >= span.from);
    if (isSeen || span.from === 0) return span;
    this.quiet *= QUIET_STEP;
    return following(cursor, width * QUIET_STEP);
  }

  private width(stage: SpaceTimeStage): number {
    if (this.isWidthChosen) return widthOf(this.span);
    return this.quiet * this.usualWidth(stage);
  }

  private usualWidth(stage: SpaceTimeStage): number {
    if (stage.messages.count < 4) return WIDTH_FIRST;
    // Rounded to steps, so that a changing mean does not make the picture breathe.
    const wanted = meanJourney(stage.messages) * JOURNEYS_SHOWN;
    const step = 1.6 ** Math.round(Math.log(wanted) / Math.log(1.6));
    return step;
  }

  /** Asks for messages of what is shown and as much around it, and only anew when that no longer suffices. */
  private ask(): void {
    const { from, to } = this.span;
    const width = to - from;
    const asked = viewStore.getState().window;
    const isEnough =
      asked !== undefined &&
      asked.from <= Math.max(0, from) &&
      asked.to >= to &&
      asked.to - asked.from <= 6 * width;
    if (isEnough) return;
    const window = { from: Math.max(0, Math.floor(from - width)), to: Math.ceil(to + width) };
    viewStore.want({ window });
  }
}
