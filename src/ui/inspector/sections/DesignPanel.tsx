/** What it is: the design itself in the inspector, while nothing of it is selected. */

import type { Design } from '../../../engine/document/design.ts';
import { useDocument } from '../../state/documentStore.ts';
import { formatCount } from '../../widgets/format.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import { NameInput } from '../fields/NameInput.tsx';
import { NumberInput } from '../fields/NumberInput.tsx';
import { scaleOf } from '../fields/quantity.ts';
import { TextInput } from '../fields/TextInput.tsx';
import { editDesign } from '../edits.ts';
import { ExpectationList } from './ExpectationList.tsx';
import { Facts } from './Facts.tsx';
import { Head } from './Head.tsx';
import { ScheduleList } from './ScheduleList.tsx';
import { Section } from './Section.tsx';

const TEXT_MAX = 4_000;
const TIME_MAX = 2 ** 47;
const EVENTS_MAX = 50_000_000;
const SEED = { unit: '', factor: 1 };
const PACE = { unit: '×', factor: 1 };
const EVENTS = { unit: 'events', factor: 1 };

export function DesignPanel() {
  const design = useDocument((state) => state.design);
  const agentCount = design.nodes.reduce(
    (sum, node) => sum + (node.kind === 'pool' ? node.count : 0),
    0,
  );
  return (
    <>
      <Head glyph="proposal" title={design.name} kind="Design" />
      <div className="inspector-rows">
        <FieldRow label="Name" path="name" isWide>
          {({ id }) => (
            <NameInput
              id={id}
              value={design.name}
              onChange={(name) => {
                editDesign('the name', (one) => ({ ...one, name }));
              }}
            />
          )}
        </FieldRow>
        <FieldRow label="What it shows" path="description" isWide>
          {({ id, describedBy }) => (
            <TextInput
              id={id}
              describedBy={describedBy}
              value={design.description}
              most={TEXT_MAX}
              rows={4}
              onChange={(description) => {
                editDesign('the description', (one) => ({ ...one, description }));
              }}
            />
          )}
        </FieldRow>
      </div>
      <RunFields design={design} />
      <Section title="Holds">
        <Facts
          facts={[
            ['Nodes', String(design.nodes.length)],
            ['Connections', String(design.connections.length)],
            ['Agents', formatCount(agentCount)],
            ['Faults', String(design.faults.length)],
          ]}
        />
      </Section>
      <ScheduleList />
      <ExpectationList />
      <p className="note note-padded">
        Select a node, an agent or a connection to see and change it.
      </p>
    </>
  );
}

/** What a run of the design begins with and when it ends. */
function RunFields({ design }: { readonly design: Design }) {
  return (
    <Section title="Run">
      <FieldRow label="Seed" path="seed" help="The same seed gives the same run, event for event.">
        {({ id, describedBy, isInvalid }) => (
          <NumberInput
            id={id}
            describedBy={describedBy}
            value={design.seed}
            scale={SEED}
            isWhole
            least={0}
            most={Number.MAX_SAFE_INTEGER}
            isInvalid={isInvalid}
            onChange={(seed) => {
              editDesign('the seed', (one) => ({ ...one, seed }));
            }}
          />
        )}
      </FieldRow>
      <FieldRow
        label="Pace"
        path="pace"
        help="Virtual seconds per second at which this design reads well. Range: 0.001 to 1000."
      >
        {({ id, describedBy, isInvalid }) => (
          <NumberInput
            id={id}
            describedBy={describedBy}
            value={design.pace}
            scale={PACE}
            isWhole={false}
            least={0.001}
            most={1_000}
            isInvalid={isInvalid}
            onChange={(pace) => {
              editDesign('the pace', (one) => ({ ...one, pace }));
            }}
          />
        )}
      </FieldRow>
      <FieldRow
        label="Time limit"
        path="limits.virtualMicrosMax"
        help="The run ends at the latest then, in virtual time. Default: 600 s."
      >
        {({ id, describedBy, isInvalid }) => (
          <NumberInput
            id={id}
            describedBy={describedBy}
            value={design.limits.virtualMicrosMax}
            scale={scaleOf('µs', 1_000_000)}
            isWhole
            least={0}
            most={TIME_MAX}
            isInvalid={isInvalid}
            onChange={(virtualMicrosMax) => {
              editDesign('the time limit', (one) => ({
                ...one,
                limits: { ...one.limits, virtualMicrosMax },
              }));
            }}
          />
        )}
      </FieldRow>
      <FieldRow
        label="Event limit"
        path="limits.eventsMax"
        help="The run ends after so many events. Range: 1 to 50 000 000. Default: 5 000 000."
      >
        {({ id, describedBy, isInvalid }) => (
          <NumberInput
            id={id}
            describedBy={describedBy}
            value={design.limits.eventsMax}
            scale={EVENTS}
            isWhole
            least={1}
            most={EVENTS_MAX}
            isInvalid={isInvalid}
            onChange={(eventsMax) => {
              editDesign('the event limit', (one) => ({
                ...one,
                limits: { ...one.limits, eventsMax },
              }));
            }}
          />
        )}
      </FieldRow>
    </Section>
  );
}
