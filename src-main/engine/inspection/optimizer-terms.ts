import { type OptimizerId, type OptimizerSettings } from '@shared/catalog/optimizers'
import { type ParameterUpdate } from '@shared/inspection/update-trace'
import { power } from '../elementary'

/** The update of one parameter: what it began with, and what the engine made of it. */
export interface ParameterStep {
  readonly settings: OptimizerSettings
  /** 1 for the first update. */
  readonly step: number
  /** As `Optimizer.factors` gives them: the files of `optimizers/` name them. */
  readonly factors: readonly number[]
  readonly old: number
  /** Penalties included, clipped. */
  readonly gradient: number
  /** The optimizer's slots of this parameter, before and after. */
  readonly before: readonly number[]
  readonly after: readonly number[]
  /** Whether weight decay acts on it. */
  readonly decays: boolean
}

type Terms = (step: ParameterStep) => ParameterUpdate

/** v <- momentum v + g, theta <- theta - rate direction, direction = v, or g + momentum v (Nesterov). See optimizers/sgd.ts. */
const sgd: Terms = ({ factors: [rate, momentum, nesterov], gradient, before: [velocityBefore], after: [velocity] }) => {
  const ahead = nesterov === 1
  return {
    terms: { velocityBefore, velocity, direction: ahead ? gradient + momentum * velocity : velocity },
    scale: ahead ? -rate * (1 + momentum) : -rate,
    history: -rate * momentum * velocityBefore * (ahead ? momentum : 1),
    decay: 0,
  }
}

/** s <- s + g^2, theta <- theta - rate g / (sqrt(s) + epsilon). See optimizers/adagrad.ts. */
const adagrad: Terms = ({ factors: [rate, epsilon], before: [sumOfSquaresBefore], after: [sumOfSquares] }) => {
  const divisor = Math.sqrt(sumOfSquares) + epsilon
  return { terms: { sumOfSquaresBefore, sumOfSquares, divisor }, scale: -rate / divisor, history: 0, decay: 0 }
}

/** s <- rho s + (1 - rho) g^2, v <- momentum v + g / (sqrt(s) + epsilon), theta <- theta - rate v. See optimizers/rmsprop.ts. */
const rmsprop: Terms = ({ factors: [rate, , , epsilon, momentum], before, after }) => {
  const [meanSquareBefore, velocityBefore] = before
  const [meanSquare, velocity] = after
  const divisor = Math.sqrt(meanSquare) + epsilon
  return {
    terms: { meanSquareBefore, meanSquare, divisor, velocityBefore, velocity },
    scale: -rate / divisor,
    history: -rate * momentum * velocityBefore,
    decay: 0,
  }
}

/**
 * With m-hat = m / (1 - beta1^t) and v-hat = v / (1 - beta2^t): theta <- theta - rate m-hat / (sqrt(v-hat) + epsilon).
 * Kingma and Ba, 2015, algorithm 1; see optimizers/adam.ts.
 */
const adam: Terms = ({ settings, step, factors, before: [meanBefore, varianceBefore], after: [mean, variance] }) => {
  const [corrected, correction, meanEntering, , , epsilon] = factors
  const meanHat = mean / (1 - power('beta1' in settings ? settings.beta1 : 0, step))
  const varianceHat = variance * correction * correction
  const divisor = Math.sqrt(variance) * correction + epsilon
  return {
    terms: { meanBefore, mean, varianceBefore, variance, meanHat, varianceHat, divisor },
    scale: (-corrected * meanEntering) / divisor,
    history: (-corrected * (1 - meanEntering) * meanBefore) / divisor,
    decay: 0,
  }
}

/** theta <- (1 - rate weightDecay) theta where decay acts, then as Adam. See optimizers/adamw.ts. */
const adamw: Terms = (step) => {
  const { factors, old, decays } = step
  const like = adam(step)
  const decay = decays ? (factors[6] - 1) * old : 0
  return { ...like, terms: { decay, ...like.terms }, decay }
}

/** direction = rate (mu_(t+1) m / (1 - P_(t+1)) + (1 - mu_t) g / (1 - P_t)). See optimizers/nadam.ts. */
const nadam: Terms = ({ factors, gradient, before: [meanBefore, varianceBefore], after: [mean, variance] }) => {
  const [meanRate, gradientRate, correction, meanEntering, , , epsilon] = factors
  const varianceHat = variance * correction * correction
  const divisor = Math.sqrt(variance) * correction + epsilon
  return {
    terms: {
      meanBefore,
      mean,
      varianceBefore,
      variance,
      varianceHat,
      direction: meanRate * mean + gradientRate * gradient,
      divisor,
    },
    scale: -(meanRate * meanEntering + gradientRate) / divisor,
    history: (-meanRate * (1 - meanEntering) * meanBefore) / divisor,
    decay: 0,
  }
}

/**
 * theta <- theta - sign(g) stepSize. The step does not grow with the gradient: `scale` is -stepSize / |g|, which shares it
 * out over what the gradient is the sum of; 0 where nothing moves. See optimizers/rprop.ts.
 */
const rprop: Terms = ({ gradient, before, after }) => {
  const [previousGradient, stepSizeBefore] = before
  const [followed, stepSize] = after
  return {
    terms: { previousGradient, agreement: Math.sign(gradient * previousGradient), stepSizeBefore, stepSize, followed },
    scale: followed === 0 ? 0 : -stepSize / Math.abs(followed),
    history: 0,
    decay: 0,
  }
}

const termsOf: Record<OptimizerId, Terms> = { sgd, adagrad, rmsprop, adam, adamw, nadam, rprop }

/** The optimizer's numbers behind one parameter's step, and what the change is the sum of: see ParameterUpdate. */
export function parameterUpdate(step: ParameterStep): ParameterUpdate {
  return termsOf[step.settings.id](step)
}
