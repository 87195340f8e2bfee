import { resolve } from 'node:path'
import { classNames } from '@shared/document/measured-metrics'
import { AppError } from '@shared/errors'
import { csvText, formatCsv, parseCsv } from '../services/dataset/csv'
import { readWhole, writeAtomically } from '../services/files/write-atomically'
import { featureColumns, predictor } from '../services/training/prediction'
import { type Arguments, textOption } from './arguments'
import { openProject } from './open-project'
import { nameOf, type Workbench } from './workbench'

/** `predict PROJECT FILE.csv`: raw rows in, own units and class names out. */
export async function predictCommand(args: Arguments, bench: Workbench): Promise<void> {
  const [, file] = args.positionals
  if (file === undefined)
    throw AppError.of('usage', { problem: 'predict needs a project and a CSV file. Run with --help for the options.' })
  await openProject(args, bench)
  const run = bench.session.currentRun()
  const { header, rows } = parseCsv(csvText(await readWhole(bench.files, resolve(file)), nameOf(file)), nameOf(file), {
    leastRows: 1,
    leastColumns: 1,
  })
  const places = featureColumns(run).map(({ name }) => {
    const place = header.indexOf(name)
    if (place < 0) throw AppError.of('unknown-column', { name: nameOf(file), column: name, columns: header.join(', ') })
    return place
  })
  const predict = predictor(run)
  const predictions = rows.map((row, index) => {
    const values = places.map((place) => row[place] ?? '')
    try {
      return predict(values)
    } catch (thrown) {
      throw AppError.of('bad-row', { name: nameOf(file), row: index + 1, problem: AppError.from(thrown).message })
    }
  })
  const out = textOption(args.options, 'out')
  if (args.options['json'] === true)
    for (const { outputs, predictedClass } of predictions)
      bench.print(
        JSON.stringify({
          outputs: Object.fromEntries(outputs.map(({ label, value }) => [label, value])),
          predictedClass,
        }),
      )
  const labels = run.data.shape.targets.map(({ label }) => label)
  const classes = classNames(run.data.shape, run.settings) !== null
  const table = formatCsv(
    classes ? ['predicted', ...labels] : labels,
    predictions.map(({ outputs, predictedClass }) => [
      ...(classes ? [predictedClass ?? ''] : []),
      ...outputs.map(({ value }) => value),
    ]),
  )
  if (out !== undefined) await writeAtomically(bench.files, resolve(out), new TextEncoder().encode(table))
  else if (args.options['json'] !== true) bench.print(table.trimEnd())
  if (out !== undefined) bench.say(`Wrote ${predictions.length} predictions to ${resolve(out)}.`)
}
