/** What it is: how the command line is used: one text for all verbs, and one line for each. */

export const USAGES: Readonly<Record<string, string>> = {
  validate: 'validate FILE',
  select:
    'select FILE [--coordination ID] | select --participants N [--fault low|medium|high] [--type T] [--faults F]\n    … [--history FILE]',
  run: 'run FILE [--seed N] [--events OUT.ndjson] [--record OUT.concord] [--history FILE] [--set PATH=VALUE …]',
  replay: 'replay FILE.concord [--verify] [--at TIME]',
  explore:
    'explore FILE [--runs N] [--seed N] [--out DIR] [--strategy walk|priorities|twins|mutations|ambushes …|exhaustive] [--mode safety|liveness] [--faulty N] [--loss PPM] [--duplication PPM] [--depth N] [--states N] [--steps N] [--order breadth|depth] [--reduce] [--timeouts N] [--crashes N] [--drops N] [--duplicates N] [--event KIND …] [--property NAME …] [--workers N] [--set PATH=VALUE …]',
  deviate:
    'deviate FILE [--coordination ID] [--format NAME …] [--deviations N] [--seed N] [--set PATH=VALUE …]',
  export: 'export FILE.concord --format ndjson|csv [--out FILE]',
  list: 'list',
};

/** All verbs. */
export function usage(): string {
  return [
    'concord VERB … [--json]',
    '',
    ...Object.values(USAGES).map((line) => `  concord ${line}`),
    '',
    'Exit: 0 done, 1 an expectation, an invariant or a digest failed, 2 a file is not valid,',
    '3 a coordination failed or no protocol fits, 64 bad usage.',
  ].join('\n');
}
