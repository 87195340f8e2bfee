import { AppError } from '@shared/errors'
import { checkRunGradients } from '../services/training/gradient-check'
import { type Arguments } from './arguments'
import { openProject } from './open-project'
import { type Workbench } from './workbench'

/** Above it backpropagation and central differences don't agree. */
const MOST_ERROR = 1e-6

/**
 * `check-gradients PROJECT`: backpropagation against central differences at the project's last weights.
 * Errors: usage where the largest relative error is above 1e-6.
 */
export async function checkGradientsCommand(args: Arguments, bench: Workbench): Promise<void> {
  await openProject(args, bench)
  const check = checkRunGradients(bench.session.currentRun())
  if (args.options['json'] === true) bench.print(JSON.stringify(check))
  else {
    for (const { id, maxRelativeError, place, checked, skipped } of check.layers)
      bench.print(
        `${id}: largest relative error ${maxRelativeError.toExponential(1)}${place === null ? '' : ` at ${place}`}, ${checked} compared, ${skipped} skipped`,
      )
    bench.print(`largest relative error ${check.maxRelativeError.toExponential(1)}`)
  }
  if (check.maxRelativeError <= MOST_ERROR) return
  const [worst] = check.layers.toSorted((a, b) => b.maxRelativeError - a.maxRelativeError)
  throw AppError.of('usage', {
    problem: `The gradients don't agree with central differences: the relative error is ${check.maxRelativeError.toExponential(1)} at ${worst?.place ?? 'a parameter'} of ${worst?.id ?? 'the network'}, more than ${MOST_ERROR}.`,
  })
}
