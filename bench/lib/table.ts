/** What it is: printing a table whose columns line up, numbers to the right. */

export type Cell = string | number;

/** Prints a heading, the column names and the rows. Numbers are shown with three digits that count. */
export function printTable(
  heading: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  const lines = [columns, ...rows.map((row) => row.map(show))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  console.log(`\n${heading}`);
  lines.forEach((line, row) => {
    const cells = line.map((text, i) => {
      const isNumber = row > 0 && typeof rows[row - 1]?.[i] === 'number';
      const isHeadOfNumbers = row === 0 && typeof rows[0]?.[i] === 'number';
      const width = widths[i] ?? 0;
      return isNumber || isHeadOfNumbers ? text.padStart(width) : text.padEnd(width);
    });
    console.log(`  ${cells.join('  ').trimEnd()}`);
    if (row === 0) console.log(`  ${widths.map((width) => '-'.repeat(width)).join('  ')}`);
  });
}

function show(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return Math.abs(cell) >= 1000 ? Math.round(cell).toLocaleString('en-GB') : cell.toPrecision(3);
}
