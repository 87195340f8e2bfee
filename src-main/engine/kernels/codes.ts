/**
 * Numbers that both compilers read: AssemblyScript here in the kernels, TypeScript in `compiled/`, which writes the tape.
 */

/** Words (4 bytes) of one instruction: its operation and up to 15 operands. */
export const INSTRUCTION_WORDS = 16

// Operations of the tape.
export const BARRIER = 0
export const GATHER_NUMBERS = 1
export const GATHER_BYTES = 2
export const SHARES = 3
export const PRODUCT = 4
export const SPREAD_BIAS = 5
export const ACTIVATE = 6
export const DELTA = 7
export const LOSS = 8
export const GUARD = 9
export const DENSE_GRADIENT = 10
export const BIAS_GRADIENT = 11
export const UPDATE = 12
export const CLIP = 13
export const COLUMNS = 14
export const DROPOUT_MASK = 15
export const MULTIPLY = 16
export const BATCH_STATISTICS = 17
export const BATCH_NORMALIZE = 18
export const BATCH_NORMALIZE_BACK = 19
export const RUNNING_STATISTICS = 20
export const LAYER_NORMALIZE = 21
export const LAYER_NORMALIZE_BACK = 22
export const SCALE_GRADIENT = 23
export const OUTPUTS = 24
export const SUM_LOSS = 25
export const TRANSPOSE = 26
export const CHECK = 27
export const NARROW_PASS = 28
export const NARROW_UPDATE = 29

// Activations.
export const LINEAR = 0
export const SIGMOID = 1
export const TANH = 2
export const RELU = 3
export const LEAKY_RELU = 4
export const ELU = 5
export const SELU = 6
export const GELU = 7
export const SOFTPLUS = 8
export const SOFTSIGN = 9
export const SILU = 10
export const HARD_SIGMOID = 11
export const SOFTMAX = 12

// Losses; the last two are fused with the activation before them.
export const HALF_SQUARED_ERROR = 0
export const MEAN_SQUARED_ERROR = 1
export const MEAN_ABSOLUTE_ERROR = 2
export const HUBER = 3
export const HINGE = 4
export const BINARY_CROSS_ENTROPY = 5
export const CATEGORICAL_CROSS_ENTROPY = 6
export const SIGMOID_CROSS_ENTROPY = 7
export const SOFTMAX_CROSS_ENTROPY = 8

// Optimizers.
export const SGD = 0
export const ADAGRAD = 1
export const RMSPROP = 2
export const ADAM = 3
export const ADAMW = 4
export const NADAM = 5
export const RPROP = 6

/** Bytes from the factors of one update to the next one's: room for 8 numbers of either precision. */
export const FACTORS_BYTES = 64

// Places in the context of a program, in bytes; each is 4 bytes wide unless noted.
export const TAPE = 0
export const TAPE_END = 4
export const THREADS = 8
export const ORDER = 12
export const START = 16
export const TOTAL = 20
export const BATCH = 24
export const DONE = 28
export const STATUS = 32
export const LOSSES = 36
export const FACTORS = 40
/** Bytes from one update's factors to the next one's; 0 where all have the same. */
export const FACTORS_STRIDE = 168
export const SAMPLE_LOSSES = 44
export const SHARE = 48
export const BARRIER_COUNT = 52
export const BARRIER_TURN = 56
export const RANDOM = 60
export const MAGNITUDES = 64
export const GUARDED = 68
export const PARAMETERS = 72
export const GRADIENTS = 80
export const SLOT_0 = 84
export const SLOT_1 = 88
export const SLOT_2 = 92
export const OPTIMIZER = 96
export const PACKED = 104
export const WEIGHTS_OF_ROWS = 108
export const STRIDE = 112
export const PACKED_STRIDE = 116
/** Where each thread's `Step` lies, 64 bytes each. */
export const STEPS = 76
/** float64. */
export const L1 = 120
/** float64. */
export const L2 = 128
/** float64: the largest magnitude of a gradient's component; infinite where it is not limited. */
export const CLIP_VALUE = 136
/** float64: the greatest length of the whole gradient; infinite where it is not limited. */
export const CLIP_NORM = 144
/** float64: what the gradient is multiplied by so that it is no longer than that. */
export const CLIP_SCALE = 152
/** float64: the sum of squares of the gradient, where clipping asks for it. */
export const SQUARES = 160
export const CONTEXT_BYTES = 192

// What a run of the tape ends with.
export const COMPLETE = 0
/** The guard found a number that is not finite, or so large that the update might not be. */
export const SUSPECT = 1

/** Bytes of packed rows at most: they stay in the second-level cache while the other factor streams past. */
export const PACKED_BYTES = 1048576
/** As many rows, or a multiple, are packed at a time: they make whole tiles, four rows high or six. */
export const PACKED_ROWS = 12
