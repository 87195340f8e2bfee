import { type TracedStep, traceStep } from '@engine/inspection/trace-step'
import { layerUpdate } from '@engine/inspection/update-terms'
import { referenceProgram, samplesOf } from '@engine/reference/program'
import { type ProjectDocument } from '@shared/document/schema'
import { type BatchTrace } from '@shared/inspection/step-trace'
import { type LayerUpdateTrace } from '@shared/inspection/update-trace'
import { trainerOf } from '../../helpers/trainers'

export interface TracedBatch {
  readonly document: ProjectDocument
  readonly trace: BatchTrace
  /** Null for a layer without parameters. */
  readonly updateOf: (layer: string) => LayerUpdateTrace | null
}

export interface TraceOptions {
  /** Made before the one that is traced. */
  readonly updates?: number
  /** Absent: the batch of the update itself. */
  readonly rows?: readonly number[]
}

/** An update of the document's network as the inspection service gives it, from the real engine; null where it breaks before. */
export function tracedBatch(document: ProjectDocument, { updates = 0, rows }: TraceOptions = {}): TracedBatch | null {
  const trainer = trainerOf(document, { createProgram: referenceProgram })
  if (updates > 0 && trainer.advance(updates).failure) return null
  const { network, data } = trainer
  const next = trainer.nextBatch()
  const chosen = rows ?? next.rows
  const { training: settings } = document
  const traced: TracedStep = traceStep(network, trainer.state().program, {
    samples: samplesOf(data, chosen),
    rows: chosen,
    rate: next.rate,
    settings,
  })
  const trace: BatchTrace = {
    ...traced.trace,
    runId: 'run-1',
    samples: data.x.rows,
    parts: chosen.map(() => 'training'),
    featureLabels: data.shape.features.map(({ label }) => label),
    targetLabels: data.shape.targets.map(({ label }) => label),
  }
  return {
    document,
    trace,
    updateOf: (id) => {
      const layer = network.layers.find((each) => each.id === id)
      return layer ? layerUpdate(traced, layer) : null
    },
  }
}
