/** What it is: the choice of the coordination that the stage and the charts show, where there are several. */

import { useFrame } from '../state/frameStore.ts';
import { useView, viewStore } from '../state/viewStore.ts';
import { Select } from '../widgets/Select.tsx';

export function CoordinationSwitcher() {
  const shown = useView((state) => state.coordination);
  const coordinations = useFrame((state) => state.brief?.plan.coordinations);
  if (coordinations === undefined || coordinations.length < 2) return undefined;
  return (
    <div className="stage-switcher">
      <Select
        label="Coordination on the stage"
        value={(coordinations.find(({ id }) => id === shown) ?? coordinations[0])?.id ?? ''}
        choices={coordinations.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(coordination) => {
          viewStore.want({ coordination });
        }}
      />
    </div>
  );
}
