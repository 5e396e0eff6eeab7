/** What it is: what an exploration is to try: strategies, runs, how many may be faulty, what counts. */

import { STRATEGIES, STRATEGY_IDS } from '../../engine/exploration/settings.ts';
import type { ExplorationBrief } from '../../workers/explorationApi.ts';
import { formatCount } from '../widgets/format.ts';
import { useExploration, wish } from './exploration.ts';
import { PickRow, Tick } from './fields.tsx';

const RUNS = [200, 1_000, 10_000, 100_000];
const BORNE = 'borne';
const ALL = 'all';

const MODES = [
  { value: 'safety', label: 'What must never happen' },
  { value: 'liveness', label: 'And what must come about' },
] as const;

export function ExploreForm() {
  const wishes = useExploration((state) => state.wishes);
  const isBusy = useExploration(({ phase }) => phase === 'opening' || phase === 'running');
  const brief = useExploration((state) => state.brief);
  return (
    <form
      className="explore-form"
      aria-label="What to try"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <fieldset disabled={isBusy}>
        <legend>Strategies, by turns</legend>
        {STRATEGIES.map(({ id, title, help }) => (
          <Tick
            key={id}
            title={title}
            help={help}
            isOn={wishes.strategies.includes(id)}
            onChange={(isOn) => {
              const strategies = STRATEGY_IDS.filter((one) =>
                one === id ? isOn : wishes.strategies.includes(one),
              );
              if (strategies.length > 0) wish({ strategies });
            }}
          />
        ))}
      </fieldset>
      <PickRow
        label="Runs"
        isDisabled={isBusy}
        value={String(wishes.runs)}
        choices={RUNS.map((runs) => ({ value: String(runs), label: formatCount(runs) }))}
        onChange={(runs) => {
          wish({ runs: Number(runs) });
        }}
      />
      <PickRow
        label="Faulty agents"
        help="More than the protocol bears will break it: to see how."
        isDisabled={isBusy}
        value={wishes.faultyMost === undefined ? BORNE : String(wishes.faultyMost)}
        choices={faultyChoices(brief)}
        onChange={(most) => {
          wish({ faultyMost: most === BORNE ? undefined : Number(most) });
        }}
      />
      <PickRow
        label="Look for"
        isDisabled={isBusy}
        value={wishes.mode}
        choices={MODES}
        onChange={(mode) => {
          wish({ mode });
        }}
      />
      <PickRow
        label="Property"
        isDisabled={isBusy}
        value={wishes.property ?? ALL}
        choices={propertyChoices(brief)}
        onChange={(property) => {
          wish({ property: property === ALL ? undefined : property });
        }}
      />
      <fieldset disabled={isBusy}>
        <Tick
          title="Bad network"
          help="Up to 2 % of the messages are lost and as many come twice, beside what is drawn."
          isOn={wishes.isLossy}
          onChange={(isLossy) => {
            wish({ isLossy });
          }}
        />
      </fieldset>
    </form>
  );
}

function faultyChoices(brief: ExplorationBrief | undefined) {
  const borne = brief?.arenas.map(({ tolerated }) => tolerated) ?? [];
  const most = Math.max(0, ...(brief?.arenas.map(({ participants }) => participants) ?? []));
  const f = borne.length === 0 ? '' : ` (${[...new Set(borne)].join(', ')})`;
  const numbers = Array.from({ length: Math.min(most, 12) + 1 }, (_, i) => ({
    value: String(i),
    label: `At most ${i}`,
  }));
  return [{ value: BORNE, label: `As the protocol bears${f}` }, ...numbers];
}

function propertyChoices(brief: ExplorationBrief | undefined) {
  const known = brief?.properties.filter(({ temper }) => temper !== 'sometimes') ?? [];
  return [
    { value: ALL, label: 'Any' },
    ...known.map(({ name, title }) => ({ value: name, label: title })),
  ];
}
