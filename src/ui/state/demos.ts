/**
 * What it is: the recorded demonstrations that come with the studio. Together they are smaller than one
 * picture, so they are fetched once the page stands: the gallery then opens them without a network.
 */

import { failure, success } from '../../engine/base/result.ts';
import type { Failure, Result } from '../../engine/base/result.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';

export interface Demo {
  /** The file's name without its ending: that of the scenario it is a run of. */
  readonly id: string;
  readonly name: string;
  readonly protocol: Scenario['protocol'];
  readonly url: string;
}

const RECORDINGS = import.meta.glob<string>('../../../scenarios/recordings/*.concord', {
  eager: true,
  import: 'default',
  // A file of its own even when it is small: the page's policy lets nothing be fetched from a data address.
  query: '?url&no-inline',
});

/** In the order of the scenarios. */
export const DEMOS: readonly Demo[] = SCENARIOS.flatMap(({ id, name, protocol }) => {
  const url = RECORDINGS[`../../../scenarios/recordings/${id}.concord`];
  return url === undefined ? [] : [{ id, name, protocol, url }];
});

const fetched = new Map<string, Promise<Result<Uint8Array, Failure>>>();

/** A demonstration's bytes: those that are here, or fetched now; a failed fetch is tried again next time. */
export async function demoBytes({ id, url }: Demo): Promise<Result<Uint8Array, Failure>> {
  const pending = fetched.get(id) ?? fetchBytes(url);
  fetched.set(id, pending);
  const bytes = await pending;
  if (!bytes.ok) fetched.delete(id);
  return bytes;
}

/** Fetches all that are not here yet; what cannot be had now is asked for again when it is opened. */
export async function fetchDemos(): Promise<void> {
  await Promise.all(DEMOS.map(demoBytes));
}

async function fetchBytes(url: string): Promise<Result<Uint8Array, Failure>> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return success(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure({
      kind: 'unavailable',
      message: `${why}. Check the connection and try again.`,
    });
  }
}
