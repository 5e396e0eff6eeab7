/** What it is: a share of a whole as a bar, with marks across it. Its number stands beside it, not in it. */

export interface BarProps {
  /** 0..1. */
  readonly share: number;
  readonly colour: string;
  /** Lines across, at shares: a threshold, a reserve. */
  readonly marks?: readonly { readonly at: number; readonly colour: string }[];
}

export function Bar({ share, colour, marks = [] }: BarProps) {
  return (
    <span className="bar" aria-hidden="true">
      <span className="bar-fill" style={{ width: percent(share), background: colour }} />
      {marks.map((mark) => (
        <span
          key={`${mark.at} ${mark.colour}`}
          className="bar-mark"
          style={{ left: percent(mark.at), background: mark.colour }}
        />
      ))}
    </span>
  );
}

function percent(share: number): string {
  return `${Math.min(Math.max(share, 0), 1) * 100}%`;
}
