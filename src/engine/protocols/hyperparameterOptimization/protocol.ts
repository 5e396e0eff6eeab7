/** What it is: hyperparameter_optimization, whole: card, conduct and what must hold. */

import type { Protocol } from '../../contract/protocol.ts';
import { tuningCard } from './card.ts';
import type { TuningParameters } from './card.ts';
import { tuningConduct } from './conduct/conduct.ts';
import type { TuningMessage } from './conduct/messages.ts';
import type { TuningState } from './conduct/state.ts';
import { takeTuningBudget, tuningOutputs } from './outputs.ts';
import { TUNING_PROPERTIES } from './properties.ts';

export const hyperparameterOptimization: Protocol<TuningState, TuningMessage, TuningParameters> = {
  card: tuningCard,
  conduct: tuningConduct,
  properties: TUNING_PROPERTIES,
  outputs: tuningOutputs,
  takesBudget: takeTuningBudget,
};
