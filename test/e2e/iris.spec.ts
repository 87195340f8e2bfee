import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, lastReport } from './command-line'
import { expect, test } from './fixtures'

test('iris from its CSV file learns as well, and exactly as, on the command line', async ({ studio, home }) => {
  const csv = join(home, 'iris.csv')
  copyFileSync('resources/data/iris.csv', csv)
  await studio.openData(csv, 'species')
  await studio.trainToTheEnd()

  const project = join(home, 'command-line.bpstudio')
  commandLine('new', project, '--csv', csv, '--target', 'species')
  const report = lastReport(commandLine('train', project, '--json'))
  expect({
    epoch: await studio.epoch(),
    loss: await studio.figure('loss'),
    validation: await studio.figure('validation-loss'),
    accuracy: await studio.figure('accuracy'),
  }).toEqual({
    epoch: report.epoch,
    loss: report.trainLoss,
    validation: report.validationLoss,
    accuracy: report.metrics.validation.accuracy,
  })
  expect(report.metrics.validation.accuracy).toBeGreaterThanOrEqual(0.93)

  const saved = join(home, 'window.bpstudio')
  await studio.saveAs(saved)
  expect(JSON.parse(commandLine('document', saved))).toEqual(JSON.parse(commandLine('document', project)))
})

test('a run that was saved in the middle of an epoch goes on as if it had never stopped', async ({
  studio,
  start,
  home,
}) => {
  await studio.openExample('Iris')
  await studio.tab('Training')
  await studio.fill('Epochs', '3')
  for (let step = 1; step <= 11; step++) {
    await studio.press('Step')
    await expect.poll(() => studio.step()).toBe(step)
  }
  const path = join(home, 'middle.bpstudio')
  await studio.saveAs(path)
  await studio.stop()
  const again = await start(path)
  await again.ready()
  await expect.poll(() => again.step()).toBe(11)
  await again.trainToTheEnd()

  const straight = join(home, 'straight.bpstudio')
  commandLine('new', straight, '--example', 'iris')
  const report = lastReport(commandLine('train', straight, '--epochs', '3', '--json'))
  expect({ loss: await again.figure('loss'), validation: await again.figure('validation-loss') }).toEqual({
    loss: report.trainLoss,
    validation: report.validationLoss,
  })
})
