/** What it is: the transport: the cursor's controls, the timeline, and where the cursor is. */

import { Pause, Play, SkipBack } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import type { ReactNode } from 'react';
import { commands, titleOf } from '../commands/registry.ts';
import { useFrame } from '../state/frameStore.ts';
import { useDocument } from '../state/documentStore.ts';
import { usePlayback } from '../state/playbackStore.ts';
import { isOpen } from '../state/transport.ts';
import { IconButton } from '../widgets/Button.tsx';
import { CursorReadout } from './CursorReadout.tsx';
import { Scrubber } from './Scrubber.tsx';
import { SpeedMenu } from './SpeedMenu.tsx';
import { StepMenu } from './StepMenu.tsx';
import { WhereBadge } from './WhereBadge.tsx';
import { FaultTrack } from './faults/FaultTrack.tsx';
import './transport.css';

export function TransportBar() {
  const isOpening = usePlayback(({ transport }) => transport.phase === 'opening');
  const canMove = usePlayback(({ transport }) => isOpen(transport));
  const hasFrame = useFrame((state) => state.frame !== undefined);
  const hasNodes = useDocument(({ design }) => design.nodes.length > 0);
  return (
    <section className="transport" aria-label="Transport">
      <Toolbar.Root className="transport-buttons" aria-label="Playback">
        <TransportButton
          command="run.reset"
          isEnabled={canMove}
          icon={<SkipBack size={15} fill="currentColor" />}
        />
        <PlayButton isEnabled={!isOpening} />
        <StepMenu isEnabled={canMove} />
        <SpeedMenu />
      </Toolbar.Root>
      {hasFrame ? <CursorReadout /> : <span />}
      {hasFrame ? (
        <Scrubber />
      ) : (
        <p className="transport-empty">
          {isOpening ? 'Opening the run…' : 'No run yet: press Run, and time appears here.'}
        </p>
      )}
      {hasFrame ? <WhereBadge /> : <span />}
      {hasNodes ? <FaultTrack /> : undefined}
    </section>
  );
}

function PlayButton({ isEnabled }: { readonly isEnabled: boolean }) {
  const isPlaying = usePlayback(({ transport }) => transport.phase === 'playing');
  const icon = isPlaying ? (
    <Pause size={16} fill="currentColor" />
  ) : (
    <Play size={16} fill="currentColor" />
  );
  return <TransportButton command="run.togglePlay" isEnabled={isEnabled} icon={icon} />;
}

interface TransportButtonProps {
  readonly command: string;
  readonly icon: ReactNode;
  readonly isEnabled: boolean;
}

function TransportButton({ command: id, icon, isEnabled }: TransportButtonProps) {
  const command = commands.find(id);
  if (command === undefined) return undefined;
  return (
    <Toolbar.Button asChild disabled={!isEnabled}>
      <IconButton
        label={titleOf(command)}
        shortcut={command.keys?.[0]}
        side="top"
        icon={icon}
        onClick={() => commands.execute(id)}
      />
    </Toolbar.Button>
  );
}
