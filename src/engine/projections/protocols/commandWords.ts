/** What it is: the commands of a cluster in words: each region's are numbered from a million times its own number. */

const COMMANDS_OF_A_REGION = 1_000_000;

/** `9 of region 1`; `none` for a slot that was filled with nothing. */
export function sayCommand(command: number): string {
  if (command < 0) return 'none';
  const region = Math.floor(command / COMMANDS_OF_A_REGION);
  return `${command % COMMANDS_OF_A_REGION} of region ${region}`;
}
