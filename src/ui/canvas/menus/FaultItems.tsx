/** What it is: what can be done to the links of agents or of a whole pool, for menus. */

import {
  HeartPulse,
  Power,
  RefreshCw,
  Scissors,
  TrendingUpDown,
  Unlink,
  Waypoints,
} from 'lucide-react';
import {
  CLOCK_ACTIONS,
  DELAYS_MICROS,
  LINK_ACTIONS,
  actOnAgents,
  actsOnRun,
} from '../../state/agentActions.ts';
import type { AgentAction } from '../../state/agentActions.ts';
import { useDocument } from '../../state/documentStore.ts';
import { findNode } from '../../state/designEdits.ts';
import { dataSourcesOf, regionsOf } from '../../state/participation.ts';
import { formatSetting } from '../../widgets/format.ts';
import { MenuHeading, MenuItem, MenuLine } from '../../widgets/Menu.tsx';
import { MenuSub } from '../../widgets/MenuSub.tsx';

const ICON = 15;

/** Whether it happens now or is planned. */
function WhenHeading({ name }: { readonly name: string }) {
  return (
    <MenuHeading>
      {name} · {actsOnRun() ? 'now, at the cursor' : 'in the design, from the start'}
    </MenuHeading>
  );
}

interface ItemsProps {
  /** `replicas` for a pool, `replicas/2` for an agent. */
  readonly name: string;
}

/** The troubles that their links with anybody may have. */
export function LinkItems({ name }: ItemsProps) {
  return LINK_ACTIONS.map(([title, action]) => (
    <MenuItem key={title} onSelect={() => void actOnAgents([name], action)}>
      {title}
    </MenuItem>
  ));
}

/** A connection of a pool: what its agents say and hear goes over it. */
export function EdgeFaults({ edge }: { readonly edge: string }) {
  const pool = useDocument(({ design }) => {
    const source = design.connections.find((one) => one.id === edge)?.source.node ?? '';
    return findNode(design, source)?.kind === 'pool' ? source : undefined;
  });
  if (pool === undefined) return undefined;
  return (
    <>
      <WhenHeading name={`links of ${pool}`} />
      <LinkItems name={pool} />
      <MenuItem
        icon={<Waypoints size={ICON} />}
        onSelect={() => void actOnAgents([pool], { kind: 'rejoin' })}
      >
        Heal the network
      </MenuItem>
      <MenuLine />
    </>
  );
}

/** Data that arrives row by row can be made to drift. */
export function DataFaults({ node }: { readonly node: string }) {
  const design = useDocument((state) => state.design);
  const { names, drifts } = dataSourcesOf(design, node);
  if (names.length === 0) return undefined;
  const act = (action: AgentAction) => () => void actOnAgents(names, action);
  return (
    <>
      <MenuSub title="Let it drift" icon={<TrendingUpDown size={ICON} />}>
        <WhenHeading name={node} />
        {drifts.map(({ id, title, help }) => (
          <MenuItem key={id} onSelect={act({ kind: 'behaviour', behaviour: id })}>
            <span title={help}>{title}</span>
          </MenuItem>
        ))}
        <MenuItem icon={<HeartPulse size={ICON} />} onSelect={act({ kind: 'heal' })}>
          End the drift
        </MenuItem>
      </MenuSub>
      <MenuLine />
    </>
  );
}

/** All agents of a pool at once. */
export function PoolFaults({ node }: { readonly node: string }) {
  const isPool = useDocument(({ design }) => findNode(design, node)?.kind === 'pool');
  if (!isPool) return undefined;
  const act = (action: AgentAction) => () => void actOnAgents([node], action);
  return (
    <>
      <MenuSub title="Break all its agents" icon={<Unlink size={ICON} />}>
        <WhenHeading name={node} />
        <MenuItem icon={<Power size={ICON} />} onSelect={act({ kind: 'crash' })}>
          Crash
        </MenuItem>
        <MenuItem icon={<RefreshCw size={ICON} />} onSelect={act({ kind: 'reboot' })}>
          Reboot
        </MenuItem>
        {DELAYS_MICROS.map((delayMicros) => (
          <MenuItem key={delayMicros} onSelect={act({ kind: 'slow', delayMicros })}>
            Slow down by {formatSetting(delayMicros)}
          </MenuItem>
        ))}
        {CLOCK_ACTIONS.map(([title, action]) => (
          <MenuItem key={title} onSelect={act(action)}>
            Clock {title.charAt(0).toLowerCase() + title.slice(1)}
          </MenuItem>
        ))}
        <MenuItem icon={<Scissors size={ICON} />} onSelect={act({ kind: 'cutOff' })}>
          Cut off from all others
        </MenuItem>
      </MenuSub>
      <MenuSub title="Break its links" icon={<Unlink size={ICON} />}>
        <LinkItems name={node} />
      </MenuSub>
      <MenuSub title="Make whole again" icon={<HeartPulse size={ICON} />}>
        <MenuItem onSelect={act({ kind: 'restart' })}>Restart who is down</MenuItem>
        <MenuItem onSelect={act({ kind: 'heal' })}>Make honest, quick and in time</MenuItem>
        <MenuItem onSelect={act({ kind: 'rejoin' })}>Heal the network</MenuItem>
      </MenuSub>
      <MenuLine />
    </>
  );
}

/** The regions of a coordination, each as a whole. */
export function RegionFaults({ node }: { readonly node: string }) {
  const design = useDocument((state) => state.design);
  const coordination = findNode(design, node);
  const regions = coordination?.kind === 'coordination' ? regionsOf(design, coordination) : [];
  if (regions.length === 0) return undefined;
  return (
    <>
      <MenuSub title="Break a region" icon={<Unlink size={ICON} />}>
        <WhenHeading name={node} />
        {regions.map(({ name, title }) => (
          <MenuSub key={name} title={title}>
            <RegionItems name={name} />
          </MenuSub>
        ))}
      </MenuSub>
      <MenuLine />
    </>
  );
}

function RegionItems({ name }: ItemsProps) {
  const act = (action: AgentAction) => () => void actOnAgents([name], action);
  return (
    <>
      <MenuItem onSelect={act({ kind: 'cutOff' })}>Cut off from all others</MenuItem>
      <MenuItem onSelect={act({ kind: 'crash' })}>Crash</MenuItem>
      {DELAYS_MICROS.map((delayMicros) => (
        <MenuItem key={delayMicros} onSelect={act({ kind: 'slow', delayMicros })}>
          Slow down by {formatSetting(delayMicros)}
        </MenuItem>
      ))}
      <LinkItems name={name} />
      <MenuLine />
      <MenuItem onSelect={act({ kind: 'restart' })}>Restart who is down</MenuItem>
      <MenuItem onSelect={act({ kind: 'rejoin' })}>Heal the network</MenuItem>
    </>
  );
}
