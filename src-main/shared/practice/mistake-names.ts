/** What people get wrong, and what is said about it: no number of the solution is in it. */
export const mistakeNames = {
  'missing-derivative':
    "The factor σ′(z) is missing: this is the error at the unit's output, not yet at its weighted input.",
  'missing-activation': 'The activation is missing: this is z, not a = σ(z).',
  'derivative-for-activation': 'This is the slope σ′(z), not the value σ(z).',
  'activation-for-derivative': 'This is a = σ(z), not the slope σ′(z).',
  'transposed-weights': 'The weights are transposed: rows are units, columns are inputs.',
  'swapped-indices': 'Row and column are swapped: the delta belongs to the unit the weight leads to.',
  'updated-weights': 'These are the weights after the update; those before it belong here.',
  'old-weights': 'These are the weights before the update; this project updates layer by layer (sequentially).',
  'wrong-sign': 'The sign is wrong.',
  'wrong-direction': 'The wrong direction: a weight moves against its gradient.',
  'missing-bias': 'The bias is missing.',
  'missing-input': 'The input is missing: this is the delta alone.',
  'missing-rate': 'The learning rate is missing.',
  frozen: 'This number is frozen in this project: it keeps its value.',
  'change-only': 'This is the change alone; the old number belongs to it.',
  'batch-sum': 'This is the sum over the batch; here a gradient is the mean.',
  'no-half': 'The factor ½ is missing.',
} as const

export type MistakeId = keyof typeof mistakeNames
