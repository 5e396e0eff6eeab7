#!/usr/bin/env node
/** The command line: loads the sources as they are, so that a clone needs no build for it. */
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
