/** What it is: the frame of a plot: axes with ticks and names, and the room in it. */

import type { Scale } from './scale.ts';
import type { Shape, Size } from './scene.ts';

export interface Room {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What is left of the size for the plot itself. */
export function roomOf({ width, height }: Size, leftWidth = 52): Room {
  return {
    left: leftWidth,
    right: Math.max(leftWidth + 10, width - 14),
    top: 22,
    bottom: Math.max(32, height - 34),
  };
}

/** The axis below, with its name in the lower right corner. */
export function axisBelow(scale: Scale<never>, room: Room, name: string): Shape[] {
  return [
    line([room.left, room.bottom, room.right, room.bottom], 'strong'),
    ...scale.ticks.map(({ at, label }) => text(at, room.bottom + 11, label, 'center')),
    text(room.right, room.bottom + 25, name, 'right', true),
  ];
}

/** The axis on the left, with hairlines across and its name above. */
export function axisLeft(scale: Scale<never>, room: Room, name: string): Shape[] {
  return [
    ...scale.ticks.flatMap(({ at, label }) => [
      line([room.left, at, room.right, at], 'line'),
      text(room.left - 6, at, label, 'right'),
    ]),
    text(room.left, room.top - 13, name, 'left', true),
  ];
}

/** About the width of a letter of a plot, in pixels. */
const LETTER = 5.8;

/** How wide words are, about. */
export function widthOf(words: string): number {
  return words.length * LETTER;
}

/** As much of the words as has room, with an ellipsis where something is missing. */
export function shortened(words: string, width: number): string {
  const room = Math.max(2, Math.floor(width / LETTER));
  return words.length <= room ? words : `${words.slice(0, room - 1)}…`;
}

export function line(points: readonly number[], tone: Shape['tone'], width = 1): Shape {
  return { kind: 'line', points, tone, width };
}

export function text(
  x: number,
  y: number,
  words: string,
  align: 'left' | 'center' | 'right',
  isStrong = false,
): Shape {
  return { kind: 'text', x, y, text: words, align, tone: isStrong ? 'quiet' : 'faint', isStrong };
}
