/** What it is: one agent in the inspector: how it fares at the cursor, what is done to it, what differs for it. */

import type { DesignNode } from '../../../engine/document/design.ts';
import { AGENT_CARDS } from '../../../engine/agents/cards.ts';
import { glyphOf } from '../../state/blocks.ts';
import { useAgentState, useFrame } from '../../state/frameStore.ts';
import { sessionStore } from '../../state/sessionStore.ts';
import { conditionOf } from '../../../engine/projections/conditions.ts';
import { Button } from '../../widgets/Button.tsx';
import { ConditionGlyph } from '../../widgets/ConditionGlyph.tsx';
import { ParameterForm } from '../fields/ParameterForm.tsx';
import { editNode, withOverride } from '../edits.ts';
import { AgentButtons } from './AgentButtons.tsx';
import { Facts } from './Facts.tsx';
import { FaultList } from '../faults/FaultList.tsx';
import { Head } from './Head.tsx';
import { Section } from './Section.tsx';

export interface AgentPanelProps {
  readonly agent: string;
  /** Its pool, or the coordination that brings it. */
  readonly node: DesignNode;
  readonly place: number;
  /** Its number in the pool. */
  readonly number: number;
}

export function AgentPanel({ agent, node, place, number }: AgentPanelProps) {
  return (
    <>
      <Head glyph={glyphOf(node)} title={agent} kind={`Agent of ${node.name}`}>
        <Button
          size="small"
          look="quiet"
          onClick={() => {
            sessionStore.select([node.id]);
          }}
        >
          {node.kind === 'pool' ? 'Pool' : 'Coordination'}
        </Button>
      </Head>
      <AgentLive agent={agent} />
      <AgentButtons agent={agent} />
      <FaultList target={agent} />
      {node.kind === 'pool' && Number.isInteger(number) ? (
        <OverrideForm node={node} place={place} number={number} />
      ) : undefined}
    </>
  );
}

function AgentLive({ agent }: { readonly agent: string }) {
  const state = useAgentState(agent);
  const inspection = useFrame((frames) => frames.inspection);
  if (state === undefined) return undefined;
  const isShown = inspection?.agent === agent;
  return (
    <Section
      title="At the cursor"
      more={
        <span className="condition">
          <ConditionGlyph condition={conditionOf(state)} />
          {isShown ? inspection.condition : conditionOf(state)}
        </span>
      }
    >
      {isShown ? (
        <>
          <Facts facts={[['Role', inspection.role], ...inspection.facts]} />
          {inspection.state.length === 0 ? undefined : (
            <>
              <h4 className="subheading">Its own state</h4>
              <Facts facts={inspection.state} />
            </>
          )}
        </>
      ) : (
        <p className="note">Asking for its state…</p>
      )}
    </Section>
  );
}

interface OverrideFormProps {
  readonly node: Extract<DesignNode, { kind: 'pool' }>;
  readonly place: number;
  readonly number: number;
}

/** What differs for this agent from its pool. */
function OverrideForm({ node, place, number }: OverrideFormProps) {
  const card = AGENT_CARDS.get(node.agent);
  const entry = node.overrides.findIndex((one) => one.index === number);
  const values = node.overrides[entry]?.parameters ?? {};
  if (card === undefined) return undefined;
  const changed = Object.keys(values).length;
  return (
    <Section
      title="Different from its pool"
      more={changed === 0 ? 'nothing' : changed}
      isOpen={changed > 0}
    >
      <ParameterForm
        schema={card.parameters}
        heeded={card.heeded}
        values={values}
        inherited={node.template}
        path={`nodes.${place}.overrides.${Math.max(0, entry)}.parameters`}
        onChange={(name, title, value) => {
          editNode(node.id, 'pool', `${title.toLowerCase()} of agent ${number}`, (pool) =>
            withOverride(pool, number, name, value),
          );
        }}
      />
    </Section>
  );
}
