import { type ParametrizedEntry, type SettingsOf } from './entry'

const limit = (help: string) => ({ label: 'Limit', help, default: 1, minimum: 0, maximum: 1e9, above: true }) as const

/** What is done to a batch's gradient (penalties included) before the optimizer sees it. */
export const clippings = {
  none: { label: 'None', formula: 'g', help: 'The gradient is used as it is.', parameters: {} },
  value: {
    label: 'By value',
    formula: 'g \\leftarrow \\min(c, \\max(-c, g))',
    help: 'No component of the gradient is larger than the limit.',
    parameters: { limit: limit('The largest magnitude of a component, c.') },
  },
  norm: {
    label: 'By global norm',
    formula: 'g \\leftarrow g \\min(1, c / (\\lVert g \\rVert + 10^{-6}))',
    help: 'The whole gradient keeps its direction and is never longer than the limit.',
    parameters: { limit: limit('The largest length of the whole gradient, c.') },
  },
} as const satisfies Record<string, ParametrizedEntry>

export type ClippingId = keyof typeof clippings
export type ClippingSettings = SettingsOf<typeof clippings>
