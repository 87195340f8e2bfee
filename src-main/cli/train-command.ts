import { AppError } from '@shared/errors'
import { type EpochReport } from '@shared/protocol/training-service'
import { type Run } from '../services/training/run'
import { type Arguments, numberOption } from './arguments'
import { openProject } from './open-project'
import { type Workbench } from './workbench'

/** `train PROJECT [--epochs N | --steps N]`: trains on, prints one line per epoch, saves the result. */
export async function trainCommand(args: Arguments, bench: Workbench): Promise<void> {
  const { options } = args
  const range = { least: 1, most: 1_000_000_000, whole: true }
  const epochs = numberOption(options, 'epochs', range)
  const steps = numberOption(options, 'steps', range)
  if (epochs !== undefined && steps !== undefined)
    throw AppError.of('usage', { problem: 'train takes --epochs or --steps, not both. Leave one out.' })
  const { path, document } = await openProject(args, bench)
  bench.session.prepare(document)
  const run = bench.session.runFor(document)
  const show = (report: EpochReport): void =>
    options['json'] === true ? bench.print(JSON.stringify(report)) : bench.say(lineOf(report))

  const { epoch, step, batch } = run.state
  const lastStep = steps === undefined ? Number.POSITIVE_INFINITY : step + steps
  const lastEpoch = steps === undefined ? epoch + (epochs ?? document.training.epochs) : Number.POSITIVE_INFINITY
  if (batch > 0 && steps === undefined) bench.say(`Goes on in the middle of epoch ${epoch + 1}.`)
  advance(run, { lastStep, lastEpoch }, show)
  if (run.state.batch > 0) show(run.measureNow())
  await bench.projects.save(path, document)
  if (run.failure !== null) throw AppError.of('usage', { problem: run.failure })
}

function advance(
  run: Run,
  { lastStep, lastEpoch }: { lastStep: number; lastEpoch: number },
  show: (report: EpochReport) => void,
): void {
  while (run.state.step < lastStep && run.state.epoch < lastEpoch) {
    const result = run.step()
    if (result.kind === 'diverged') return
    const report = run.reports.at(-1)
    if (result.epochEnd && report) show(report)
  }
  run.status = run.state.epoch >= run.untilEpoch ? 'finished' : 'paused'
}

function lineOf({ epoch, step, trainLoss, validationLoss, metrics }: EpochReport): string {
  const validation = validationLoss === null ? '' : `, validation ${validationLoss.toPrecision(5)}`
  const accuracy = (metrics.validation ?? metrics.training).accuracy
  const share = accuracy === undefined ? '' : `, accuracy ${(100 * accuracy).toFixed(1)} %`
  return `epoch ${epoch}, step ${step}: loss ${trainLoss.toPrecision(5)}${validation}${share}`
}
