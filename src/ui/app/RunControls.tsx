/** What it is: run, pause, step, reset and speed: the run's part of the top bar. */

import { Pause, Play, RotateCcw } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { commands } from '../commands/registry.ts';
import { useDocument } from '../state/documentStore.ts';
import { usePlayback } from '../state/playbackStore.ts';
import type { RunSource } from '../state/playback.ts';
import { isOpen } from '../state/transport.ts';
import type { Transport } from '../state/transport.ts';
import type { Design } from '../../engine/document/design.ts';
import { SpeedMenu } from '../transport/SpeedMenu.tsx';
import { StepMenu } from '../transport/StepMenu.tsx';
import { Button } from '../widgets/Button.tsx';
import { Tooltip } from '../widgets/Tooltip.tsx';
import { CommandButton } from './CommandButton.tsx';

export function RunControls() {
  const canMove = usePlayback(({ transport }) => isOpen(transport));
  return (
    <>
      <PrimaryButton />
      <StepMenu isEnabled={canMove} />
      <CommandButton command="run.reset" icon={<RotateCcw size={15} />} isEnabled={canMove} />
      <SpeedMenu />
    </>
  );
}

interface Primary {
  readonly label: string;
  readonly command: string;
  readonly help: string;
}

/** What the one primary button does at this moment. */
export function primaryOf(
  transport: Transport,
  source: RunSource | undefined,
  design: Design,
): Primary {
  const run = { label: 'Run', command: 'run.start', help: 'Run the design from its start' };
  // Names, notes and places change nothing in a run; nodes, faults and the seed do.
  const isChanged =
    source?.kind === 'design' &&
    (source.design.nodes !== design.nodes ||
      source.design.connections !== design.connections ||
      source.design.faults !== design.faults ||
      source.seed !== design.seed);
  switch (transport.phase) {
    case 'playing':
      return { label: 'Pause', command: 'run.togglePlay', help: 'Stop the clock' };
    case 'paused':
      return isChanged
        ? { ...run, help: 'The design has changed since: run it anew' }
        : { label: 'Resume', command: 'run.togglePlay', help: 'Let the clock go on' };
    case 'finished':
      return { ...run, label: 'Run again' };
    default:
      return run;
  }
}

function PrimaryButton() {
  const transport = usePlayback((state) => state.transport);
  const source = usePlayback((state) => state.source);
  const design = useDocument((state) => state.design);
  const { label, command, help } = primaryOf(transport, source, design);
  const isOpening = transport.phase === 'opening';
  return (
    <Tooltip label={help} shortcut={commands.find(command)?.keys?.[0]}>
      <Toolbar.Button asChild disabled={isOpening}>
        <Button
          className="run-primary"
          // An empty design has nothing to run: there the canvas says what to do first.
          look={design.nodes.length === 0 ? 'plain' : 'primary'}
          icon={
            label === 'Pause' ? (
              <Pause size={14} fill="currentColor" aria-hidden="true" />
            ) : (
              <Play size={14} fill="currentColor" aria-hidden="true" />
            )
          }
          onClick={() => commands.execute(command)}
        >
          {isOpening ? 'Opening' : label}
        </Button>
      </Toolbar.Button>
    </Tooltip>
  );
}
