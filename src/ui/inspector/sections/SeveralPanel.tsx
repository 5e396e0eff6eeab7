/** What it is: several things at once: what they are, and what can be done to all of them. */

import { commands, titleOf } from '../../commands/registry.ts';
import { findNode } from '../../state/designEdits.ts';
import { useDocument } from '../../state/documentStore.ts';
import { glyphOf } from '../../state/blocks.ts';
import { sessionStore } from '../../state/sessionStore.ts';
import { BlockGlyph } from '../../widgets/BlockGlyph.tsx';
import { Button } from '../../widgets/Button.tsx';
import { plural } from '../../widgets/format.ts';
import { Head } from './Head.tsx';
import { Section } from './Section.tsx';

export interface SeveralPanelProps {
  readonly nodes: readonly string[];
  readonly connections: readonly string[];
}

const ACTIONS = ['selection.duplicate', 'canvas.arrange', 'selection.copy', 'selection.remove'];

export function SeveralPanel({ nodes, connections }: SeveralPanelProps) {
  const design = useDocument((state) => state.design);
  const shown = nodes.map((id) => findNode(design, id)).filter((node) => node !== undefined);
  return (
    <>
      <Head
        glyph="selection"
        title={plural(nodes.length, 'node')}
        kind={
          connections.length === 0 ? 'Selected' : `and ${plural(connections.length, 'connection')}`
        }
      />
      <Section title="Selected">
        {shown.map((node) => (
          <button
            key={node.id}
            type="button"
            className="line-open"
            onClick={() => {
              sessionStore.select([node.id]);
            }}
          >
            <BlockGlyph glyph={glyphOf(node)} size={14} />
            <span className="truncate">{node.name}</span>
          </button>
        ))}
        <div className="buttons">
          {ACTIONS.map((id) => {
            const command = commands.find(id);
            if (command === undefined) return undefined;
            return (
              <Button
                key={id}
                size="small"
                look={id === 'selection.remove' ? 'danger' : 'plain'}
                onClick={() => {
                  commands.execute(id);
                }}
              >
                {titleOf(command)}
              </Button>
            );
          })}
        </div>
      </Section>
    </>
  );
}
