/**
 * What it is: the façade of exhaustive search: a plan's one coordination as a small world, searched in slices, with
 * what was seen so far, and what goes wrong as a list of decisions.
 * Errors: a plan that cannot be searched is refused with a sentence; a step that throws is our bug.
 */

import type { AgentBehaviours } from '../../agents/behaviour.ts';
import type { Result } from '../../base/result.ts';
import { success } from '../../base/result.ts';
import type { ProtocolId } from '../../contract/card.ts';
import type { AnyProtocol } from '../../contract/protocol.ts';
import type { Plan } from '../../plan/plan.ts';
import { ActorSteps } from './actorSteps.ts';
import { castWorld } from './cast.ts';
import type { Cast } from './cast.ts';
import { Histories } from './history.ts';
import { openReduction } from './reduction/reduction.ts';
import type { Reduction } from './reduction/reduction.ts';
import { replayOf } from './replay.ts';
import type { Replay } from './replay.ts';
import { Search } from './search.ts';
import type { SearchBounds, SearchProgress, SearchStatus } from './search.ts';
import { SmallWorld } from './smallWorld.ts';
import type { World } from './smallWorld.ts';
import { tellStory } from './story.ts';
import type { Story } from './story.ts';
import { boundsOf } from './worldBounds.ts';
import type { WorldBounds } from './worldBounds.ts';

export interface ExhaustiveBounds {
  readonly search?: Partial<SearchBounds>;
  /** What is left out follows from the plan's network and faults. */
  readonly world?: Partial<WorldBounds>;
  /** Of orders that make no difference one is looked at. */
  readonly isReduced?: boolean;
}

export interface ExhaustiveProgress extends SearchProgress {
  /** Distinct ways in which an actor stood, and distinct messages. */
  readonly locals: number;
  readonly letters: number;
}

/** What is not looked at though it may happen. */
export type SearchReduction =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'on';
      /** So many times a step that was possible was not tried, since it can as well come later. */
      readonly leftOut: number;
      /** Agents whose exchange makes no difference: worlds that differ by it are one. */
      readonly alike: readonly string[];
    }
  | { readonly kind: 'refused'; readonly why: string };

/** Opens the search of all that can become of a plan; nothing is searched yet but its beginning. */
export function exploreExhaustively(
  plan: Plan,
  protocols: ReadonlyMap<ProtocolId, AnyProtocol>,
  agents: AgentBehaviours,
  { search = {}, world = {}, isReduced = false }: ExhaustiveBounds = {},
): Result<ExhaustiveExploration, string> {
  const bounds = { ...boundsOf(plan), ...world };
  const cast = castWorld(plan, protocols, agents, bounds.branchesMax);
  return cast.ok ? success(new ExhaustiveExploration(cast.value, bounds, search, isReduced)) : cast;
}

/** A search in progress. */
export class ExhaustiveExploration {
  private readonly cast: Cast;
  private readonly steps: ActorSteps;
  private readonly world: SmallWorld;
  private readonly search: Search<World>;
  /** Undefined: none was asked for. */
  private readonly reduced: Result<Reduction, string> | undefined;

  constructor(cast: Cast, bounds: WorldBounds, search: Partial<SearchBounds>, isReduced: boolean) {
    const { protocol, parameters, seats, players } = cast;
    const byzantine = new Set(
      seats.map(({ actor }) => actor).filter((actor) => (players[actor]?.lies.length ?? 0) > 0),
    );
    const histories = new Histories(protocol, parameters, seats, byzantine, bounds.history);
    this.cast = cast;
    this.steps = new ActorSteps(cast, bounds, histories);
    this.reduced = isReduced ? openReduction(cast, this.steps, histories, bounds) : undefined;
    this.world = new SmallWorld(
      this.steps,
      histories,
      players.length,
      byzantine,
      bounds,
      this.reduced?.ok === true ? this.reduced.value : undefined,
    );
    this.search = new Search(this.world, search);
  }

  /** Expands at most so many worlds. */
  advance(expansions: number): SearchStatus {
    return this.search.advance(expansions);
  }

  /** Goes on to larger bounds where smaller ones ended it. */
  raise(bounds: Partial<Omit<SearchBounds, 'order'>>): SearchStatus {
    return this.search.raise(bounds);
  }

  get status(): SearchStatus {
    return this.search.status;
  }

  get progress(): ExhaustiveProgress {
    const { locals, letters } = this.steps;
    return { ...this.search.progress, locals: locals.count, letters: letters.count };
  }

  get reduction(): SearchReduction {
    const { reduced } = this;
    if (reduced === undefined) return { kind: 'none' };
    if (!reduced.ok) return { kind: 'refused', why: reduced.problem };
    const { leftOut, symmetry } = reduced.value;
    const alike = (symmetry?.alike ?? []).map((actor) => this.cast.players[actor]?.name ?? '');
    return { kind: 'on', leftOut, alike };
  }

  /** What is watched. */
  get properties(): AnyProtocol['properties'] {
    return this.cast.protocol.properties;
  }

  /** How it came to the violation that was found. */
  story(): Story | undefined {
    const { status } = this.search;
    if (status.phase !== 'violated') return undefined;
    return tellStory(this.cast, this.steps, this.world, status.counterexample);
  }

  /** The story as what a plan's run needs to go the same way, if there is such a run. */
  replay(): Result<Replay, string> | undefined {
    const story = this.story();
    return story === undefined ? undefined : replayOf(story, this.cast);
  }
}
