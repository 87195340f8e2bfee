import { fileURLToPath } from 'node:url'
import { AppError } from '@shared/errors'
import { nodeFiles } from '../services/files/node-files'
import { type Arguments, parseArguments, USAGE } from './arguments'
import { documentCommand } from './document-command'
import { newCommand } from './new-command'
import { predictCommand } from './predict-command'
import { traceCommand } from './trace-command'
import { trainCommand } from './train-command'
import { type Workbench, workbench } from './workbench'

type Command = (args: Arguments, bench: Workbench) => Promise<void>

const commands: Readonly<Record<string, Command>> = {
  new: newCommand,
  document: documentCommand,
  train: trainCommand,
  predict: predictCommand,
  trace: traceCommand,
}

async function main([name, ...rest]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === 'help' || rest.includes('--help')) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command)
    throw AppError.of('usage', { problem: `There is no command ${name}. Run with --help for the commands.` })
  const resources = fileURLToPath(new URL('../../resources/', import.meta.url))
  const bench = workbench(nodeFiles, resources, {
    print: (line) => void process.stdout.write(`${line}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
  })
  await command(parseArguments(rest), bench)
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  process.stderr.write(`${AppError.from(thrown).message}\n`)
  process.exitCode = 1
})
