import { optimizers, type OptimizerId } from '@shared/catalog/optimizers'
import { type Convention, NONE, type Told } from './convention'

const elsewhere: Readonly<Record<OptimizerId, Pick<Convention, 'here' | 'keras' | 'pytorch'>>> = {
  sgd: {
    here: 'Momentum: v ← μ v + g, then w ← w − η v. Usual rate 0.1.',
    keras: 'The rate is inside: v ← μ v − η g, then w ← w + v. The same while the rate stays. Usual rate 0.01.',
    pytorch: 'As here. Older versions ask for a rate, newer ones take 0.001.',
  },
  adagrad: {
    here: 'Begins with s = 0; ε outside the root. Usual: rate 0.01, ε 1e-10.',
    keras: 'Begins with s = 0.1; ε inside the root. Usual: rate 0.001, ε 1e-7.',
    pytorch: 'As here, with the same usual values.',
  },
  rmsprop: {
    here: 'ε outside the root. Usual: rate 0.01, ρ 0.99, ε 1e-8.',
    keras: 'ε inside the root. Usual: rate 0.001, ρ 0.9, ε 1e-7.',
    pytorch: 'As here, with the same usual values (ρ is called alpha).',
  },
  adam: {
    here: 'w ← w − η m̂ / (√v̂ + ε). Usual ε 1e-8.',
    keras: 'ε is added to √v before the correction. Usual ε 1e-7.',
    pytorch: 'As here, with the same usual values.',
  },
  adamw: {
    here: 'Decay 0.01 usually; biases do not decay. Usual ε 1e-8.',
    keras: 'Decay 0.004 usually; biases decay too unless excluded. Usual ε 1e-7.',
    pytorch: 'Decay 0.01 usually; biases decay too unless they are given apart.',
  },
  nadam: {
    here: 'Momentum grows with 0.96^(0.004 t). Usual rate 0.002.',
    keras: 'Momentum grows with 0.96^t, much faster. Usual rate 0.001, ε 1e-7.',
    pytorch: 'As here, with the same usual values.',
  },
  rprop: {
    here: 'Steps grow by 1.2 and shrink by 0.5.',
    keras: 'Not there.',
    pytorch: 'As here, with the same usual values.',
  },
}

export function optimizerConvention({ document }: Told): Convention {
  const { id } = document.training.optimizer
  return {
    topic: `Optimizer: ${optimizers[id].label}`,
    ...elsewhere[id],
    note: 'Plain descent, w ← w − η ∂E/∂w, with η = 0.5.',
  }
}

export function orderConvention({ document }: Told): Convention {
  const sequential = document.training.updateOrder === 'sequential'
  return {
    topic: 'Update order',
    here: sequential
      ? 'Sequential: a layer’s delta goes back through weights of the next layer that have moved already. This is not the gradient.'
      : 'Simultaneous: all deltas are computed with the weights before the update.',
    keras: 'Simultaneous.',
    pytorch: 'Simultaneous: backward() first, then step().',
    note: 'Simultaneous in its words and its w1+ to w8+; its error after one update (0.291027924) is the sequential order’s.',
  }
}

export function penaltyConvention({ document }: Told): Convention | null {
  const { l1, l2 } = document.training.regularization
  if (l1 === 0 && l2 === 0) return null
  return {
    topic: 'Penalties on weights',
    here: 'L2: ½ λ Σ w², so its gradient is λ w. L1: λ Σ |w|. Biases have none. Reported apart from the loss.',
    keras: 'L2: λ Σ w² without the ½, so its gradient is 2 λ w. L1: λ Σ |w|. Added to the loss.',
    pytorch: 'weight_decay adds λ w to the gradient, of biases too. The loss does not show it.',
    note: NONE,
  }
}
