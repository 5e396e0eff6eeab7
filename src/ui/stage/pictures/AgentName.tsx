/** What it is: an agent's name with the mark of its colour, as its line in the charts has it; opens the inspector. */

import { hueOfActor } from '../../theme/palette.ts';
import { frameStore } from '../../state/frameStore.ts';
import { sessionStore } from '../../state/sessionStore.ts';

export interface AgentNameProps {
  readonly actor: number;
  readonly label: string;
}

export function AgentName({ actor, label }: AgentNameProps) {
  return (
    <button
      type="button"
      className="agent-name"
      onClick={() => {
        const id = frameStore.getState().brief?.actors[actor]?.agentId;
        if (id !== undefined) sessionStore.selectAgent(id);
      }}
    >
      <span
        className="agent-dot"
        style={{ background: `var(--series-${hueOfActor(actor)})` }}
        aria-hidden="true"
      />
      <span className="truncate">{label}</span>
    </button>
  );
}
