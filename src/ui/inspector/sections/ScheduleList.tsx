/** What it is: the design's schedule: what is decided of single messages. Nothing is shown where there is none. */

import { X } from 'lucide-react';
import { useState } from 'react';
import type { Decision } from '../../../engine/document/design.ts';
import { documentStore, useDocument } from '../../state/documentStore.ts';
import { removeDecisions, updateDecision } from '../../state/designEdits.ts';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { formatCount } from '../../widgets/format.ts';
import { NumberInput } from '../fields/NumberInput.tsx';
import { Section } from './Section.tsx';
import './schedule.css';

const SHOWN = 40;
const TIME_MAX = 2 ** 47;
const MILLIS = { unit: 'ms', factor: 1_000 };
const NOTHING: readonly Decision[] = [];

const VERBS: Readonly<Record<Decision['kind'], string>> = {
  delay: 'travels for',
  drop: 'is lost',
  duplicate: 'comes again after',
};

export function ScheduleList() {
  const schedule = useDocument(({ design }) => design.schedule ?? NOTHING);
  const [shown, setShown] = useState(SHOWN);
  if (schedule.length === 0) return undefined;
  return (
    <Section title="Schedule" more={formatCount(schedule.length)}>
      <p className="note">
        What is decided of single messages, in the place of the network’s luck. A sender’s messages
        are counted from 1; a broadcast is one.
      </p>
      <ol className="schedule" aria-label="Decisions of the schedule">
        {schedule.slice(0, shown).map((decision, place) => (
          <Entry key={place} decision={decision} place={place} />
        ))}
      </ol>
      <div className="schedule-foot">
        {schedule.length > shown ? (
          <Button size="small" onClick={() => setShown(shown + SHOWN)}>
            Show {formatCount(Math.min(SHOWN, schedule.length - shown))} more
          </Button>
        ) : undefined}
        <Button
          size="small"
          onClick={() => {
            const all = new Set(schedule.keys());
            documentStore.edit('Remove the schedule', (design) => removeDecisions(design, all));
          }}
        >
          Remove all
        </Button>
      </div>
    </Section>
  );
}

function Entry({ decision, place }: { readonly decision: Decision; readonly place: number }) {
  const { from, to, number, copy, kind } = decision;
  const name = `message ${number}${copy === undefined ? '' : `, copy ${copy}`} of ${from} to ${to}`;
  return (
    <li className="schedule-entry">
      <span>
        {from} → {to} <span className="schedule-number">#{number}</span>
        {copy === undefined ? undefined : (
          <span className="schedule-number"> copy {copy}</span>
        )}{' '}
        <span className="schedule-verb">{VERBS[kind]}</span>
      </span>
      {decision.kind === 'drop' ? (
        <span />
      ) : (
        <NumberInput
          id={`decision-${place}`}
          label={`Time of ${name}`}
          value={decision.delayMicros}
          scale={MILLIS}
          isWhole
          least={0}
          most={TIME_MAX}
          onChange={(delayMicros) => {
            documentStore.edit(
              'Change a decision',
              (design) => updateDecision(design, place, { ...decision, delayMicros }),
              { gesture: `field:schedule.${place}` },
            );
          }}
        />
      )}
      <IconButton
        size="small"
        label={`Remove the decision on ${name}`}
        icon={<X size={13} aria-hidden="true" />}
        onClick={() => {
          documentStore.edit('Remove a decision', (design) =>
            removeDecisions(design, new Set([place])),
          );
        }}
      />
    </li>
  );
}
