/** What it is: how fast virtual time passes: from a thousandth to a hundredfold, or as fast as it goes. */

import { Gauge } from 'lucide-react';
import { Toolbar } from 'radix-ui';
import { memo } from 'react';
import { useDocument } from '../state/documentStore.ts';
import { SPEEDS, playbackStore, usePlayback } from '../state/playbackStore.ts';
import type { Speed } from '../state/playback.ts';
import { Button } from '../widgets/Button.tsx';
import { Menu, MenuChoice, MenuHeading } from '../widgets/Menu.tsx';
import { formatSpeed } from '../widgets/format.ts';

function titleOf(speed: Speed, pace: number): string {
  if (speed === 'max') return 'As fast as possible';
  return speed === pace ? `${formatSpeed(speed)} (this design’s pace)` : formatSpeed(speed);
}

/** The speeds there are, with the design's own pace in its place among them. */
export function speedsWith(pace: number): readonly Speed[] {
  if (SPEEDS.includes(pace)) return SPEEDS;
  const place = SPEEDS.findIndex((speed) => speed === 'max' || speed > pace);
  return SPEEDS.toSpliced(place, 0, pace);
}

/** Stands in a toolbar. */
export const SpeedMenu = memo(function SpeedMenu() {
  const speed = usePlayback((state) => state.speed);
  const pace = useDocument((state) => state.design.pace);
  return (
    <Menu
      label="Speed"
      trigger={
        <Toolbar.Button asChild>
          <Button
            look="quiet"
            icon={<Gauge size={15} aria-hidden="true" />}
            aria-label={`Speed: ${formatSpeed(speed)}${speed === 'max' ? ', as fast as possible' : ''}`}
            className="speed-button"
          >
            {formatSpeed(speed)}
          </Button>
        </Toolbar.Button>
      }
    >
      <MenuHeading>Virtual seconds per second</MenuHeading>
      <MenuChoice
        value={String(speed)}
        choices={speedsWith(pace).map((one) => ({
          value: String(one),
          label: titleOf(one, pace),
        }))}
        onChange={(value) => {
          playbackStore.setSpeed(value === 'max' ? 'max' : Number(value));
        }}
      />
    </Menu>
  );
});
