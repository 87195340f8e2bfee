import {
  batchNormalize,
  batchNormalizeBack,
  batchStatistics,
  layerNormalize,
  layerNormalizeBack,
  runningStatistics,
  scaleGradient,
} from '../normalization'
import { firstPanel, lastPanel, Step } from '../step'

/** Operations of the normalizations: some on the thread's samples, some on its units. */

@unmanaged
export class BatchStatistics {
  operation: i32
  x: usize
  means: usize
  inverses: usize
  variances: usize
  units: i32
  epsilon: f64
}

export function batchStatisticsOf<T>(step: Step, call: BatchStatistics): void {
  batchStatistics<T>(
    call.x,
    step.stride,
    step.rows,
    call.means,
    call.inverses,
    call.variances,
    call.epsilon,
    firstPanel<T>(step, call.units),
    lastPanel<T>(step, call.units),
  )
}

@unmanaged
export class RunningStatistics {
  operation: i32
  means: usize
  variances: usize
  runningMeans: usize
  runningVariances: usize
  units: i32
  momentum: f64
}

export function runningStatisticsOf<T>(step: Step, call: RunningStatistics): void {
  runningStatistics<T>(
    call.means,
    call.variances,
    call.runningMeans,
    call.runningVariances,
    step.rows,
    call.momentum,
    firstPanel<T>(step, call.units),
    lastPanel<T>(step, call.units),
  )
}

@unmanaged
export class BatchNormalize {
  operation: i32
  x: usize
  a: usize
  width: i32
  means: usize
  inverses: usize
  /** Running variances to make the inverses from; 0: these are there. */
  variances: usize
  scale: usize
  shift: usize
  unused: i32
  epsilon: f64
}

export function batchNormalizeOf<T>(step: Step, call: BatchNormalize): void {
  batchNormalize<T>(
    call.x,
    call.a,
    step.stride,
    call.width,
    call.means,
    call.inverses,
    call.variances,
    call.epsilon,
    call.scale,
    call.shift,
    step.first,
    step.last,
  )
}

@unmanaged
export class BatchNormalizeBack {
  operation: i32
  x: usize
  gradient: usize
  /** 0: nothing before the layer learns. */
  out: usize
  units: i32
  means: usize
  inverses: usize
  scale: usize
  scaleGradient: usize
  shiftGradient: usize
  sum: i32
}

export function batchNormalizeBackOf<T>(step: Step, call: BatchNormalizeBack): void {
  batchNormalizeBack<T>(
    call.x,
    call.gradient,
    call.out,
    step.stride,
    step.rows,
    call.units,
    call.means,
    call.inverses,
    call.scale,
    call.scaleGradient,
    call.shiftGradient,
    firstPanel<T>(step, call.units),
    lastPanel<T>(step, call.units),
    call.sum != 0,
  )
}

@unmanaged
export class LayerNormalize {
  operation: i32
  x: usize
  a: usize
  width: i32
  statistics: usize
  scale: usize
  shift: usize
  unused: i32
  epsilon: f64
}

export function layerNormalizeOf<T>(step: Step, call: LayerNormalize): void {
  layerNormalize<T>(
    call.x,
    call.a,
    step.stride,
    call.width,
    call.statistics,
    call.epsilon,
    call.scale,
    call.shift,
    step.first,
    step.last,
  )
}

@unmanaged
export class LayerNormalizeBack {
  operation: i32
  x: usize
  gradient: usize
  out: usize
  width: i32
  statistics: usize
  scale: usize
  sum: i32
}

export function layerNormalizeBackOf<T>(step: Step, call: LayerNormalizeBack): void {
  layerNormalizeBack<T>(
    call.x,
    call.gradient,
    call.out,
    step.stride,
    call.width,
    call.statistics,
    call.scale,
    step.first,
    step.last,
    call.sum != 0,
  )
}

@unmanaged
export class ScaleGradient {
  operation: i32
  x: usize
  gradient: usize
  units: i32
  statistics: usize
  scaleGradient: usize
  shiftGradient: usize
}

export function scaleGradientOf<T>(step: Step, call: ScaleGradient): void {
  scaleGradient<T>(
    call.x,
    call.gradient,
    step.stride,
    step.rows,
    call.units,
    call.statistics,
    call.scaleGradient,
    call.shiftGradient,
    firstPanel<T>(step, call.units),
    lastPanel<T>(step, call.units),
  )
}
