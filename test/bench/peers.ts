import { type Workload, type WorkloadName } from './workloads'

export interface Peer {
  readonly id: string
  readonly label: string
  readonly kind: 'python' | 'javascript'
  /** In test/bench/peers. */
  readonly script: string
  readonly threads: 1 | 2
  readonly workloads: readonly WorkloadName[]
  /** Shown, but no part of the gate. */
  readonly informal?: true
  /** It has no float64. */
  readonly float32Only?: true
  /** How else its work differs from ours. */
  readonly note?: (workload: Workload) => string[]
}

const EVERY = ['W1', 'W2', 'W3', 'W4', 'W5'] as const

const singleSamples = ({ batchSize }: Workload): string[] => (batchSize > 1 ? ['updates after every sample'] : [])

export const PEERS: readonly Peer[] = [
  { id: 'numpy-1', label: 'NumPy, 1 thread', kind: 'python', script: 'numpy_peer.py', threads: 1, workloads: EVERY },
  { id: 'torch-1', label: 'PyTorch, 1 thread', kind: 'python', script: 'torch_peer.py', threads: 1, workloads: EVERY },
  {
    id: 'torch-2',
    label: 'PyTorch, 2 threads',
    kind: 'python',
    script: 'torch_peer.py',
    threads: 2,
    workloads: ['W4', 'W5'],
  },
  {
    id: 'sklearn-1',
    label: 'scikit-learn',
    kind: 'python',
    script: 'sklearn_peer.py',
    threads: 1,
    workloads: EVERY,
    informal: true,
    note: ({ loss }) => (loss === 'mean-squared-error' ? ['linear output'] : []),
  },
  {
    id: 'tfjs-cpu',
    label: 'TensorFlow.js cpu',
    kind: 'javascript',
    script: 'tfjs-cpu.mjs',
    threads: 1,
    workloads: EVERY,
    float32Only: true,
  },
  {
    id: 'tfjs-wasm',
    label: 'TensorFlow.js wasm',
    kind: 'javascript',
    script: 'tfjs-wasm.mjs',
    threads: 1,
    workloads: EVERY,
    float32Only: true,
  },
  {
    id: 'brain',
    label: 'brain.js',
    kind: 'javascript',
    script: 'brain.mjs',
    threads: 1,
    workloads: EVERY,
    float32Only: true,
    note: (workload) => [
      ...singleSamples(workload),
      ...(workload.output === 'softmax' ? ['ReLU output, squared error'] : []),
    ],
  },
  {
    id: 'synaptic',
    label: 'synaptic',
    kind: 'javascript',
    script: 'synaptic.mjs',
    threads: 1,
    // One object per connection: W5's 1.9 million are more than it can make.
    workloads: ['W1', 'W2', 'W3', 'W4'],
    note: (workload) => [
      ...singleSamples(workload),
      ...(workload.optimizer === 'adam' ? ['SGD'] : []),
      ...(workload.output === 'sigmoid' ? [] : ['sigmoid output']),
    ],
  },
  {
    id: 'convnetjs',
    label: 'ConvNetJS',
    kind: 'javascript',
    script: 'convnet.mjs',
    threads: 1,
    workloads: EVERY,
    note: ({ loss }) => (loss === 'mean-squared-error' ? ['linear output'] : []),
  },
]

/** How a peer's work differs from ours; empty: it does not. */
export function differences({ float32Only, note }: Peer, workload: Workload): string {
  const precision = float32Only && workload.precision === 'float64' ? ['float32'] : []
  return [...precision, ...(note?.(workload) ?? [])].join(', ')
}

/** `numpy` means every peer whose id begins so. */
export function isNamed({ id }: Peer, names: readonly string[]): boolean {
  return names.some((name) => id === name || id.startsWith(`${name}-`))
}
