import { fileURLToPath } from 'node:url'
import { AppError } from '@shared/errors'
import { nodeFiles } from '../services/files/node-files'
import { setEngineFlags } from '../services/v8-flags'
import { type Arguments, checkArguments, parseArguments, type Shape, USAGE } from './arguments'
import { checkGradientsCommand } from './check-gradients-command'
import { documentCommand } from './document-command'
import { newCommand } from './new-command'
import { predictCommand } from './predict-command'
import { traceCommand } from './trace-command'
import { trainCommand } from './train-command'
import { type Workbench, workbench } from './workbench'

interface Command extends Shape {
  run(args: Arguments, bench: Workbench): Promise<void>
}

const commands: Readonly<Record<string, Command>> = {
  new: {
    run: newCommand,
    files: 1,
    options: ['example', 'document', 'csv', 'target', 'hidden', 'no-scaling', 'validation', 'seed'],
  },
  document: { run: documentCommand, files: 1, options: [] },
  train: { run: trainCommand, files: 1, options: ['epochs', 'steps', 'json'] },
  predict: { run: predictCommand, files: 2, options: ['out', 'json'] },
  trace: { run: traceCommand, files: 1, options: ['sample', 'json'] },
  'check-gradients': { run: checkGradientsCommand, files: 1, options: ['json'] },
}

async function main([name, ...rest]: readonly string[]): Promise<void> {
  setEngineFlags()
  if (name === undefined || name === '--help' || name === 'help' || rest.includes('--help')) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command)
    throw AppError.of('usage', { problem: `There is no command ${name}. Run with --help for the commands.` })
  const resources = fileURLToPath(new URL('../../resources/', import.meta.url))
  const threadScript = fileURLToPath(new URL('./thread.js', import.meta.url))
  const bench = workbench(
    nodeFiles,
    { resources, threadScript },
    {
      print: (line) => void process.stdout.write(`${line}\n`),
      say: (line) => void process.stderr.write(`${line}\n`),
    },
  )
  const args = parseArguments(rest)
  checkArguments(name, args, command)
  await command.run(args, bench)
}

function fail(thrown: unknown): void {
  process.stderr.write(`${AppError.from(thrown).message}\n`)
  process.exitCode = 1
}

// A reader that leaves early, such as head, ends the printing and not the work: what was asked for is still saved.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') fail(error)
  })

main(process.argv.slice(2)).catch(fail)
