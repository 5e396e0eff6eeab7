/** What it is: a step to the next event, with steps to the next message or decision behind it. */

import { ChevronDown, StepForward } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { memo } from 'react';
import { commands, titleOf } from '../commands/registry.ts';
import { IconButton } from '../widgets/Button.tsx';
import { Menu, MenuItem } from '../widgets/Menu.tsx';

const STEPS = ['run.stepEvent', 'run.stepMessage', 'run.stepDecision'];

/** Stands in a toolbar. */
export const StepMenu = memo(function StepMenu({ isEnabled }: { readonly isEnabled: boolean }) {
  return (
    <span className="split-button">
      <Toolbar.Button asChild disabled={!isEnabled}>
        <IconButton
          label="Step to the next event"
          shortcut={commands.find('run.stepEvent')?.keys?.[0]}
          icon={<StepForward size={15} />}
          onClick={() => commands.execute('run.stepEvent')}
        />
      </Toolbar.Button>
      <Menu
        label="Steps"
        trigger={
          <Toolbar.Button asChild disabled={!isEnabled}>
            <IconButton
              label="More steps"
              className="split-button-more"
              icon={<ChevronDown size={12} />}
            />
          </Toolbar.Button>
        }
      >
        {STEPS.map((id) => {
          const command = commands.find(id);
          return command === undefined ? undefined : (
            <MenuItem key={id} shortcut={command.keys?.[0]} onSelect={() => commands.execute(id)}>
              {titleOf(command)}
            </MenuItem>
          );
        })}
      </Menu>
    </span>
  );
});
