/** What it is: what the design expects of its run: checked by the command line and after each run. */

import { Plus, Trash2 } from 'lucide-react';
import type { Design, Expectation } from '../../../engine/document/design.ts';
import { documentStore, useDocument } from '../../state/documentStore.ts';
import { formatMicros } from '../../widgets/format.ts';
import { Button, IconButton } from '../../widgets/Button.tsx';
import { Menu, MenuItem } from '../../widgets/Menu.tsx';
import { Section } from './Section.tsx';

export function ExpectationList() {
  const design = useDocument((state) => state.design);
  const choices = possibleExpectations(design);
  return (
    <Section
      title="Expectations"
      more={design.expectations.length === 0 ? 'none' : design.expectations.length}
    >
      {design.expectations.map((expected, place) => {
        const words = sayExpectation(expected);
        return (
          <div key={`${words} ${place}`} className="line" data-path={`expectations.${place}`}>
            <span className="line-words">{words}</span>
            <IconButton
              label={`Remove: ${words}`}
              size="small"
              icon={<Trash2 size={13} />}
              onClick={() => {
                documentStore.edit('Remove an expectation', (one) => ({
                  ...one,
                  expectations: one.expectations.filter((_, i) => i !== place),
                }));
              }}
            />
          </div>
        );
      })}
      {choices.length === 0 ? undefined : (
        <Menu
          label="Add an expectation"
          trigger={
            <Button size="small" icon={<Plus size={13} aria-hidden="true" />}>
              Add an expectation
            </Button>
          }
        >
          {choices.map((expected) => (
            <MenuItem
              key={sayExpectation(expected)}
              onSelect={() => {
                documentStore.edit('Add an expectation', (one) => ({
                  ...one,
                  expectations: [...one.expectations, expected],
                }));
              }}
            >
              {sayExpectation(expected)}
            </MenuItem>
          ))}
        </Menu>
      )}
    </Section>
  );
}

/** What can be expected of any run of this design. */
function possibleExpectations(design: Design): readonly Expectation[] {
  const said = new Set(design.expectations.map(sayExpectation));
  return design.nodes
    .filter((node) => node.kind === 'coordination')
    .flatMap(({ id }): readonly Expectation[] => [
      { kind: 'status', coordination: id, status: 'completed' },
      { kind: 'status', coordination: id, status: 'failed' },
    ])
    .filter((expected) => !said.has(sayExpectation(expected)));
}

/** An expectation in words. */
function sayExpectation(expected: Expectation): string {
  switch (expected.kind) {
    case 'status': {
      const error = expected.error === undefined ? '' : ` with ${expected.error}`;
      return `${expected.coordination} ${expected.status === 'completed' ? 'completes' : `fails${error}`}`;
    }
    case 'outcome':
      return `${expected.coordination}: ${expected.field} ${sayBound(expected, String)}`;
    case 'property':
      return `${expected.property} ${expected.held ? 'holds' : 'is violated'}`;
    case 'events':
      return `${expected.event} happens ${sayBound(expected, String)} times`;
    case 'measure': {
      const say = expected.measure === 'virtualMicros' ? formatMicros : String;
      return `${expected.measure} ${sayBound(expected, say)}`;
    }
  }
}

function sayBound(
  {
    equals,
    atLeast,
    atMost,
  }: {
    readonly equals?: string | number | boolean | undefined;
    readonly atLeast?: number | undefined;
    readonly atMost?: number | undefined;
  },
  say: (value: number) => string,
): string {
  if (equals !== undefined) return `= ${typeof equals === 'number' ? say(equals) : String(equals)}`;
  const least = atLeast === undefined ? '' : `≥ ${say(atLeast)}`;
  const most = atMost === undefined ? '' : `≤ ${say(atMost)}`;
  return [least, most].filter(Boolean).join(' and ');
}
