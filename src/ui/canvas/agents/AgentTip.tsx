/** What it is: the words beside the agent under the pointer: who it is and how it fares. */

import type { Design } from '../../../engine/document/design.ts';
import type { Fault } from '../../../engine/document/fault.ts';
import { useAgentState } from '../../state/frameStore.ts';
import { AGENT_ACCUSED, AGENT_DECIDED, AGENT_LEADS } from '../../../engine/projections/frame.ts';
import { doesName } from '../../state/faultNames.ts';
import { behavioursFor } from '../../state/participation.ts';
import { useDocument } from '../../state/documentStore.ts';
import { conditionOf } from '../../../engine/projections/conditions.ts';
import { CONDITION_GLYPHS } from '../../theme/glyphs.ts';
import { ConditionGlyph } from '../../widgets/ConditionGlyph.tsx';
import { useCanvas } from '../canvasStore.ts';

const OFFSET = 14;

export function AgentTip() {
  const tip = useCanvas((state) => state.tip);
  if (tip === undefined) return undefined;
  return (
    <div
      className="tooltip agent-tip"
      aria-hidden="true"
      style={{ left: tip.at.x + OFFSET, top: tip.at.y + OFFSET }}
    >
      <AgentWords agent={tip.agent} />
    </div>
  );
}

function AgentWords({ agent }: { readonly agent: string }) {
  const state = useAgentState(agent);
  const planned = useDocument(({ design }) =>
    design.faults
      .filter((fault) => doesName(design, fault, agent))
      .map((fault) => sayTrouble(design, fault, agent))
      .join(', '),
  );
  if (state === undefined) {
    return (
      <>
        <span className="numeric">{agent}</span>
        <span className="agent-tip-more">
          {planned === '' ? 'no faults' : `planned: ${planned}`}
        </span>
      </>
    );
  }
  const condition = conditionOf(state);
  return (
    <>
      <ConditionGlyph condition={condition} />
      <span className="numeric">{agent}</span>
      <span className="agent-tip-more">
        {CONDITION_GLYPHS[condition].title}
        {(state & AGENT_LEADS) === 0 ? '' : ' · leads'}
        {(state & AGENT_DECIDED) === 0 ? '' : ' · decided'}
        {(state & AGENT_ACCUSED) === 0 ? '' : ' · named by a violation'}
      </span>
    </>
  );
}

function sayTrouble(design: Design, fault: Fault, agent: string): string {
  if (fault.kind !== 'behaviour') return fault.kind;
  const known = behavioursFor(design, agent).find(({ id }) => id === fault.behaviour);
  return known?.title.toLowerCase() ?? fault.behaviour;
}
