/** What it is: whether a pool's agents carry their reputations from run to run, and the record that they have. */

import type { NodeOf } from '../../../engine/document/design.ts';
import { sessionStore } from '../../state/sessionStore.ts';
import { Button } from '../../widgets/Button.tsx';
import { Select } from '../../widgets/Select.tsx';
import { formatCount } from '../../widgets/format.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import { editNode } from '../edits.ts';
import { Section } from './Section.tsx';
import '../record.css';

const SHOWN_MOST = 12;
const CHOICES = [
  { value: 'stated', label: 'Stated' },
  { value: 'earned', label: 'Earned' },
] as const;

export interface RecordFormProps {
  readonly node: NodeOf<'pool'>;
  readonly path: string;
}

export function RecordForm({ node, path }: RecordFormProps) {
  const record = node.record ?? [];
  const isEarned = node.reputation === 'earned';
  return (
    <Section
      title="Record"
      more={record.length === 0 ? 'none' : `${formatCount(record.length)} agents`}
      isOpen={isEarned}
    >
      <FieldRow
        label="At the start"
        path={`${path}.reputation`}
        help="Earned: a run that ends here writes what was reported of each agent into the design, and the next run begins with it."
      >
        {({ id }) => (
          <Select
            id={id}
            value={node.reputation ?? 'stated'}
            choices={CHOICES}
            onChange={(reputation) => {
              editNode(node.id, 'pool', 'the reputation', (pool) => ({ ...pool, reputation }));
            }}
          />
        )}
      </FieldRow>
      {record.length === 0 ? (
        <p className="note">
          {isEarned ? 'Nothing was reported yet: run the design.' : 'No run has left a record.'}
        </p>
      ) : (
        <Record node={node} />
      )}
    </Section>
  );
}

function Record({ node }: { readonly node: NodeOf<'pool'> }) {
  const record = node.record ?? [];
  const others = record.length - SHOWN_MOST;
  return (
    <>
      <table className="record" aria-label="Record">
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Reputation</th>
            <th scope="col">For</th>
            <th scope="col">Against</th>
            <th scope="col">Deeds</th>
          </tr>
        </thead>
        <tbody>
          {record.slice(0, SHOWN_MOST).map(({ index, good, bad, deeds }) => (
            <tr key={index}>
              <th scope="row">
                <button
                  type="button"
                  onClick={() => {
                    sessionStore.selectAgent(`${node.id}/${index}`);
                  }}
                >
                  {node.id}/{index}
                </button>
              </th>
              <td>{(good / (good + bad)).toFixed(2)}</td>
              <td>{good.toFixed(1)}</td>
              <td>{bad.toFixed(1)}</td>
              <td>{deeds}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {others > 0 ? <p className="note">and {formatCount(others)} more</p> : undefined}
      <Button
        size="small"
        onClick={() => {
          editNode(node.id, 'pool', 'the record', ({ record: _forgotten, ...pool }) => pool);
        }}
      >
        Reset the record
      </Button>
    </>
  );
}
