/**
 * What it is: the table of who may import whom, which the style test enforces.
 * Shapes: patterns are paths below src, where `*` stands for one folder or file name. A pattern that
 * names a folder stands for everything in it. The first row whose `home` holds a file is that file's row.
 * A change here is a change of the architecture, and belongs into docs/architecture.md too.
 */

export interface Layer {
  readonly home: string;
  /** What it may import, values and types; its own home is always allowed. */
  readonly may: readonly string[];
  /** What it may import types of, besides. */
  readonly mayKnow?: readonly string[];
}

/** What protocols, agents and faults say about themselves: plain data, no conduct. */
export const CARDS = [
  'engine/protocols/*/card.ts',
  'engine/protocols/*/events.ts',
  'engine/*/cards.ts',
];
const CATALOG = 'engine/protocols/catalog.ts';
const REGISTRY = 'engine/protocols/registry.ts';
/** What faults say about themselves: plain data. */
const FAULT_CARDS = 'engine/faults/cards.ts';

/** The vocabulary that every layer above speaks. */
const WORDS = ['engine/version.ts', 'engine/base', 'engine/events', 'engine/contract'];
const DRAWING = ['engine/document', 'engine/plan'];
/** What the worlds of a run are made of; strangers to one another unless a row says otherwise. */
const WORLD = ['engine/network', 'engine/faults', 'engine/agents', 'engine/registry'];
/** What may be built upon a run; it never sees a protocol's conduct. */
const OBSERVERS = [
  'engine/projections',
  'engine/recording',
  'engine/expectations',
  'engine/workflow',
  'engine/selector',
  'engine/forecast',
];

/** All that can be said of runs without opening one. */
const ABOUT_RUNS = [...WORDS, ...DRAWING, ...CARDS, CATALOG, ...OBSERVERS];

/** What all features of the interface stand on. */
const SHARED_UI = ['ui/state', 'ui/commands', 'ui/widgets', 'ui/theme'];
/** What the interface may run of the engine: reading and checking drawings, cards, and the frame's constants. */
const ENGINE_FOR_UI = [
  ...WORDS,
  ...DRAWING,
  'engine/table',
  ...CARDS,
  CATALOG,
  FAULT_CARDS,
  'engine/selector',
  'engine/forecast',
  'engine/projections/conditions.ts',
  'engine/projections/frame.ts',
  // What an exploration may be asked to do: plain data.
  'engine/exploration/settings.ts',
  // What a search for gainful lies has found: sums and sentences.
  'engine/incentives/tally.ts',
  'engine/incentives/verdict.ts',
  'engine/clusterSizes/tally.ts',
  // What a run was to give against its summary: plain data on both sides.
  'engine/expectations',
];
const BOUNDARY = [
  'workers/api.ts',
  'workers/explorationApi.ts',
  'workers/incentivesApi.ts',
  'workers/clusterSizesApi.ts',
  'workers/tableApi.ts',
  'workers/client',
];

export const LAYERS: readonly Layer[] = [
  { home: 'engine/version.ts', may: [] },
  { home: 'engine/base', may: [] },
  { home: 'engine/table', may: ['engine/base'] },
  { home: 'engine/learning', may: ['engine/base', 'engine/table'] },
  // It fits its models by the descent and the trees of the learners.
  {
    home: 'engine/optimisation',
    may: ['engine/base', 'engine/learning/descent', 'engine/learning/trees'],
  },
  { home: 'engine/events', may: ['engine/base'] },
  { home: 'engine/contract', may: ['engine/base', 'engine/events'], mayKnow: ['engine/table'] },
  { home: 'engine/document', may: [...WORDS, 'engine/table'] },
  {
    home: 'engine/plan',
    may: [
      ...WORDS,
      'engine/document',
      'engine/table',
      'engine/selector',
      'engine/registry',
      CATALOG,
      ...CARDS,
    ],
  },
  { home: 'engine/network', may: WORDS, mayKnow: DRAWING },
  { home: 'engine/faults', may: WORDS, mayKnow: DRAWING },
  { home: 'engine/registry', may: WORDS, mayKnow: DRAWING },
  {
    home: 'engine/agents',
    // Its models evaluate settings of learners and test functions.
    may: [...WORDS, 'engine/learning', 'engine/optimisation/testFunctions', 'engine/registry'],
    mayKnow: DRAWING,
  },
  { home: 'engine/kernel', may: [...WORDS, ...WORLD, 'engine/workflow'], mayKnow: DRAWING },
  { home: CATALOG, may: ['engine/contract', ...CARDS] },
  { home: REGISTRY, may: ['engine/contract', 'engine/protocols'] },
  // These two reckon with members' predictions themselves: votes, weights, scores.
  {
    home: 'engine/protocols/ensembleLearning',
    may: [...WORDS, 'engine/learning'],
    mayKnow: ['engine/agents', 'engine/registry'],
  },
  {
    home: 'engine/protocols/hyperparameterOptimization',
    may: [...WORDS, 'engine/learning', 'engine/optimisation'],
    mayKnow: ['engine/agents', 'engine/registry'],
  },
  // Its members elect by the registry's scores.
  {
    home: 'engine/protocols/hierarchicalConsensus',
    may: [...WORDS, 'engine/registry'],
    mayKnow: ['engine/agents'],
  },
  // Its bidders are known by the trust of those who dealt with them.
  {
    home: 'engine/protocols/marketCoordination',
    may: [...WORDS, 'engine/registry/trust.ts'],
    mayKnow: ['engine/agents', 'engine/registry'],
  },
  // `*` is one folder deep, so siblings are strangers to each other.
  {
    home: 'engine/protocols/*',
    may: WORDS,
    mayKnow: ['engine/agents', 'engine/registry'],
  },
  // What a run will take, from the drawing and from the plan alike.
  { home: 'engine/forecast', may: WORDS, mayKnow: DRAWING },
  {
    home: 'engine/selector',
    may: [...WORDS, CATALOG, ...CARDS, 'engine/forecast'],
    // Runs as they ended, for the history that the adaptive choice reads.
    mayKnow: ['engine/kernel', ...DRAWING],
  },
  { home: 'engine/workflow', may: [...WORDS, ...DRAWING], mayKnow: ['engine/kernel'] },
  {
    home: 'engine/projections',
    // What the registry knows is folded from its events by its own rule.
    may: [...WORDS, ...CARDS, CATALOG, 'engine/registry', 'engine/table'],
    mayKnow: ['engine/kernel', ...DRAWING],
  },
  { home: 'engine/expectations', may: WORDS, mayKnow: ['engine/kernel', ...DRAWING] },
  { home: 'engine/recording', may: [...WORDS, ...DRAWING], mayKnow: ['engine/kernel'] },
  { home: 'engine/simulation.ts', may: ['engine'] },
  {
    home: 'engine/session',
    may: [...ABOUT_RUNS, 'engine/kernel', 'engine/simulation.ts'],
  },
  // It steps the protocols' machines itself, without the kernel's clock: it needs their cast and their lies.
  {
    home: 'engine/exploration/exhaustive',
    may: [
      ...WORDS,
      'engine/faults/adversary.ts',
      'engine/kernel/cast.ts',
      'engine/kernel/credentials',
    ],
    mayKnow: [...DRAWING, 'engine/agents'],
  },
  {
    home: 'engine/exploration',
    // What runs are varied by and what is decided of their messages; how they run it never sees.
    may: [
      ...ABOUT_RUNS,
      'engine/simulation.ts',
      'engine/network/scheduling.ts',
      'engine/network/writtenSchedule.ts',
    ],
    mayKnow: ['engine/kernel'],
  },
  // It runs one design with other cluster sizes, as the façade runs any.
  {
    home: 'engine/clusterSizes',
    may: [...ABOUT_RUNS, 'engine/simulation.ts'],
    mayKnow: ['engine/kernel'],
  },
  // It plays auctions by the market's own rules with the bidders' own strategies, without a run.
  {
    home: 'engine/incentives',
    may: [
      ...WORDS,
      ...DRAWING,
      ...CARDS,
      'engine/agents',
      'engine/protocols/marketCoordination/mechanism',
    ],
  },
  // The boundary is types only, so nothing it names can reach the page's bundle.
  { home: 'workers/api.ts', may: [], mayKnow: ['engine'] },
  { home: 'workers/explorationApi.ts', may: [], mayKnow: ['engine'] },
  { home: 'workers/incentivesApi.ts', may: [], mayKnow: ['engine'] },
  { home: 'workers/clusterSizesApi.ts', may: [], mayKnow: ['engine'] },
  { home: 'workers/tableApi.ts', may: [], mayKnow: ['engine'] },
  {
    home: 'workers/client',
    may: [
      'workers/api.ts',
      'workers/explorationApi.ts',
      'workers/incentivesApi.ts',
      'workers/clusterSizesApi.ts',
      'workers/tableApi.ts',
      'engine/base',
    ],
    mayKnow: ['engine'],
  },
  { home: 'workers', may: ['engine'] },
  { home: 'ui/theme', may: ENGINE_FOR_UI, mayKnow: ['engine'] },
  // A tooltip or a menu shows keys as the keyboard reads them.
  {
    home: 'ui/widgets',
    may: ['ui/theme', 'ui/commands/keys.ts', ...ENGINE_FOR_UI],
    // A bar shows how far trials have come.
    mayKnow: ['engine', 'ui/state/trials.ts', ...BOUNDARY],
  },
  { home: 'ui/state', may: ['ui/theme', ...ENGINE_FOR_UI, ...BOUNDARY], mayKnow: ['engine'] },
  {
    home: 'ui/commands',
    may: ['ui/state', 'ui/theme', ...ENGINE_FOR_UI, ...BOUNDARY],
    mayKnow: ['engine'],
  },
  { home: 'ui/app', may: ['ui', ...ENGINE_FOR_UI, ...BOUNDARY], mayKnow: ['engine'] },
  // The first file of the bundle stands beside the folders and starts the app.
  { home: 'ui/main.tsx', may: ['ui', ...BOUNDARY] },
  // The charts are a library of pictures for the features that show numbers over time.
  {
    home: 'ui/stage',
    may: ['ui/charts', ...SHARED_UI, ...ENGINE_FOR_UI, ...BOUNDARY],
    mayKnow: ['engine'],
  },
  {
    home: 'ui/explore',
    may: ['ui/charts', ...SHARED_UI, ...ENGINE_FOR_UI, ...BOUNDARY],
    mayKnow: ['engine'],
  },
  {
    home: 'ui/incentives',
    may: ['ui/charts', ...SHARED_UI, ...ENGINE_FOR_UI, ...BOUNDARY],
    mayKnow: ['engine'],
  },
  {
    home: 'ui/clusterSizes',
    may: ['ui/charts', ...SHARED_UI, ...ENGINE_FOR_UI, ...BOUNDARY],
    mayKnow: ['engine'],
  },
  // Features do not import one another; ui/app composes them.
  { home: 'ui/*', may: [...SHARED_UI, ...ENGINE_FOR_UI, ...BOUNDARY], mayKnow: ['engine'] },
  { home: 'cli', may: ['engine', 'workers'] },
];

/** Which packages a folder may use; the first row that holds the file counts. */
export const PACKAGES: readonly (readonly [home: string, allowed: RegExp])[] = [
  ['engine', /^(zod|fflate|papaparse|@noble\/(hashes|curves)|@stdlib\/[^/]+)(\/|$)/],
  ['workers', /^comlink$/],
  ['ui/canvas', /^(?!recharts|comlink|node:)/],
  ['ui/charts', /^(?!@xyflow\/|comlink|node:)/],
  ['ui', /^(?!@xyflow\/|recharts|comlink|node:)/],
  ['cli', /^(node:|zod$|fflate$)/],
];

/** Who may reach conduct, the code that makes protocols run, through its one door. */
export const MAY_IMPORT_REGISTRY = ['engine/simulation.ts', 'workers/host.ts', 'cli'];

/** Rules of a protocol that are pure functions, and who may apply them without a run. */
export const MAY_APPLY_RULES: readonly (readonly [home: string, rules: string])[] = [
  ['engine/incentives', 'engine/protocols/marketCoordination/mechanism'],
];

/** What must not be reachable by value from the interface, through however many steps; cards may be. */
export const NEVER_IN_PAGE = [
  'engine/kernel',
  'engine/learning',
  'engine/faults/adversary.ts',
  'engine/faults/generalBehaviours.ts',
  'engine/network',
  'engine/simulation.ts',
  'engine/session',
  REGISTRY,
  'engine/protocols/*/conduct.ts',
  'engine/protocols/*/conduct',
];

/** `engine/protocols/*` as the place a path lies in, such as `engine/protocols/simpleConsensus`. */
export function placeWithin(path: string, pattern: string): string | undefined {
  const escaped = pattern.replace(/[.]/g, '\\.').replaceAll('*', '[^/]+');
  return new RegExp(`^${escaped}(?=/|$)`).exec(path)?.[0];
}

/** Whether any of the patterns holds the path. */
export function isWithin(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => placeWithin(path, pattern) !== undefined);
}
