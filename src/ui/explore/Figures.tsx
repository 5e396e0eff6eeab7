/** What it is: a row of figures with their names and what they are to be held against. */

export interface FiguresProps {
  readonly figures: readonly {
    readonly name: string;
    readonly figure: string;
    readonly note: string;
  }[];
}

export function Figures({ figures }: FiguresProps) {
  return (
    <dl className="explore-figures">
      {figures.map(({ name, figure, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
          <dd className="explore-note">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
