import { type ParametrizedEntry } from './entry'

/**
 * Keras' callbacks, by their names and with their meaning (patience is counted as there; its usual value is ours). ModelCheckpoint (the best weights are kept beside the last) and
 * TerminateOnNaN always act; ReduceLROnPlateau is the schedule `reduce-on-plateau`.
 */
export const callbacks = {
  'early-stopping': {
    label: 'EarlyStopping',
    formula: '\\text{stop when } L_e > L_{best} - \\delta \\text{ for } p \\text{ epochs}',
    help: 'Stops when the validation loss (without a validation part, the training loss) has not fallen for a while.',
    parameters: {
      patience: {
        label: 'Patience, epochs',
        help: 'Epochs without progress before it stops, p.',
        default: 10,
        minimum: 1,
        maximum: 1e9,
        whole: true,
      },
      minimumDelta: {
        label: 'Least progress',
        help: 'A loss counts as lower when it is lower by more than this.',
        default: 0,
        minimum: 0,
        maximum: 1e9,
      },
      restoreBest: {
        label: 'Restore best',
        help: 'Goes back to the weights of the epoch with the lowest loss when it stops.',
        default: true,
      },
    },
  },
  'model-checkpoint': {
    label: 'ModelCheckpoint',
    formula: '\\theta_{best} = \\arg\\min_e L_e',
    help: 'Keeps the weights of the epoch with the lowest validation loss; always on.',
    parameters: {},
  },
  'reduce-lr-on-plateau': {
    label: 'ReduceLROnPlateau',
    formula: '\\eta \\leftarrow f \\eta',
    help: 'Lowers the learning rate when the loss stays; choose it as the schedule.',
    parameters: {},
  },
  'terminate-on-nan': {
    label: 'TerminateOnNaN',
    formula: '\\text{stop when } L \\notin \\mathbb{R}',
    help: 'Stops at the first number that is not finite and keeps the weights of the last good step; always on.',
    parameters: {},
  },
} as const satisfies Record<string, ParametrizedEntry>

export type CallbackId = keyof typeof callbacks
