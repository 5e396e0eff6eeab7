/** What it is: what can be searched for: a learner on a data set. */

export const OBJECTIVES = ['learner'] as const;
