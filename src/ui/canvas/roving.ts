/** What it is: which thing lies next in a direction: for moving over the canvas by arrow keys. */

export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What lies aside counts so many times its distance: the eye goes straight on. */
const ASIDE_TIMES = 2;
/** What lies rather aside than ahead comes after everything that lies rather ahead. */
const BEHIND_ALL = 1e9;

/** The place nearest to `from` in a direction (one of the axes), by their middles; undefined when none lies there. */
export function nextIn(
  direction: { readonly x: number; readonly y: number },
  from: Place,
  places: readonly Place[],
): Place | undefined {
  let next: Place | undefined;
  let least = Infinity;
  for (const place of places) {
    const x = place.x + place.width / 2 - (from.x + from.width / 2);
    const y = place.y + place.height / 2 - (from.y + from.height / 2);
    const along = x * direction.x + y * direction.y;
    const aside = Math.abs(x * direction.y) + Math.abs(y * direction.x);
    if (place.id === from.id || along <= 0) continue;
    const distance = along + ASIDE_TIMES * aside + (aside > along ? BEHIND_ALL : 0);
    if (distance < least) [next, least] = [place, distance];
  }
  return next;
}
