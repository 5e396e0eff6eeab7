/** What it is: the form of a coordination: protocol, requirements, parameters, advice, and its live state. */

import { COORDINATION_TYPES, FAULT_LEVELS } from '../../../engine/document/design.ts';
import type { NodeOf } from '../../../engine/document/design.ts';
import { PROTOCOL_CARDS } from '../../../engine/protocols/catalog.ts';
import { ownSpace, tuningCard } from '../../../engine/protocols/hyperparameterOptimization/card.ts';
import type { ProtocolId } from '../../../engine/contract/card.ts';
import { useDocument } from '../../state/documentStore.ts';
import { cardOf, takesNamed } from '../../state/participation.ts';
import { commands } from '../../commands/registry.ts';
import { Button } from '../../widgets/Button.tsx';
import { Select } from '../../widgets/Select.tsx';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { ParameterForm } from '../fields/ParameterForm.tsx';
import { scaleOf } from '../fields/quantity.ts';
import { spoken } from '../fields/schemaFields.ts';
import { editNode, withValue } from '../edits.ts';
import { Advice } from './Advice.tsx';
import { CoordinationLive } from './CoordinationLive.tsx';
import { FaultList } from '../faults/FaultList.tsx';
import { Section } from './Section.tsx';
import { WhyProtocol } from './WhyProtocol.tsx';

type Coordination = NodeOf<'coordination'>;

const SECONDS = scaleOf('µs', 1_000_000);
const AGENTS = scaleOf('agents');

export interface CoordinationFormProps {
  readonly node: Coordination;
  readonly path: string;
}

export function CoordinationForm({ node, path }: CoordinationFormProps) {
  const design = useDocument((state) => state.design);
  const card = cardOf(design, node);
  return (
    <>
      <CoordinationLive node={node.id} />
      <Section title="Protocol">
        <ProtocolField node={node} path={path} />
        {node.protocol === 'auto' ? <RequirementFields node={node} path={path} /> : undefined}
        <OpeningField node={node} path={path} />
        <MostField node={node} path={path} />
        {card === undefined ? undefined : <p className="note">{card.summary}</p>}
      </Section>
      <Advice node={node} />
      <WhyProtocol node={node} isOpen={node.protocol === 'auto'} />
      {card === undefined ? undefined : (
        <Section title="Parameters" more={card.title}>
          <ParameterForm
            schema={card.parameters}
            heeded={card.heeded}
            values={node.parameters}
            {...(card.id === tuningCard.id && { own: { space: ownSpace(node.parameters) } })}
            path={`${path}.parameters`}
            onChange={(name, title, value) => {
              editNode(node.id, 'coordination', title.toLowerCase(), (one) => ({
                ...one,
                parameters: withValue(one.parameters, name, value),
              }));
            }}
          />
        </Section>
      )}
      {card?.id === 'market_coordination' ? (
        <Section title="Incentives">
          <p className="note">What a bidder of this design gains by lying, format by format.</p>
          <Button size="small" onClick={() => commands.execute('run.incentives')}>
            What lying gains…
          </Button>
        </Section>
      ) : undefined}
      {card?.id === 'hierarchical_consensus' ? (
        <Section title="Cluster sizes">
          <p className="note">What other sizes cost, and how often they distort the vote.</p>
          <Button size="small" onClick={() => commands.execute('run.clusterSizes')}>
            What cluster sizes cost…
          </Button>
        </Section>
      ) : undefined}
      {card === undefined ? undefined : (
        <Section title="What it assumes" isOpen={false}>
          <p className="note">{card.assumptions.time}</p>
          <p className="note">{card.assumptions.faults}</p>
          <p className="note">
            {card.paper.authors}: {card.paper.title}. {card.paper.venue}, {card.paper.year}.
          </p>
        </Section>
      )}
      <FaultList target={node.id} />
    </>
  );
}

function ProtocolField({ node, path }: CoordinationFormProps) {
  const known: readonly (ProtocolId | 'auto')[] = ['auto', ...PROTOCOL_CARDS.keys()];
  // A protocol that this version does not have stays in sight, so that its problem can be mended.
  const ids = known.includes(node.protocol) ? known : [...known, node.protocol];
  return (
    <FieldRow label="Protocol" path={`${path}.protocol`} isWide>
      {({ id }) => (
        <Select
          id={id}
          value={node.protocol}
          choices={ids.map((one) => ({
            value: one,
            label:
              one === 'auto' ? 'Choose for me' : (PROTOCOL_CARDS.get(one)?.title ?? spoken(one)),
          }))}
          onChange={(protocol) => {
            if (protocol === node.protocol) return;
            editNode(node.id, 'coordination', 'the protocol', (one) => ({
              ...one,
              protocol,
              // What another protocol was told means nothing to this one.
              parameters: {},
            }));
          }}
        />
      )}
    </FieldRow>
  );
}

/** When it opens. One that opens later knows what earlier ones reported of its participants. */
function OpeningField({ node, path }: CoordinationFormProps) {
  return (
    <FieldRow
      label="Opens at"
      path={`${path}.startMicros`}
      help="Empty: when the run begins. Later: it knows what coordinations before it reported of its agents."
    >
      {({ id, describedBy, isInvalid }) => (
        <NumberInput
          id={id}
          describedBy={describedBy}
          value={node.startMicros}
          placeholder="0"
          scale={SECONDS}
          isWhole
          least={0}
          isInvalid={isInvalid}
          onChange={(startMicros) => {
            editNode(node.id, 'coordination', 'the opening', (one) => ({ ...one, startMicros }));
          }}
          onClear={() => {
            editNode(
              node.id,
              'coordination',
              'the opening',
              ({ startMicros: _cleared, ...one }) => one,
            );
          }}
        />
      )}
    </FieldRow>
  );
}

/** Of those whom others name. Shown where they can, and where a number stands that may have to go. */
function MostField({ node, path }: CoordinationFormProps) {
  const isOpen = useDocument(({ design }) => takesNamed(design, node.id));
  if (!isOpen && node.participantsMost === undefined) return undefined;
  return (
    <FieldRow
      label="Takes at most"
      path={`${path}.participantsMost`}
      help="Of the agents that other coordinations name, the best ranked. Empty: all of them."
    >
      {({ id, describedBy, isInvalid }) => (
        <NumberInput
          id={id}
          describedBy={describedBy}
          value={node.participantsMost}
          placeholder="all"
          scale={AGENTS}
          isWhole
          least={1}
          most={1_000}
          isInvalid={isInvalid}
          onChange={(participantsMost) => {
            editNode(node.id, 'coordination', 'how many take part', (one) => ({
              ...one,
              participantsMost,
            }));
          }}
          onClear={() => {
            editNode(
              node.id,
              'coordination',
              'how many take part',
              ({ participantsMost: _cleared, ...one }) => one,
            );
          }}
        />
      )}
    </FieldRow>
  );
}

function RequirementFields({ node, path }: CoordinationFormProps) {
  return (
    <>
      <FieldRow label="Kind of task" path={`${path}.requirements.type`}>
        {({ id }) => (
          <Select
            id={id}
            value={node.requirements.type}
            choices={COORDINATION_TYPES.map((type) => ({ value: type, label: spoken(type) }))}
            onChange={(type) => {
              editNode(node.id, 'coordination', 'the kind of task', (one) => ({
                ...one,
                requirements: { ...one.requirements, type },
              }));
            }}
          />
        )}
      </FieldRow>
      <FieldRow label="Faults to tolerate" path={`${path}.requirements.faultTolerance`}>
        {({ id }) => (
          <Select
            id={id}
            value={node.requirements.faultTolerance}
            choices={FAULT_LEVELS.map((level) => ({ value: level, label: spoken(level) }))}
            onChange={(faultTolerance) => {
              editNode(node.id, 'coordination', 'the faults to tolerate', (one) => ({
                ...one,
                requirements: { ...one.requirements, faultTolerance },
              }));
            }}
          />
        )}
      </FieldRow>
    </>
  );
}
