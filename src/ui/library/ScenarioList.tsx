/** What it is: the ready scenarios: each opens as a design of one's own and runs. */

import { useState } from 'react';
import { SCENARIOS, groupedScenarios } from '../state/scenarios.ts';
import type { Scenario } from '../state/scenarios.ts';
import { sessionStore } from '../state/sessionStore.ts';
import { openScenario } from '../state/studio.ts';
import { BlockGlyph } from '../widgets/BlockGlyph.tsx';
import { Button } from '../widgets/Button.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { plural } from '../widgets/format.ts';
import { SearchField } from './SearchField.tsx';

export function ScenarioList() {
  const [typed, setTyped] = useState('');
  const wanted = typed.toLowerCase();
  const found = SCENARIOS.filter(({ name, description }) =>
    `${name} ${description}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <SearchField label="Search scenarios" value={typed} onChange={setTyped} />
      <div className="library-rows">
        {groupedScenarios(found).map(({ title, scenarios }) => (
          <section key={title} aria-label={title}>
            <h2 className="library-heading">{title}</h2>
            <ul>
              {scenarios.map((scenario) => (
                <li key={scenario.id}>
                  <ScenarioRow scenario={scenario} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {found.length > 0 ? undefined : (
          <EmptyState
            action={
              <Button
                onClick={() => {
                  setTyped('');
                  sessionStore.showDialog('gallery');
                }}
              >
                Open the gallery
              </Button>
            }
          >
            No scenario fits.
          </EmptyState>
        )}
      </div>
    </>
  );
}

function ScenarioRow({ scenario }: { readonly scenario: Scenario }) {
  const { name, description, protocol, agentCount, faultCount } = scenario;
  const facts = [
    plural(agentCount, 'agent'),
    ...(faultCount > 0 ? [plural(faultCount, 'fault')] : []),
  ];
  return (
    <button
      type="button"
      className="block"
      title={description}
      onClick={() => void openScenario(scenario)}
    >
      <span className="block-glyph">
        <BlockGlyph glyph={`coordination.${protocol ?? 'auto'}`} />
      </span>
      <span className="block-title">{name}</span>
      <span className="block-summary">{facts.join(' · ')}</span>
    </button>
  );
}
