import { type ParametrizedEntry, type SettingsOf } from './entry'

const factor = (help: string, usual: number) =>
  ({ label: 'Factor', help, default: usual, minimum: 0, maximum: 1, above: true }) as const
const counted = (label: string, help: string, usual: number, minimum = 1) =>
  ({ label, help, default: usual, minimum, maximum: 1e9, whole: true }) as const
const floor = (help: string) => ({ label: 'Lowest rate', help, default: 0, minimum: 0, maximum: 1000 }) as const

/** How the learning rate changes in the course of a run. eta: the optimizer's rate, e: whole epochs done, s: steps done. */
export const schedules = {
  constant: {
    label: 'Constant',
    formula: '\\eta_t = \\eta',
    help: 'The same rate throughout.',
    parameters: {},
  },
  step: {
    label: 'Step',
    formula: '\\eta_t = \\eta\\, f^{\\lfloor e / n \\rfloor}',
    help: 'Multiplies the rate every few epochs.',
    parameters: {
      every: counted('Every, epochs', 'Epochs between two changes, n.', 30),
      factor: factor('The factor f.', 0.1),
    },
  },
  exponential: {
    label: 'Exponential',
    formula: '\\eta_t = \\eta\\, f^e',
    help: 'Multiplies the rate after every epoch.',
    parameters: { factor: factor('The factor f.', 0.98) },
  },
  cosine: {
    label: 'Cosine',
    formula: '\\eta_t = \\eta_{min} + \\tfrac{1}{2} (\\eta - \\eta_{min}) (1 + \\cos(\\pi \\min(e, n) / n))',
    help: 'Falls along half a cosine over a number of epochs, then stays.',
    parameters: {
      epochs: counted('Fall, epochs', 'How many epochs the fall takes, n.', 200),
      lowest: floor('The rate at the end.'),
    },
  },
  'one-cycle': {
    label: 'One cycle',
    formula: '\\eta / 25 \\nearrow \\eta \\searrow \\eta / 250000',
    help: 'Rises to the rate over the first part of the epochs and falls far below it in the rest, along half cosines.',
    parameters: {
      epochs: counted('Cycle, epochs', 'How many epochs the cycle takes.', 200),
      rise: {
        label: 'Rising part',
        help: 'The part of the cycle in which the rate rises.',
        default: 0.3,
        minimum: 0,
        maximum: 1,
      },
    },
  },
  'warm-up': {
    label: 'Warm-up',
    formula: '\\eta_t = \\eta \\left(f + (1 - f) \\min(1, s / n)\\right)',
    help: 'Begins with a part of the rate and reaches it after a number of steps.',
    parameters: {
      steps: counted('Rise, steps', 'Steps until the full rate, n.', 100),
      start: factor('The part of the rate at the first step, f.', 0.1),
    },
  },
  'reduce-on-plateau': {
    label: 'Reduce on plateau',
    formula: '\\eta \\leftarrow \\max(\\eta_{min}, f \\eta)',
    help: 'Multiplies the rate when the validation loss (without a validation part, the training loss) has not fallen for a while.',
    parameters: {
      factor: factor('The factor f.', 0.1),
      patience: counted('Patience, epochs', 'Epochs without progress before the rate is reduced.', 10, 0),
      minimumDelta: {
        label: 'Least progress',
        help: 'A loss counts as lower when it is lower by more than this.',
        default: 1e-4,
        minimum: 0,
        maximum: 1e9,
      },
      cooldown: counted('Cooldown, epochs', 'Epochs after a reduction in which none is counted.', 0, 0),
      lowest: floor('The rate is never reduced below it.'),
    },
  },
} as const satisfies Record<string, ParametrizedEntry>

export type ScheduleId = keyof typeof schedules
export type ScheduleSettings = SettingsOf<typeof schedules>
