/** What it is: the picture of a kind of node, protocol or fault, for the library, the canvas and lists. */

import {
  Bot,
  ClipboardCheck,
  Clock,
  ClockAlert,
  CloudOff,
  Copy,
  Database,
  FileText,
  Flag,
  Gavel,
  Hourglass,
  Layers,
  Network,
  Package,
  RotateCcw,
  Scissors,
  Shield,
  Shuffle,
  SlidersHorizontal,
  Sparkles,
  Split,
  Unlink,
  Users,
  Vote,
  Brain,
  HandCoins,
  Globe,
  Power,
  VenetianMask,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  'pool.voter': Users,
  'pool.model': Bot,
  'pool.bidder': HandCoins,
  'coordination.simple_consensus': Vote,
  'coordination.hierarchical_consensus': Split,
  'coordination.byzantine_consensus': Shield,
  'coordination.market_coordination': Gavel,
  'coordination.ensemble_learning': Layers,
  'coordination.hyperparameter_optimization': SlidersHorizontal,
  'coordination.reasoning_consensus': Brain,
  'coordination.distributed_coordination': Globe,
  'coordination.auto': Sparkles,
  dataset: Database,
  good: Package,
  proposal: FileText,
  network: Network,
  output: Flag,
  crash: Power,
  behaviour: VenetianMask,
  slow: Clock,
  partition: Scissors,
  reboot: RotateCcw,
  clock: ClockAlert,
  cut: Unlink,
  delay: Hourglass,
  loss: CloudOff,
  duplication: Copy,
  reordering: Shuffle,
};

export interface BlockGlyphProps {
  /** Such as `pool.voter`, `coordination.auto`, `dataset` or `crash`. */
  readonly glyph: string;
  readonly size?: number;
}

/** Says nothing to a screen reader: the name stands beside it. */
export function BlockGlyph({ glyph, size = 16 }: BlockGlyphProps) {
  const Icon = ICONS[glyph] ?? ClipboardCheck;
  return <Icon size={size} strokeWidth={1.75} aria-hidden="true" />;
}
