/** What it is: the seed of the run, with dice: the same seed gives the same run. */

import { Dices } from 'lucide-react';
import { documentStore, useDocument } from '../state/documentStore.ts';
import { CommandButton } from './CommandButton.tsx';

export function SeedField() {
  const seed = useDocument((state) => state.design.seed);
  return (
    <div className="seed">
      <label className="seed-field" title="The same seed gives the same run">
        Seed
        <input
          key={seed}
          type="text"
          inputMode="numeric"
          defaultValue={seed}
          aria-label="Seed"
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.value = String(seed);
            if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
          }}
          onBlur={(event) => {
            const next = readSeed(event.currentTarget.value);
            if (next === undefined) event.currentTarget.value = String(seed);
            else if (next !== seed) {
              documentStore.edit('Change the seed', (design) => ({ ...design, seed: next }));
            }
          }}
        />
      </label>
      <CommandButton command="run.rollSeed" icon={<Dices size={16} />} />
    </div>
  );
}

/** A seed is a whole number from 0 to 2⁵³ − 1. */
export function readSeed(text: string): number | undefined {
  const trimmed = text.trim();
  const seed = Number(trimmed);
  return /^\d{1,16}$/.test(trimmed) && Number.isSafeInteger(seed) ? seed : undefined;
}
