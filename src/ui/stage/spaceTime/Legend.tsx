/** What it is: the legend of the space–time diagram, whose kinds can be switched off, and its controls. */

import { Crosshair, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import type { RefObject } from 'react';
import type { SpaceTimeStage } from '../../../engine/projections/frame.ts';
import { playbackStore, usePlayback } from '../../state/playbackStore.ts';
import { useFrame } from '../../state/frameStore.ts';
import type { FrameState } from '../../state/frameStore.ts';
import { useView } from '../../state/viewStore.ts';
import { seriesColour, usePalette } from '../../theme/palette.ts';
import { IconButton } from '../../widgets/Button.tsx';
import { toggleKind, useStage } from '../stageStore.ts';
import type { Diagram } from './diagram.ts';
import { dashOf, isOutline, lookOfPoint } from './look.ts';
import type { PointLook } from './look.ts';
import { legendKinds, legendPhases, legendPoints } from './legendItems.ts';
import { shownOf } from './words.ts';

export interface LegendProps {
  readonly stage: SpaceTimeStage;
  readonly diagram: RefObject<Diagram | undefined>;
}

export function Legend({ stage, diagram }: LegendProps) {
  const hidden = useStage((state) => state.hiddenKinds);
  const follow = usePlayback((state) => state.follow);
  const palette = usePalette();
  const shownId = useView((state) => state.coordination);
  const protocol = useFrame((state) => protocolOf(state, shownId));
  const kinds = legendKinds(stage, protocol);
  const points = legendPoints(stage, protocol);
  const shown = shownOf(stage);
  return (
    <div className="space-time-legend">
      <ul className="legend-items" aria-label="Legend">
        {kinds.map((kind) => (
          <li key={kind.kind}>
            <button
              type="button"
              className="legend-kind"
              aria-pressed={!hidden.includes(kind.kind)}
              onClick={() => {
                toggleKind(kind.kind);
              }}
            >
              <svg width="22" height="8" aria-hidden="true">
                <line
                  x1="0"
                  x2="22"
                  y1="4"
                  y2="4"
                  stroke={seriesColour(palette, kind.hue)}
                  strokeWidth="2"
                  strokeDasharray={dashOf(kind.hue).join(' ')}
                />
              </svg>
              {kind.title}
            </button>
          </li>
        ))}
        {points.map((kind) => (
          <li key={kind} className="legend-point">
            <PointSign look={lookOfPoint(kind)} />
            {lookOfPoint(kind).title}
          </li>
        ))}
        {legendPhases(stage).map(({ title, hue }) => (
          <li key={title} className="legend-point">
            <svg width="14" height="4" aria-hidden="true">
              <rect width="14" height="4" fill={seriesColour(palette, hue)} opacity="0.75" />
            </svg>
            {title}
          </li>
        ))}
      </ul>
      {shown === undefined ? undefined : <span className="legend-shown">{shown}</span>}
      <div className="legend-controls">
        <IconButton
          size="small"
          side="top"
          label="Keep the cursor in sight"
          aria-pressed={follow}
          icon={<Crosshair size={14} />}
          onClick={() => {
            playbackStore.setFollow(!follow);
          }}
        />
        <IconButton
          size="small"
          side="top"
          label="Wider (−)"
          icon={<ZoomOut size={14} />}
          onClick={() => diagram.current?.zoom(1.5)}
        />
        <IconButton
          size="small"
          side="top"
          label="Narrower (+)"
          icon={<ZoomIn size={14} />}
          onClick={() => diagram.current?.zoom(1 / 1.5)}
        />
        <IconButton
          size="small"
          side="top"
          label="The whole run (0)"
          icon={<Maximize2 size={13} />}
          onClick={() => diagram.current?.fit()}
        />
      </div>
    </div>
  );
}

const protocolOf = ({ brief }: FrameState, id: string | undefined) =>
  brief?.plan.coordinations.find((one) => one.id === id)?.protocol;

const SHAPES: Readonly<Record<PointLook['shape'], string>> = {
  ring: 'M6 2.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7Z',
  disc: 'M6 2.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7Z',
  square: 'M2.8 2.8h6.4v6.4H2.8Z',
  diamond: 'M6 1.4L10.6 6L6 10.6L1.4 6Z',
  triangle: 'M6 1L10.8 9.6H1.2Z',
  tick: 'M6 1.5V10.5',
};

function PointSign({ look }: { readonly look: PointLook }) {
  const colour = look.tone === 'text' ? 'var(--text-1)' : TONES[look.tone];
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={SHAPES[look.shape]}
        fill={isOutline(look.shape) ? 'none' : colour}
        stroke={isOutline(look.shape) ? colour : 'none'}
        strokeWidth="1.5"
      />
    </svg>
  );
}

const TONES = {
  good: 'var(--tone-good)',
  bad: 'var(--tone-bad)',
  warning: 'var(--tone-warning)',
  accent: 'var(--accent)',
} as const;
