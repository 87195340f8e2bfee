import { AppError } from '@shared/errors'
import { sampleTrace } from '../services/training/sample-trace'
import { type Arguments, numberOption } from './arguments'
import { openProject } from './open-project'
import { type Workbench } from './workbench'

/** `trace PROJECT --sample I`: every number of one sample's forward and backward pass, input layers left out. */
export async function traceCommand(args: Arguments, bench: Workbench): Promise<void> {
  const sample = numberOption(args.options, 'sample', { least: 0, most: 1_000_000_000, whole: true })
  if (sample === undefined)
    throw AppError.of('usage', { problem: 'trace needs --sample I, a row of the data counted from 0.' })
  await openProject(args, bench)
  const { loss, layers } = sampleTrace(bench.session.currentRun(), sample)
  const shown = layers
    .filter(({ inputs }) => inputs > 0)
    .map(({ id, z, a, delta, weights, biases, weightGradients, biasGradients }) => ({
      id,
      z,
      a,
      delta,
      weights,
      biases,
      weightGradients,
      biasGradients,
    }))
  if (args.options['json'] === true) {
    bench.print(JSON.stringify({ loss, layers: shown }))
    return
  }
  bench.print(`loss ${loss}`)
  for (const { id, ...numbers } of shown) {
    bench.print(id)
    for (const [name, values] of Object.entries(numbers))
      if (values !== null) bench.print(`  ${name} ${JSON.stringify(values)}`)
  }
}
