import { resolve } from 'node:path'
import { parseArguments } from '../../src-main/cli/arguments'
import { checkGradientsCommand } from '../../src-main/cli/check-gradients-command'
import { documentCommand } from '../../src-main/cli/document-command'
import { newCommand } from '../../src-main/cli/new-command'
import { predictCommand } from '../../src-main/cli/predict-command'
import { traceCommand } from '../../src-main/cli/trace-command'
import { trainCommand } from '../../src-main/cli/train-command'
import { workbench } from '../../src-main/cli/workbench'
import { nodeFiles } from '../../src-main/services/files/node-files'
import { inRepository } from './documents'
import { MemoryFiles } from './memory-files'

export const commands = {
  new: newCommand,
  document: documentCommand,
  train: trainCommand,
  predict: predictCommand,
  trace: traceCommand,
  'check-gradients': checkGradientsCommand,
}

/** A disk with the sample files, and the commands over it: each call is a start of the program. */
export function terminal(contents: Readonly<Record<string, Uint8Array | string>> = {}) {
  const files = new MemoryFiles(
    Object.fromEntries(Object.entries(contents).map(([path, content]) => [resolve(path), content])),
  )
  // The examples lie beside the program, on the real disk.
  const disk = Object.assign(Object.create(files) as MemoryFiles, {
    read: async (path: string) =>
      path.startsWith(inRepository('resources')) ? nodeFiles.read(path) : files.read(path),
  })
  async function run(
    command: keyof typeof commands,
    ...args: string[]
  ): Promise<{ printed: string[]; said: string[] }> {
    const [printed, said]: [string[], string[]] = [[], []]
    const bench = workbench(
      disk,
      { resources: inRepository('resources'), threadScript: null },
      {
        print: (line) => void printed.push(line),
        say: (line) => void said.push(line),
      },
    )
    await commands[command](parseArguments(args), bench)
    return { printed, said }
  }
  return { files, run }
}

export const json = (line: string | undefined): unknown => JSON.parse(line ?? 'null')
