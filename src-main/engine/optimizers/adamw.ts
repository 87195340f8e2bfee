import { adamFactors, adamUpdate } from './adam'
import { type Optimizer, type SettingsOfOptimizer } from './optimizer'

/**
 * theta <- (1 - rate weightDecay) theta where decay acts, then as Adam: the decay does not pass through the mean and
 * variance of the gradients, as an L2 penalty does. Loshchilov and Hutter, 2019, algorithm 2; PyTorch's AdamW.
 *
 * Factors: those of Adam, 1 - rate weightDecay.
 */
export const adamw: Optimizer<SettingsOfOptimizer<'adamw'>> = {
  id: 'adamw',
  slots: ['mean', 'variance'],
  memory: [],
  changesByStep: true,
  factors: (settings, request) => [...adamFactors(settings, request), 1 - request.rate * settings.weightDecay],
  update(update) {
    const { parameters, factors, decays } = update
    const kept = factors[6]
    if (decays) for (let i = 0; i < parameters.length; i++) parameters[i] *= kept
    adamUpdate(update)
  },
}
