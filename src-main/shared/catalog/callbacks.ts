import { type CatalogEntry } from './entry'

/**
 * Keras' callbacks, by their names and with their meaning. ModelCheckpoint (the best weights are kept beside the last) and
 * TerminateOnNaN always act; ReduceLROnPlateau is the schedule `reduce-on-plateau`.
 */
export const callbacks = {
  'early-stopping': {
    label: 'EarlyStopping',
    formula: '\\text{stop when } L_e > L_{best} - \\delta \\text{ for } p \\text{ epochs}',
    help: 'Stops when the validation loss (without a validation part, the training loss) has not fallen for a while.',
  },
  'model-checkpoint': {
    label: 'ModelCheckpoint',
    formula: '\\theta_{best} = \\arg\\min_e L_e',
    help: 'Keeps the weights of the epoch with the lowest validation loss; always on.',
  },
  'reduce-lr-on-plateau': {
    label: 'ReduceLROnPlateau',
    formula: '\\eta \\leftarrow f \\eta',
    help: 'Lowers the learning rate when the loss stays; choose it as the schedule.',
  },
  'terminate-on-nan': {
    label: 'TerminateOnNaN',
    formula: '\\text{stop when } L \\notin \\mathbb{R}',
    help: 'Stops at the first number that is not finite and keeps the weights of the last good step; always on.',
  },
} as const satisfies Record<string, CatalogEntry>

export type CallbackId = keyof typeof callbacks
