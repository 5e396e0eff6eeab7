/** What it is: where bidders and sellers stand in the graph of company: bidders on an ellipse, sellers in a row in its middle. */

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly nameX: number;
  readonly nameY: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Room for names beside and above the ellipse. */
const SIDE = 76;
const EDGE = 26;
const NAME_GAP = 11;

/** A place for each bidder, clockwise from the top. */
export function circleOf(
  actors: readonly number[],
  width: number,
  height: number,
): ReadonlyMap<number, Spot> {
  const [wide, high] = [width / 2 - SIDE, height / 2 - EDGE];
  return new Map(
    actors.map((actor, i): [number, Spot] => {
      const angle = (2 * Math.PI * i) / actors.length - Math.PI / 2;
      const [across, down] = [Math.cos(angle), Math.sin(angle)];
      const x = width / 2 + across * wide;
      const y = height / 2 + down * high;
      const anchor = Math.abs(across) < 0.2 ? 'middle' : across > 0 ? 'start' : 'end';
      const nameX = anchor === 'middle' ? x : x + (across > 0 ? NAME_GAP : -NAME_GAP);
      const nameY = anchor === 'middle' ? y + (down > 0 ? 18 : -11) : y + 4;
      return [actor, { x, y, nameX, nameY, anchor }];
    }),
  );
}

/** A place for each seller; one seller alone says nothing and has none. */
export function sellersOf(
  count: number,
  width: number,
  height: number,
): readonly { readonly x: number; readonly y: number }[] {
  if (count < 2) return [];
  const room = (width / 2 - SIDE) * 1.2;
  return Array.from({ length: count }, (_, i) => ({
    x: width / 2 - room / 2 + (room * (i + 0.5)) / count,
    y: height / 2,
  }));
}
