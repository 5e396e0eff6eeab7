/** What it is: which axes parallel coordinates have: chosen one by one, or those that the best trial has, or all. */

import { ChevronDown } from 'lucide-react';
import type { TuningStage } from '../../../engine/projections/tuningStage.ts';
import { Button } from '../../widgets/Button.tsx';
import { Menu, MenuCheck, MenuHeading, MenuItem, MenuLine } from '../../widgets/Menu.tsx';
import { partsOfName, usualParameters, variedParameters } from './parameters.ts';

export interface AxesMenuProps {
  readonly stage: TuningStage;
  readonly shown: ReadonlySet<string>;
  readonly onShow: (shown: ReadonlySet<string>) => void;
}

export function AxesMenu({ stage, shown, onShow }: AxesMenuProps) {
  const names = variedParameters(stage).map(({ name }) => name);
  const groups = [...new Set(names.map((name) => partsOfName(name).group))];
  const count = names.filter((name) => shown.has(name)).length;
  return (
    <Menu
      label="Axes"
      side="top"
      trigger={
        <Button size="small" icon={<ChevronDown size={13} aria-hidden="true" />}>
          {count} of {names.length} axes
        </Button>
      }
    >
      <MenuItem onSelect={() => onShow(new Set(names))}>All axes</MenuItem>
      <MenuItem onSelect={() => onShow(new Set(usualParameters(stage)))}>
        Those of the best trial
      </MenuItem>
      {groups.map((group) => (
        <Group key={group} group={group} names={names} shown={shown} onShow={onShow} />
      ))}
    </Menu>
  );
}

interface GroupProps extends Pick<AxesMenuProps, 'shown' | 'onShow'> {
  readonly group: string;
  readonly names: readonly string[];
}

function Group({ group, names, shown, onShow }: GroupProps) {
  return (
    <>
      <MenuLine />
      {group === '' ? undefined : <MenuHeading>{group}</MenuHeading>}
      {names
        .filter((name) => partsOfName(name).group === group)
        .map((name) => (
          <MenuCheck
            key={name}
            isOn={shown.has(name)}
            onChange={(isOn) => {
              const next = new Set(shown);
              if (isOn) next.add(name);
              else next.delete(name);
              onShow(next);
            }}
          >
            {partsOfName(name).own}
          </MenuCheck>
        ))}
    </>
  );
}
