/** What it is: where the cursor stands: live at the end, in the past, in a recording, or the run is over. */

import { ChevronsRight, CircleCheck, Disc, History, Radio, X } from 'lucide-react';
import { frameStore, useFrame } from '../state/frameStore.ts';
import type { FrameState } from '../state/frameStore.ts';
import { playbackStore, usePlayback } from '../state/playbackStore.ts';
import { Button } from '../widgets/Button.tsx';
import { Tooltip } from '../widgets/Tooltip.tsx';

type Place = 'none' | 'live' | 'past' | 'over' | 'recording';

/** Where the cursor of this state stands. */
function placeOf({ frame }: FrameState): Place {
  if (frame === undefined) return 'none';
  const isAtEnd = frame.cursor.seq >= frame.end.seq && frame.cursor.at >= frame.end.at;
  if (isAtEnd && frame.status.phase === 'finished') return 'over';
  if (frame.isRecording) return 'recording';
  return isAtEnd ? 'live' : 'past';
}

const LOOKS = {
  live: { text: 'Live', help: 'The cursor is at the end of what has happened.', Icon: Radio },
  past: { text: 'Past', help: 'Go to the end of what has happened.', Icon: History },
  over: { text: 'End', help: 'Nothing more will happen in this run.', Icon: CircleCheck },
  recording: { text: 'Recording', help: 'A recorded run; go to its end.', Icon: Disc },
} as const;

export function WhereBadge() {
  const place = useFrame(placeOf);
  const isWaiting = usePlayback((state) => state.isWaiting);
  const isChasing = usePlayback((state) => state.isChasing);
  if (place === 'none') return undefined;
  if (isChasing) return <Chase />;
  const { text, help, Icon } = LOOKS[place];
  const canJump = place === 'past' || place === 'recording';
  return (
    <Tooltip label={help} side="top">
      {canJump ? (
        <Button
          className="where-badge"
          size="small"
          data-place={place}
          icon={<Icon size={13} aria-hidden="true" />}
          onClick={() => void toEnd()}
        >
          {text}
          <ChevronsRight size={13} aria-hidden="true" />
          <span className="visually-hidden">: go to the end</span>
        </Button>
      ) : (
        <span className="where-badge" data-place={place} data-waiting={isWaiting || undefined}>
          <Icon size={13} aria-hidden="true" />
          {text}
        </span>
      )}
    </Tooltip>
  );
}

/** The cursor is on its way; the timeline shows how far it is. */
function Chase() {
  return (
    <Button
      className="where-badge"
      size="small"
      icon={<X size={13} aria-hidden="true" />}
      onClick={() => {
        playbackStore.pause();
      }}
    >
      Stop here
    </Button>
  );
}

/** To the end of what has been simulated: the seek after the last event simulates nothing new. */
function toEnd(): Promise<void> {
  const end = frameStore.getState().frame?.end;
  return playbackStore.seek(end === undefined ? { to: 'end' } : { to: 'time', at: end.at });
}
