/** What it is: the commands that run, move and leave a run. */

import type { Command } from '../commands/registry.ts';
import { documentStore } from '../state/documentStore.ts';
import { frameStore } from '../state/frameStore.ts';
import { noticeStore } from '../state/noticeStore.ts';
import { SPEEDS, playbackStore } from '../state/playbackStore.ts';
import type { Speed } from '../state/playback.ts';
import { keepDeeds, runDesign } from '../state/studio.ts';
import { isOpen } from '../state/transport.ts';
import { formatSpeed } from '../widgets/format.ts';

const SEED_BOUND = 1_000_000;

const isRunOpen = (): boolean => isOpen(playbackStore.getState().transport);
const isOpening = (): boolean => playbackStore.getState().transport.phase === 'opening';

/** The next faster or slower of the speeds there are. */
export function nextSpeed(speed: Speed, direction: 1 | -1): Speed {
  const value = speed === 'max' ? Infinity : speed;
  const valueOf = (one: Speed): number => (one === 'max' ? Infinity : one);
  const others = SPEEDS.filter((one) =>
    direction === 1 ? valueOf(one) > value : valueOf(one) < value,
  );
  return (direction === 1 ? others[0] : others.at(-1)) ?? speed;
}

function changeSpeed(direction: 1 | -1): void {
  const speed = nextSpeed(playbackStore.getState().speed, direction);
  playbackStore.setSpeed(speed);
  noticeStore.announce(`Speed ${formatSpeed(speed)}`);
}

/** Moves the cursor to the mark before or after it. */
function seekMark(direction: 1 | -1): void | Promise<void> {
  const { frame, marks } = frameStore.getState();
  if (frame === undefined) return undefined;
  const others = marks.filter((mark) =>
    direction === 1 ? mark.seq >= frame.cursor.seq : mark.seq < frame.cursor.seq - 1,
  );
  const mark = direction === 1 ? others[0] : others.at(-1);
  if (mark === undefined) return undefined;
  noticeStore.announce(mark.label);
  return playbackStore.seek({ to: 'event', seq: mark.seq + 1 });
}

export const RUN_COMMANDS: readonly Command[] = [
  {
    id: 'run.start',
    group: 'Run',
    title: () => (isRunOpen() ? 'Run anew' : 'Run'),
    keys: ['Mod+Enter'],
    words: 'start simulate begin',
    isForTyping: true,
    when: () => !isOpening(),
    run: runDesign,
  },
  {
    id: 'run.togglePlay',
    group: 'Run',
    title: () => (playbackStore.getState().transport.phase === 'playing' ? 'Pause' : 'Play'),
    keys: ['Space', 'K'],
    words: 'resume stop',
    when: () => !isOpening(),
    run: () => {
      if (playbackStore.getState().transport.phase === 'playing') {
        playbackStore.pause();
        return undefined;
      }
      return isRunOpen() ? playbackStore.play() : runDesign();
    },
  },
  {
    id: 'run.stepEvent',
    group: 'Run',
    title: 'Step to the next event',
    keys: ['.'],
    when: isRunOpen,
    run: () => playbackStore.step('event'),
  },
  {
    id: 'run.stepMessage',
    group: 'Run',
    title: 'Step to the next message',
    keys: ['M'],
    when: isRunOpen,
    run: () => playbackStore.step('message'),
  },
  {
    id: 'run.stepDecision',
    group: 'Run',
    title: 'Step to the next decision',
    keys: ['D'],
    when: isRunOpen,
    run: () => playbackStore.step('decision'),
  },
  {
    id: 'run.reset',
    group: 'Run',
    title: 'Back to the start',
    keys: ['R'],
    words: 'reset rewind',
    when: isRunOpen,
    run: () => playbackStore.reset(),
  },
  {
    id: 'run.seekEnd',
    group: 'Run',
    title: 'To the end of the run',
    keys: ['Shift+End'],
    words: 'live last finish',
    when: isRunOpen,
    run: () => playbackStore.seek({ to: 'end' }),
  },
  {
    id: 'run.nextMark',
    group: 'Run',
    title: 'To the next mark on the timeline',
    keys: ['Shift+ArrowRight'],
    words: 'decision violation fault phase',
    when: isRunOpen,
    run: () => seekMark(1),
  },
  {
    id: 'run.previousMark',
    group: 'Run',
    title: 'To the mark before',
    keys: ['Shift+ArrowLeft'],
    when: isRunOpen,
    run: () => seekMark(-1),
  },
  {
    id: 'run.close',
    group: 'Run',
    title: 'Close the run',
    keys: ['Shift+Escape'],
    words: 'stop leave end',
    when: isRunOpen,
    run: () => playbackStore.stop(),
  },
  {
    id: 'run.faster',
    group: 'Run',
    title: 'Play faster',
    keys: [']'],
    run: () => {
      changeSpeed(1);
    },
  },
  {
    id: 'run.slower',
    group: 'Run',
    title: 'Play slower',
    keys: ['['],
    run: () => {
      changeSpeed(-1);
    },
  },
  {
    id: 'run.rollSeed',
    group: 'Run',
    title: 'Draw another seed',
    keys: ['Alt+S'],
    words: 'dice random luck',
    run: () => {
      const seed = Math.floor(Math.random() * SEED_BOUND);
      documentStore.edit('Draw another seed', (design) => ({ ...design, seed }));
      noticeStore.announce(`Seed ${seed}`);
    },
  },
  {
    id: 'run.keepDeeds',
    group: 'Run',
    title: 'Keep what was done by hand in the design',
    keys: ['Alt+K'],
    words: 'faults interventions scenario plan',
    when: isRunOpen,
    run: keepDeeds,
  },
  {
    id: 'run.verify',
    group: 'Run',
    title: 'Verify: run again and compare digests',
    keys: ['Alt+V'],
    words: 'digest replay deterministic proof',
    when: isRunOpen,
    run: verifyRun,
  },
];

async function verifyRun(): Promise<void> {
  const answer = await playbackStore.verify();
  if (!answer.ok) {
    noticeStore.notifyFailure('The run could not be verified', answer.problem);
    return;
  }
  const { isEqual, recorded, reexecuted, firstDifference } = answer.value;
  if (isEqual) {
    noticeStore.notify({
      topic: 'verify',
      tone: 'good',
      title: 'The same run again',
      message: `Executed anew, every event was the same: digest ${recorded.slice(0, 16)}….`,
    });
    return;
  }
  noticeStore.notify({
    topic: 'verify',
    tone: 'bad',
    title: 'A different run',
    message: `Executed anew, event ${firstDifference ?? '?'} is the first that differs: ${recorded.slice(0, 8)}… against ${reexecuted.slice(0, 8)}….`,
  });
}
