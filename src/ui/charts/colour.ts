/** What it is: the colour of a line, shared with the dots, lanes and bars of the same actor. */

import type { Series } from '../../engine/projections/frame.ts';
import { hueOfActor, seriesColour } from '../theme/palette.ts';
import type { Palette } from '../theme/palette.ts';

/** The colour of a line: its actor's, which is also that of the actor's lane, or its own. */
export function colourOf(series: Series, palette: Palette): string {
  return seriesColour(palette, series.actor === undefined ? series.hue : hueOfActor(series.actor));
}
