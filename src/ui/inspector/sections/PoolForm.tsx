/** What it is: the form of a pool: what its agents are, how many, and what differs for some. */

import { AGENT_CARDS } from '../../../engine/agents/cards.ts';
import { AGENT_KINDS } from '../../../engine/document/design.ts';
import type { NodeOf } from '../../../engine/document/design.ts';
import { sessionStore } from '../../state/sessionStore.ts';
import { Select } from '../../widgets/Select.tsx';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { ParameterForm } from '../fields/ParameterForm.tsx';
import { editNode, withValue } from '../edits.ts';
import { FaultList } from '../faults/FaultList.tsx';
import { RecordForm } from './RecordForm.tsx';
import { Section } from './Section.tsx';

const COUNT_MAX = 1_000;
const WHOLE = { unit: 'agents', factor: 1 };

export interface PoolFormProps {
  readonly node: NodeOf<'pool'>;
  readonly path: string;
}

export function PoolForm({ node, path }: PoolFormProps) {
  const card = AGENT_CARDS.get(node.agent);
  return (
    <>
      <Section title="Agents">
        <FieldRow
          label="Kind"
          path={`${path}.agent`}
          help="What the agents can do; parameters of another kind are dropped."
        >
          {({ id }) => (
            <Select
              id={id}
              value={node.agent}
              choices={AGENT_KINDS.map((kind) => ({
                value: kind,
                label: AGENT_CARDS.get(kind)?.title ?? kind,
              }))}
              onChange={(agent) => {
                if (agent === node.agent) return;
                editNode(node.id, 'pool', 'agent', (pool) => ({
                  ...pool,
                  agent,
                  template: {},
                  overrides: [],
                }));
              }}
            />
          )}
        </FieldRow>
        <FieldRow
          label="Count"
          path={`${path}.count`}
          help="How many agents the pool holds. Range: 1 to 1000."
        >
          {({ id, describedBy, isInvalid }) => (
            <NumberInput
              id={id}
              describedBy={describedBy}
              value={node.count}
              scale={WHOLE}
              isWhole
              least={1}
              most={COUNT_MAX}
              isInvalid={isInvalid}
              onChange={(count) => {
                editNode(node.id, 'pool', 'count', (pool) => ({ ...pool, count }));
              }}
            />
          )}
        </FieldRow>
      </Section>
      {card === undefined ? undefined : (
        <Section title="Each agent" more="fixed or drawn">
          <ParameterForm
            schema={card.parameters}
            heeded={card.heeded}
            values={node.template}
            path={`${path}.template`}
            canDraw
            onChange={(name, title, value) => {
              editNode(node.id, 'pool', title.toLowerCase(), (pool) => ({
                ...pool,
                template: withValue(pool.template, name, value),
              }));
            }}
          />
        </Section>
      )}
      <RecordForm node={node} path={path} />
      <Overrides node={node} path={path} />
      <FaultList target={node.id} />
    </>
  );
}

/** Single agents that differ; each leads to its own form. */
function Overrides({ node, path }: PoolFormProps) {
  if (node.overrides.length === 0) return undefined;
  return (
    <Section title="Agents that differ" more={node.overrides.length}>
      {node.overrides.map(({ index, parameters }, place) => (
        <div key={index} className="line" data-path={`${path}.overrides.${place}`}>
          <button
            type="button"
            className="line-open"
            onClick={() => {
              sessionStore.selectAgent(`${node.id}/${index}`);
            }}
          >
            <span className="numeric">
              {node.id}/{index}
            </span>
            <span className="line-more truncate">{Object.keys(parameters).join(', ')}</span>
          </button>
        </div>
      ))}
    </Section>
  );
}
