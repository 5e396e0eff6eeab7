/** What it is: a square of numbers as a heat map; every cell also says its number. */

export interface MatrixProps {
  readonly title: string;
  /** What rows and columns are, in a word or two. */
  readonly rowsAre: string;
  readonly columnsAre: string;
  readonly labels: readonly string[];
  /** Row-major. */
  readonly values: readonly number[];
  /** 0..1: how strongly a cell is tinted. */
  readonly heat: (value: number, row: number, column: number) => number;
  readonly say: (value: number) => string;
  /** The tint of a cell; the accent unless told otherwise. */
  readonly tint?: (row: number, column: number) => string;
}

/** Percent of the tint in the hottest cell: the number on it stays readable in both themes. */
const HEAT_MOST = 44;
/** With more rows cells are only as wide as their numbers. */
const DENSE_FROM = 8;
const ACCENT = (): string => 'var(--accent)';

export function Matrix(props: MatrixProps) {
  const { title, rowsAre, columnsAre, labels, values, heat, say, tint = ACCENT } = props;
  const size = labels.length;
  return (
    <table className="matrix" data-size={size > DENSE_FROM ? 'dense' : undefined}>
      <caption>
        {title}{' '}
        <small>
          rows: {rowsAre}, columns: {columnsAre}
        </small>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{rowsAre}</span>
          </th>
          {labels.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((label, row) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {labels.map((other, column) => {
              const value = values[row * size + column] ?? 0;
              const share = Math.round(heat(value, row, column) * HEAT_MOST);
              return (
                <td
                  key={other}
                  className="numeric"
                  style={{
                    background: `color-mix(in srgb, ${tint(row, column)} ${share}%, transparent)`,
                  }}
                >
                  {say(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
