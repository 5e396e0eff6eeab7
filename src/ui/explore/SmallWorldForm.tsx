/** What it is: within what bounds every order of events is to be looked at, in words. */

import type { SearchBudgets } from '../../engine/exploration/settings.ts';
import { formatCount, plural } from '../widgets/format.ts';
import { PickRow } from './fields.tsx';
import { useSmallWorld, wishBudget, wishSearch } from './smallWorld.ts';

const DRAWN = 'drawn';
const ANY = 'any';
const STATES = [20_000, 100_000, 500_000, 2_000_000];
const STEPS = [10, 15, 20, 30, 50];
const ANY_STEPS = 1_000;
const BUDGET_MOST = 4;

const BUDGETS: readonly {
  readonly name: keyof SearchBudgets;
  readonly label: string;
  readonly said: (count: number) => string;
}[] = [
  {
    name: 'timeouts',
    label: 'Timers run out',
    said: (count) => `${plural(count, 'timer')} that ${count === 1 ? 'runs' : 'run'} out`,
  },
  {
    name: 'crashes',
    label: 'Crashes',
    said: (count) => plural(count, 'crash', 'crashes'),
  },
  {
    name: 'drops',
    label: 'Messages lost',
    said: (count) => plural(count, 'lost message'),
  },
  {
    name: 'duplicates',
    label: 'Come twice',
    said: (count) => `${plural(count, 'message')} that ${count === 1 ? 'comes' : 'come'} twice`,
  },
];

const ORDERS = [
  { value: 'breadth', label: 'What is near the start' },
  { value: 'depth', label: 'One way to its end' },
] as const;

const LEFT_OUT = [
  { value: 'nothing', label: 'Nothing' },
  { value: 'orders', label: 'Orders that end alike' },
] as const;

export function SmallWorldForm() {
  const wishes = useSmallWorld((state) => state.wishes);
  const drawn = useSmallWorld((state) => state.drawn);
  const isBusy = useSmallWorld(({ phase }) => phase === 'opening' || phase === 'running');
  return (
    <form
      className="explore-form"
      aria-label="What to look at"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <p className="explore-help" data-testid="small-world-bounds">
        {sayBounds({ ...drawn, ...wishes.budgets })} Whoever lies in the design lies from the start;
        agents answer either way.
      </p>
      {BUDGETS.map(({ name, label }) => (
        <PickRow
          key={name}
          label={label}
          isDisabled={isBusy}
          value={wishes.budgets[name] === undefined ? DRAWN : String(wishes.budgets[name])}
          choices={budgetChoices(drawn?.[name])}
          onChange={(budget) => {
            wishBudget(name, budget === DRAWN ? undefined : Number(budget));
          }}
        />
      ))}
      <PickRow
        label="Look first at"
        help={
          wishes.order === 'breadth'
            ? 'The first violation found is one of the nearest.'
            : 'Finds what lies deep sooner, by a longer way.'
        }
        isDisabled={isBusy}
        value={wishes.order}
        choices={ORDERS}
        onChange={(order) => {
          wishSearch({ order });
        }}
      />
      <PickRow
        label="Leave out"
        help={
          wishes.isReduced
            ? 'Of orders that end the same and tell the same, one is looked at, once nothing more may go wrong: the same verdict, sooner.'
            : 'Every world is looked at.'
        }
        isDisabled={isBusy}
        value={wishes.isReduced ? 'orders' : 'nothing'}
        choices={LEFT_OUT}
        onChange={(value) => {
          wishSearch({ isReduced: value === 'orders' });
        }}
      />
      <PickRow
        label="Worlds"
        isDisabled={isBusy}
        value={String(wishes.statesMax)}
        choices={STATES.map((states) => ({
          value: String(states),
          label: `At most ${formatCount(states)}`,
        }))}
        onChange={(states) => {
          wishSearch({ statesMax: Number(states) });
        }}
      />
      <PickRow
        label="Steps"
        help="From the start; a step is one thing that happens to one agent."
        isDisabled={isBusy}
        value={wishes.depthMax === ANY_STEPS ? ANY : String(wishes.depthMax)}
        choices={[
          { value: ANY, label: 'Any number' },
          ...STEPS.map((steps) => ({ value: String(steps), label: `At most ${steps}` })),
        ]}
        onChange={(steps) => {
          wishSearch({ depthMax: steps === ANY ? ANY_STEPS : Number(steps) });
        }}
      />
    </form>
  );
}

function budgetChoices(drawn: number | undefined) {
  const said = drawn === undefined ? 'As drawn' : `As drawn (${sayMost(drawn).toLowerCase()})`;
  const numbers = Array.from({ length: BUDGET_MOST + 1 }, (_, count) => ({
    value: String(count),
    label: sayMost(count),
  }));
  return [{ value: DRAWN, label: said }, ...numbers];
}

function sayMost(count: number): string {
  return count === 0 ? 'Never' : `At most ${count}`;
}

/** What may go wrong, in a sentence. */
function sayBounds(budgets: Partial<SearchBudgets>): string {
  const parts = BUDGETS.flatMap(({ name, said }) => {
    const count = budgets[name] ?? 0;
    return count === 0 ? [] : [said(count)];
  });
  const last = parts.at(-1);
  const start = 'Every order in which messages can arrive';
  if (last === undefined) return `${start}, and nothing else goes wrong.`;
  const list = parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
  return `${start}, with at most ${list}, at any point.`;
}
