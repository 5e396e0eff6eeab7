/** What it is: an agent's condition as its glyph, for lists, legends and menus. */

import { CONDITION_GLYPHS, LEADS_GLYPH } from '../theme/glyphs.ts';
import type { Condition } from '../../engine/projections/conditions.ts';

export interface ConditionGlyphProps {
  readonly condition: Condition | 'leads';
  readonly size?: number;
  /** Whether its name is said; leave it out where the name stands beside. */
  readonly isNamed?: boolean;
}

export function ConditionGlyph({ condition, size = 12, isNamed = false }: ConditionGlyphProps) {
  const glyph =
    condition === 'leads' ? { ...LEADS_GLYPH, isFilled: true } : CONDITION_GLYPHS[condition];
  const colour = `var(${glyph.token})`;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      role={isNamed ? 'img' : undefined}
      aria-label={isNamed ? glyph.title : undefined}
      aria-hidden={isNamed ? undefined : true}
    >
      <path
        d={glyph.path}
        fill={glyph.isFilled ? colour : 'none'}
        stroke={glyph.isFilled ? 'none' : colour}
        strokeWidth={1.75}
        strokeLinecap="round"
      />
    </svg>
  );
}
