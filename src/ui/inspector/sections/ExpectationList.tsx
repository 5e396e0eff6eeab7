/** What it is: what the design expects of its run: checked by the command line and after each run. */

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { documentStore, useDocument } from '../../state/documentStore.ts';
import { Button } from '../../widgets/Button.tsx';
import { Menu, MenuItem } from '../../widgets/Menu.tsx';
import { ExpectationForm } from './ExpectationForm.tsx';
import { EXPECTATION_KINDS, newExpectation, useVerdicts } from './expectations.ts';
import { Section } from './Section.tsx';

export function ExpectationList() {
  const design = useDocument((state) => state.design);
  const [open, setOpen] = useState(-1);
  const verdicts = useVerdicts(design);
  const { expectations } = design;
  const missed = verdicts?.filter(({ met }) => !met).length;
  return (
    <Section title="Expectations" more={sayCount(expectations.length, missed)}>
      {expectations.length === 0 ? (
        <p className="note">
          Say what a run should give; each run, and the command line, then checks it.
        </p>
      ) : undefined}
      {expectations.map((expected, place) => (
        <ExpectationForm
          // An expectation has no name of its own; its place is what its fields speak of.
          key={`${expected.kind} ${place}`}
          expected={expected}
          place={place}
          verdict={verdicts?.[place]}
          isOpen={open === place}
          onToggle={() => {
            setOpen(open === place ? -1 : place);
          }}
        />
      ))}
      <Menu
        label="Add an expectation"
        trigger={
          <Button size="small" icon={<Plus size={13} aria-hidden="true" />}>
            Add an expectation
          </Button>
        }
      >
        {EXPECTATION_KINDS.map(({ kind, title }) => {
          const expected = newExpectation(kind, design);
          return expected === undefined ? undefined : (
            <MenuItem
              key={kind}
              onSelect={() => {
                documentStore.edit('Add an expectation', (one) => ({
                  ...one,
                  expectations: [...one.expectations, expected],
                }));
                setOpen(expectations.length);
              }}
            >
              {title}
            </MenuItem>
          );
        })}
      </Menu>
    </Section>
  );
}

function sayCount(count: number, missed: number | undefined): string {
  if (count === 0) return 'none';
  if (missed === undefined) return String(count);
  return missed === 0 ? `all ${count} met` : `${missed} of ${count} not met`;
}
