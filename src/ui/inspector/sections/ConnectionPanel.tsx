/** What it is: a connection in the inspector: what it joins. */

import { findPort } from '../../../engine/document/ports.ts';
import { commands } from '../../commands/registry.ts';
import { findNode } from '../../state/designEdits.ts';
import { useDocument } from '../../state/documentStore.ts';
import { Button } from '../../widgets/Button.tsx';
import { Facts } from './Facts.tsx';
import { Head } from './Head.tsx';
import { Section } from './Section.tsx';

export function ConnectionPanel({ id }: { readonly id: string }) {
  const design = useDocument((state) => state.design);
  const connection = design.connections.find((one) => one.id === id);
  if (connection === undefined) return undefined;
  const source = findNode(design, connection.source.node);
  const target = findNode(design, connection.target.node);
  if (source === undefined || target === undefined) return undefined;
  return (
    <>
      <Head glyph="network" title={`${source.name} → ${target.name}`} kind={`Connection · ${id}`} />
      <Section title="Joins">
        <Facts
          facts={[
            ['From', `${source.name}, ${findPort(source, connection.source.port)?.title ?? '?'}`],
            ['To', `${target.name}, ${findPort(target, connection.target.port)?.title ?? '?'}`],
          ]}
        />
        <div className="buttons">
          <Button
            size="small"
            look="danger"
            onClick={() => {
              commands.execute('selection.remove');
            }}
          >
            Remove the connection
          </Button>
        </div>
      </Section>
    </>
  );
}
