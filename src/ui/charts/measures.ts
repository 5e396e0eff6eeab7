/** What it is: where a chart's plot lies in its box, in pixels; the charting library and the canvas share it. */

export const MARGIN = { top: 6, right: 14, bottom: 0, left: 0 };
/** Lines at the very top or bottom of the axis keep their full width. */
export const ROOM = { top: 4, bottom: 3 };
export const X_HEIGHT = 22;
export const Y_WIDTH = 44;
