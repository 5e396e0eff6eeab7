/** What it is: the design's name, edited where it stands. */

import { documentStore, useDocument } from '../state/documentStore.ts';

const LENGTH_MAX = 120;

export function DesignName() {
  const name = useDocument((state) => state.design.name);
  return (
    <input
      // A new name from elsewhere (an undo, another design) replaces what stands in the field.
      key={name}
      id="design-name"
      className="design-name"
      aria-label="Name of the design"
      title={name}
      defaultValue={name}
      maxLength={LENGTH_MAX}
      spellCheck={false}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = name;
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
      }}
      onBlur={(event) => {
        const next = event.currentTarget.value.trim();
        // A design without a name would be refused by its own schema.
        if (next === '') event.currentTarget.value = name;
        else if (next !== name) {
          documentStore.edit('Rename the design', (design) => ({ ...design, name: next }));
        }
      }}
    />
  );
}
