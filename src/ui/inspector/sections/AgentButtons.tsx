/** What it is: what can be done to an agent, as buttons: at the cursor or in the design. */

import {
  CLOCK_ACTIONS,
  DELAYS_MICROS,
  LINK_ACTIONS,
  actOnAgents,
} from '../../state/agentActions.ts';
import type { AgentAction } from '../../state/agentActions.ts';
import { useDocument } from '../../state/documentStore.ts';
import { behavioursFor } from '../../state/participation.ts';
import { usePlayback } from '../../state/playbackStore.ts';
import { isOpen } from '../../state/transport.ts';
import { Button } from '../../widgets/Button.tsx';
import { formatSetting } from '../../widgets/format.ts';
import { Menu, MenuItem } from '../../widgets/Menu.tsx';
import { Section } from './Section.tsx';

export function AgentButtons({ agent }: { readonly agent: string }) {
  const design = useDocument((state) => state.design);
  const isLive = usePlayback((state) => isOpen(state.transport));
  const act = (action: AgentAction) => () => void actOnAgents([agent], action);
  return (
    <Section title="Act on it" more={isLive ? 'at the cursor' : 'in the design'}>
      <div className="buttons">
        <Button size="small" onClick={act({ kind: 'crash' })}>
          Crash
        </Button>
        <Button size="small" onClick={act({ kind: 'restart' })}>
          Restart
        </Button>
        <Menu label="Slow down by" trigger={<Button size="small">Slow…</Button>}>
          {DELAYS_MICROS.map((delayMicros) => (
            <MenuItem key={delayMicros} onSelect={act({ kind: 'slow', delayMicros })}>
              by {formatSetting(delayMicros)}
            </MenuItem>
          ))}
        </Menu>
        <Menu label="Lie" trigger={<Button size="small">Lie…</Button>}>
          {behavioursFor(design, agent).map(({ id, title, help }) => (
            <MenuItem key={id} onSelect={act({ kind: 'behaviour', behaviour: id })}>
              <span title={help}>{title}</span>
            </MenuItem>
          ))}
        </Menu>
        <Button size="small" onClick={act({ kind: 'reboot' })}>
          Reboot
        </Button>
        <Menu label="Wrong clock" trigger={<Button size="small">Clock…</Button>}>
          {CLOCK_ACTIONS.map(([title, action]) => (
            <MenuItem key={title} onSelect={act(action)}>
              {title}
            </MenuItem>
          ))}
        </Menu>
        <Menu label="Its links" trigger={<Button size="small">Links…</Button>}>
          {LINK_ACTIONS.map(([title, action]) => (
            <MenuItem key={title} onSelect={act(action)}>
              {title}
            </MenuItem>
          ))}
        </Menu>
        <Button size="small" onClick={act({ kind: 'cutOff' })}>
          Cut off
        </Button>
        <Button size="small" onClick={act({ kind: 'heal' })}>
          Heal
        </Button>
        <Button size="small" onClick={act({ kind: 'rejoin' })}>
          Heal network
        </Button>
      </div>
    </Section>
  );
}
