/** What of build.mjs the benchmarks use. */
export function buildIfNeeded(say: (line: string) => void): Promise<string | undefined>;
