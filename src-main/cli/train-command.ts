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

  const { epoch, step, batch } = run.trainer
  const lastStep = steps === undefined ? Number.POSITIVE_INFINITY : step + steps
  const lastEpoch = steps === undefined ? epoch + (epochs ?? document.training.epochs) : Number.POSITIVE_INFINITY
  if (batch > 0 && steps === undefined) bench.say(`Goes on in the middle of epoch ${epoch + 1}.`)
  advance(run, { lastStep, lastEpoch }, show)
  if (run.trainer.batch > 0) show(run.measureNow())
  if (run.status === 'finished' && run.trainer.epoch < lastEpoch && run.trainer.step < lastStep)
    bench.say(`Early stopping ended training after epoch ${run.trainer.epoch}.`)
  await bench.projects.save(path, document)
  if (run.failure !== null) throw AppError.of('usage', { problem: run.failure })
}

function advance(
  run: Run,
  { lastStep, lastEpoch }: { lastStep: number; lastEpoch: number },
  show: (report: EpochReport) => void,
): void {
  const { trainer } = run
  while (trainer.step < lastStep && trainer.epoch < lastEpoch) {
    // To the end of the epoch at most, so that its line comes at once.
    const { reports, ended } = run.advance(
      Math.min(lastStep - trainer.step, trainer.batches - trainer.batch),
      lastEpoch,
    )
    for (const report of reports) show(report)
    if (ended) return
  }
  run.status = trainer.epoch >= run.untilEpoch ? 'finished' : 'paused'
}

function lineOf({ epoch, step, trainLoss, validationLoss, metrics }: EpochReport): string {
  const validation = validationLoss === null ? '' : `, validation ${validationLoss.toPrecision(5)}`
  const accuracy = (metrics.validation ?? metrics.training).accuracy
  const share = accuracy === undefined ? '' : `, accuracy ${(100 * accuracy).toFixed(1)} %`
  return `epoch ${epoch}, step ${step}: loss ${trainLoss.toPrecision(5)}${validation}${share}`
}
