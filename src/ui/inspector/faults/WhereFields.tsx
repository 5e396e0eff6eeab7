/** What it is: whom a fault strikes: agents and pools, the groups of a partition, the ends of a link. */

import type { FaultOf } from '../../../engine/document/fault.ts';
import { Select } from '../../widgets/Select.tsx';
import { editFault } from '../edits.ts';
import { FieldRow } from '../fields/FieldRow.tsx';
import type { FaultFormProps } from './faultFormProps.ts';
import { NamesField } from './NamesField.tsx';

const NAMES_HELP = 'Agents such as replicas/0, or a whole pool by its id, such as replicas.';

export function WhereFields({ fault, path }: FaultFormProps) {
  if (fault.kind === 'partition') return <Groups fault={fault} path={path} />;
  if ('link' in fault) return <LinkFields fault={fault} path={path} />;
  return (
    <NamesField
      fault={fault}
      path={path}
      field="agents"
      label="Agents"
      help={NAMES_HELP}
      value={fault.agents}
      recipe={(one, agents) => ('agents' in one ? { ...one, agents } : one)}
    />
  );
}

function Groups({ fault, path }: FaultFormProps & { readonly fault: FaultOf<'partition'> }) {
  const isSingle = fault.groups.length === 1;
  return fault.groups.map((group, place) => (
    <NamesField
      key={`group ${place + 1}`}
      fault={fault}
      path={path}
      field={isSingle ? 'groups' : `groups.${place}`}
      label={isSingle ? 'Cut off' : `Group ${place + 1}`}
      help={`${NAMES_HELP} Agents in no group form one more.`}
      value={group}
      recipe={(one, agents) =>
        one.kind === 'partition'
          ? { ...one, groups: one.groups.map((old, i) => (i === place ? agents : old)) }
          : one
      }
    />
  ));
}

type LinkFault = Extract<FaultFormProps['fault'], { link: unknown }>;

function LinkFields({ fault, path }: FaultFormProps & { readonly fault: LinkFault }) {
  const { from, to, oneWay } = fault.link;
  return (
    <>
      <NamesField
        fault={fault}
        path={path}
        field="link.from"
        label="From"
        help={NAMES_HELP}
        value={from}
        recipe={(one, names) =>
          'link' in one ? { ...one, link: { ...one.link, from: names } } : one
        }
      />
      <NamesField
        fault={fault}
        path={path}
        field="link.to"
        label="To"
        help="The other end; empty: anybody."
        value={to ?? []}
        recipe={(one, names) =>
          'link' in one ? { ...one, link: { ...one.link, to: names } } : one
        }
        empty={(one) => {
          if (!('link' in one)) return one;
          const { to: _to, ...link } = one.link;
          return { ...one, link };
        }}
      />
      <FieldRow
        label="Direction"
        path={`${path}.link.oneWay`}
        help="Whether messages back are struck too."
      >
        {({ id }) => (
          <Select
            id={id}
            value={oneWay ? 'there' : 'both'}
            choices={[
              { value: 'both', label: 'both directions' },
              { value: 'there', label: 'one way' },
            ]}
            onChange={(direction) => {
              editFault(fault.id, 'direction', (one) =>
                'link' in one
                  ? { ...one, link: { ...one.link, oneWay: direction === 'there' } }
                  : one,
              );
            }}
          />
        )}
      </FieldRow>
    </>
  );
}
