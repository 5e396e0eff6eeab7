/** What it is: a node in the inspector: its name, and the form of its kind. */

import type { DesignNode } from '../../../engine/document/design.ts';
import { PROTOCOL_CARDS } from '../../../engine/protocols/catalog.ts';
import { AGENT_CARDS } from '../../../engine/agents/cards.ts';
import { glyphOf } from '../../state/blocks.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NameInput } from '../fields/NameInput.tsx';
import { renameNode } from '../edits.ts';
import { CoordinationForm } from './CoordinationForm.tsx';
import { Head } from './Head.tsx';
import { DatasetForm, GoodForm } from './InputForms.tsx';
import { NetworkForm } from './NetworkForm.tsx';
import { NodeProblems } from './NodeProblems.tsx';
import { OutputFacts } from './OutputFacts.tsx';
import { ProposalForm } from './ProposalForm.tsx';
import { PoolForm } from './PoolForm.tsx';
import { useNextFrame } from './useNextFrame.ts';

export interface NodePanelProps {
  readonly node: DesignNode;
  /** Its place in the design, for the paths of its fields. */
  readonly place: number;
}

export function NodePanel({ node, place }: NodePanelProps) {
  const path = `nodes.${place}`;
  // The form is the costly part; with the head it would make one long task.
  const isFormDue = useNextFrame();
  return (
    <>
      <Head glyph={glyphOf(node)} title={node.name} kind={kindOf(node)} />
      <div className="inspector-rows">
        <FieldRow label="Name" path={`${path}.name`} isWide>
          {({ id }) => (
            <NameInput
              id={id}
              value={node.name}
              onChange={(name) => {
                renameNode(node.id, name);
              }}
            />
          )}
        </FieldRow>
      </div>
      <NodeProblems node={node.id} />
      {isFormDue ? <Form node={node} path={path} /> : undefined}
    </>
  );
}

function Form({ node, path }: { readonly node: DesignNode; readonly path: string }) {
  switch (node.kind) {
    case 'pool':
      return <PoolForm node={node} path={path} />;
    case 'coordination':
      return <CoordinationForm node={node} path={path} />;
    case 'dataset':
      return <DatasetForm node={node} path={path} />;
    case 'good':
      return <GoodForm node={node} path={path} />;
    case 'proposal':
      return <ProposalForm node={node} path={path} />;
    case 'network':
      return <NetworkForm node={node} path={path} />;
    case 'output':
      return <OutputFacts node={node} />;
  }
}

function kindOf(node: DesignNode): string {
  switch (node.kind) {
    case 'pool':
      return `Pool of ${AGENT_CARDS.get(node.agent)?.title.toLowerCase() ?? node.agent} · ${node.id}`;
    case 'coordination':
      return `${node.protocol === 'auto' ? 'Coordination, protocol chosen' : (PROTOCOL_CARDS.get(node.protocol)?.title ?? node.protocol)} · ${node.id}`;
    case 'dataset':
      return `Data set · ${node.id}`;
    case 'good':
      return `Market good · ${node.id}`;
    case 'proposal':
      return `Proposal · ${node.id}`;
    case 'network':
      return `Network · ${node.id}`;
    case 'output':
      return `Output · ${node.id}`;
  }
}
