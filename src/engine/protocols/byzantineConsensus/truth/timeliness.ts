/**
 * What it is: what the network still withholds: a split that was not healed, and links that are cut, or lose messages,
 * and were not mended.
 * Nothing is known of a message that never comes but that one of the two ends might as well be faulty. So a lasting
 * trouble of links is borne as long as f replicas, those that are faulty anyway among them, account for all of it, and
 * a split as long as at most f are on other sides than the client.
 * Shapes: the sides as names of agents; troubles by fault and kind, each as pairs of actors. Cost: at most 2^f sets of replicas, and no more than `TRIALS_MOST`.
 */

import type { ActorIndex } from '../../../base/units.ts';
import type { EventRecord } from '../../../events/eventReader.ts';
import type { Brief } from './watching.ts';
import { nameOf, replicasOf, textIn } from './watching.ts';

type Pair = readonly [one: ActorIndex, other: ActorIndex];

/** Troubles of links for which a message may never arrive. */
const WITHHOLDING: ReadonlySet<string> = new Set(['cut', 'loss']);
/** Larger worlds than this can look through are given the benefit of the doubt. */
const TRIALS_MOST = 20_000;

/** The links that withhold messages. */
export class Withheld {
  private readonly troubles = new Map<string, readonly Pair[]>();
  /** By name, on which side of the split an agent is; whoever is not named is on none of them. */
  private sides: ReadonlyMap<string, number> = new Map();
  private readonly brief: Brief;

  constructor(brief: Brief) {
    this.brief = brief;
  }

  /** Takes down the sides of a split as its event names them: all that hold from now on. */
  split(groups: string): void {
    const sides = JSON.parse(groups) as readonly (readonly string[])[];
    this.sides = new Map(sides.flatMap((names, side) => names.map((name) => [name, side])));
  }

  /** Everybody is on one side again. */
  heal(): void {
    this.sides = new Map();
  }

  /** Whether a split is between two actors. */
  isApart(one: ActorIndex, other: ActorIndex): boolean {
    return this.sideOf(one) !== this.sideOf(other);
  }

  private sideOf(actor: ActorIndex): number | undefined {
    return this.sides.get(nameOf(this.brief, actor));
  }

  /** Takes down that links are disturbed or restored. */
  follow(event: EventRecord, isOver: boolean): void {
    const trouble = textIn(event, 'trouble');
    const key = `${textIn(event, 'fault')}/${trouble}`;
    if (isOver) this.troubles.delete(key);
    else if (WITHHOLDING.has(trouble)) this.troubles.set(key, this.pairsIn(textIn(event, 'links')));
  }

  /** Whether at most `most` replicas beside the `faulty` ones account for all that is withheld. */
  isBorneBy(most: number, faulty: ReadonlySet<ActorIndex>): boolean {
    if (this.troubles.size === 0) return true;
    const replicas = new Set(replicasOf(this.brief).map(({ actor }) => actor));
    let trials = 0;
    const covers = (blamed: ReadonlySet<ActorIndex>, left: number): boolean => {
      const open = this.unexplained(blamed, replicas);
      if (open === undefined) return true;
      if (left === 0 || trials++ > TRIALS_MOST) return false;
      return open.some(
        (actor) => replicas.has(actor) && covers(new Set([...blamed, actor]), left - 1),
      );
    };
    return covers(faulty, most);
  }

  /** A link of which neither end is blamed; it concerns the protocol only if a replica is at one of them. */
  private unexplained(
    blamed: ReadonlySet<ActorIndex>,
    replicas: ReadonlySet<ActorIndex>,
  ): Pair | undefined {
    for (const pairs of this.troubles.values()) {
      const open = pairs.find(
        ([one, other]) =>
          !blamed.has(one) && !blamed.has(other) && (replicas.has(one) || replicas.has(other)),
      );
      if (open !== undefined) return open;
    }
    return undefined;
  }

  /** The pairs that `a/0, a/1 ⇄ b/0` or `a → everybody` names, among the actors of this coordination. */
  private pairsIn(links: string): readonly Pair[] {
    const [from = [], to = []] = links.split(/ [→⇄] /).map((end) => this.actorsIn(end));
    return from.flatMap((one) =>
      to.flatMap((other): Pair[] => (one === other ? [] : [[one, other]])),
    );
  }

  private actorsIn(end: string): readonly ActorIndex[] {
    const names = new Set(end.split(', '));
    return this.brief.seats
      .filter(({ agentId }) => end === 'everybody' || names.has(agentId))
      .map(({ actor }) => actor);
  }
}
