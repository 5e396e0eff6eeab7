/** What it is: ensemble_learning, whole: card, conduct and what must hold. */

import type { Protocol } from '../../contract/protocol.ts';
import { ensembleCard } from './card.ts';
import type { EnsembleParameters } from './card.ts';
import { ensembleConduct } from './conduct.ts';
import type { EnsembleMessage } from './messages.ts';
import { ensembleOutputs, takeEnsembleBudget } from './outputs.ts';
import { ENSEMBLE_PROPERTIES } from './properties.ts';
import type { EnsembleState } from './state.ts';

export const ensembleLearning: Protocol<EnsembleState, EnsembleMessage, EnsembleParameters> = {
  card: ensembleCard,
  conduct: ensembleConduct,
  properties: ENSEMBLE_PROPERTIES,
  outputs: ensembleOutputs,
  takesBudget: takeEnsembleBudget,
};
