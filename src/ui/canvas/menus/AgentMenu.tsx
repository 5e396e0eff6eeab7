/** What it is: what can be done to one agent: at the cursor while a run is open, in the design otherwise. */

import {
  Clock,
  ClockAlert,
  HeartPulse,
  Power,
  RefreshCw,
  RotateCcw,
  Scissors,
  Unlink,
  VenetianMask,
  Waypoints,
} from 'lucide-react';
import { CLOCK_ACTIONS, DELAYS_MICROS, actOnAgents, actsOnRun } from '../../state/agentActions.ts';
import { doesName } from '../../state/faultNames.ts';
import type { AgentAction } from '../../state/agentActions.ts';
import { useDocument } from '../../state/documentStore.ts';
import { frameStore } from '../../state/frameStore.ts';
import { behavioursFor } from '../../state/participation.ts';
import { LinkItems } from './FaultItems.tsx';
import { conditionOf } from '../../../engine/projections/conditions.ts';
import { formatSetting } from '../../widgets/format.ts';
import { MenuHeading, MenuItem, MenuLine } from '../../widgets/Menu.tsx';
import { MenuSub } from '../../widgets/MenuSub.tsx';

const ICON = 15;

export function AgentMenu({ agent }: { readonly agent: string }) {
  const design = useDocument((state) => state.design);
  const state = frameStore.stateOf(agent);
  const isCrashed = state !== undefined && conditionOf(state) === 'crashed';
  const hasPlannedCrash =
    !actsOnRun() &&
    design.faults.some((fault) => fault.kind === 'crash' && doesName(design, fault, agent));
  const act = (action: AgentAction) => () => void actOnAgents([agent], action);
  return (
    <>
      <MenuHeading>
        {agent} · {actsOnRun() ? 'now, at the cursor' : 'in the design, from the start'}
      </MenuHeading>
      {isCrashed ? undefined : (
        <MenuItem icon={<Power size={ICON} />} onSelect={act({ kind: 'crash' })}>
          Crash
        </MenuItem>
      )}
      {isCrashed || hasPlannedCrash ? (
        <MenuItem icon={<RotateCcw size={ICON} />} onSelect={act({ kind: 'restart' })}>
          {actsOnRun() ? 'Restart' : 'Take its crashes away'}
        </MenuItem>
      ) : undefined}
      <MenuSub title="Slow down" icon={<Clock size={ICON} />}>
        {DELAYS_MICROS.map((delayMicros) => (
          <MenuItem key={delayMicros} onSelect={act({ kind: 'slow', delayMicros })}>
            by {formatSetting(delayMicros)}
          </MenuItem>
        ))}
      </MenuSub>
      <MenuSub title="Lie" icon={<VenetianMask size={ICON} />}>
        {behavioursFor(design, agent).map(({ id, title, help }) => (
          <MenuItem key={id} onSelect={act({ kind: 'behaviour', behaviour: id })}>
            <span title={help}>{title}</span>
          </MenuItem>
        ))}
      </MenuSub>
      <MenuItem icon={<RefreshCw size={ICON} />} onSelect={act({ kind: 'reboot' })}>
        Reboot
      </MenuItem>
      <MenuSub title="Wrong clock" icon={<ClockAlert size={ICON} />}>
        {CLOCK_ACTIONS.map(([title, action]) => (
          <MenuItem key={title} onSelect={act(action)}>
            {title}
          </MenuItem>
        ))}
      </MenuSub>
      <MenuSub title="Its links" icon={<Unlink size={ICON} />}>
        <LinkItems name={agent} />
      </MenuSub>
      <MenuItem icon={<Scissors size={ICON} />} onSelect={act({ kind: 'cutOff' })}>
        Cut off
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<HeartPulse size={ICON} />} onSelect={act({ kind: 'heal' })}>
        Make honest and quick again
      </MenuItem>
      <MenuItem icon={<Waypoints size={ICON} />} onSelect={act({ kind: 'rejoin' })}>
        Heal the network
      </MenuItem>
    </>
  );
}
