/**
 * What it is: the name of a generated stream of data. It says all that there is to say of the stream, so that
 * whoever has the name can make the very same rows; it travels where the name of a data set does.
 * Shapes: `sea?rows=4000&noise=0.1&change=abrupt&at=2000&width=500&every=0&seed=1`, always in this order.
 */

export const STREAM_GENERATORS = ['sea', 'hyperplane', 'stagger', 'led'] as const;
export type StreamGenerator = (typeof STREAM_GENERATORS)[number];

export const STREAM_CHANGES = ['none', 'abrupt', 'gradual', 'incremental', 'recurring'] as const;
export type StreamChange = (typeof STREAM_CHANGES)[number];

/** What a stream is like. Rows are counted from 0. */
export interface StreamSettings {
  readonly rows: number;
  /** The share of labels that are wrong; for led, of segments. */
  readonly noise: number;
  readonly change: StreamChange;
  /** The first row of the first change. */
  readonly changeRow: number;
  /** How many rows a gradual or incremental change takes. */
  readonly widthRows: number;
  /** From one change to the next; 0: there is only one. */
  readonly everyRows: number;
}
export interface StreamSource extends StreamSettings {
  readonly generator: StreamGenerator;
  readonly seed: number;
}

export const STREAM_ROWS_MOST = 100_000;
const NOISE_MOST = 0.5;

interface StreamFacts {
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly features: number;
  readonly classes: readonly string[];
  /** Whether its concept can move little by little. */
  readonly isContinuous: boolean;
}

/** What the generators make. */
export const STREAMS: Readonly<Record<StreamGenerator, StreamFacts>> = {
  sea: {
    title: 'SEA stream',
    summary:
      'Two of three measures decide by whether their sum is below a threshold, which changes.',
    features: 3,
    classes: ['above', 'below'],
    isContinuous: true,
  },
  hyperplane: {
    title: 'Hyperplane stream',
    summary: 'Ten measures are parted by a plane, which turns.',
    features: 10,
    classes: ['below', 'above'],
    isContinuous: true,
  },
  stagger: {
    title: 'STAGGER stream',
    summary:
      'Things of three sizes, colours and shapes belong to a concept, which is replaced by another.',
    features: 9,
    classes: ['outside', 'inside'],
    isContinuous: false,
  },
  led: {
    title: 'LED stream',
    summary:
      'Digits by seven faulty segments among seventeen that mean nothing; segments change places.',
    features: 24,
    classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    isContinuous: false,
  },
};

/** The name of a stream. */
export function streamName(source: StreamSource): string {
  const { generator, rows, noise, change, changeRow, widthRows, everyRows, seed } = source;
  return `${generator}?rows=${rows}&noise=${noise}&change=${change}&at=${changeRow}&width=${widthRows}&every=${everyRows}&seed=${seed}`;
}

/** The stream of that name; undefined when it is none, also when it is written otherwise than streamName does. */
export function readStreamName(name: string): StreamSource | undefined {
  const [first = '', rest = ''] = name.split('?');
  const generator = STREAM_GENERATORS.find((one) => one === first);
  const fields = new Map(rest.split('&').map((pair) => pair.split('=') as [string, string]));
  const change = STREAM_CHANGES.find((one) => one === fields.get('change'));
  const numberOf = (field: string): number => Number(fields.get(field) ?? NaN);
  if (generator === undefined || change === undefined) return undefined;
  const source: StreamSource = {
    generator,
    rows: numberOf('rows'),
    noise: numberOf('noise'),
    change,
    changeRow: numberOf('at'),
    widthRows: numberOf('width'),
    everyRows: numberOf('every'),
    seed: numberOf('seed'),
  };
  return isPossible(source) && streamName(source) === name ? source : undefined;
}

function isPossible(source: StreamSource): boolean {
  const { rows, noise, changeRow, widthRows, everyRows, seed } = source;
  const counts = [rows, changeRow, widthRows, everyRows];
  return (
    counts.every((count) => Number.isInteger(count) && count >= 0 && count <= STREAM_ROWS_MOST) &&
    rows >= 1 &&
    noise >= 0 &&
    noise <= NOISE_MOST &&
    Number.isSafeInteger(seed) &&
    seed >= 0
  );
}

/** The rows at which something begins to change, ascending. */
export function changeRows(settings: StreamSettings): readonly number[] {
  const { rows, change, changeRow } = settings;
  if (change === 'none') return [];
  const every = settings.everyRows || (change === 'recurring' ? changeRow : 0);
  const found: number[] = [];
  for (let row = changeRow; row < rows; row += every) {
    if (row > 0) found.push(row);
    if (every <= 0) break;
  }
  return found;
}
