import { parseArgs } from 'node:util'
import { AppError } from '@shared/errors'

export type Options = Readonly<Record<string, string | boolean | undefined>>

export interface Arguments {
  readonly positionals: readonly string[]
  readonly options: Options
}

export const USAGE = `Backprop Studio on the command line

  new PROJECT (--example ID | --document FILE.json | --csv FILE --target COLUMN)
      [--hidden 16,8] [--no-scaling] [--validation SHARE] [--seed N]
  document PROJECT                 prints the document as JSON
  train PROJECT [--epochs N | --steps N] [--json]
  predict PROJECT FILE.csv [--out FILE] [--json]
  trace PROJECT --sample I [--json]
  check-gradients PROJECT [--json] compares backpropagation with central differences`

const texts = [
  'example',
  'document',
  'csv',
  'target',
  'hidden',
  'validation',
  'seed',
  'epochs',
  'steps',
  'out',
  'sample',
]
const flags = ['no-scaling', 'json', 'help']

/** Errors: usage with one sentence. */
export function parseArguments(args: readonly string[]): Arguments {
  const options = Object.fromEntries([
    ...texts.map((name) => [name, { type: 'string' as const }] as const),
    ...flags.map((name) => [name, { type: 'boolean' as const }] as const),
  ])
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true })
    const given = Object.entries(values).filter(([, value]) => !Array.isArray(value))
    return { positionals, options: Object.fromEntries(given) as Options }
  } catch (thrown) {
    const [sentence] = (thrown instanceof Error ? thrown.message : String(thrown)).split(/\.\s/)
    throw AppError.of('usage', {
      problem: `${sentence ?? 'The options are not known'}. Run with --help for the options.`,
    })
  }
}

/** What a command takes. */
export interface Shape {
  /** Paths it takes at most. */
  readonly files: number
  readonly options: readonly string[]
}

/** Errors: usage where an option or a path belongs to no part of the command: nothing is silently ignored. */
export function checkArguments(
  command: string,
  { positionals, options }: Arguments,
  { files, options: known }: Shape,
): void {
  const foreign = Object.keys(options).find((name) => !known.includes(name))
  if (foreign !== undefined)
    throw AppError.of('usage', {
      problem: `--${foreign} does not belong to ${command}. Run with --help for the options.`,
    })
  const surplus = positionals[files]
  if (surplus !== undefined)
    throw AppError.of('usage', {
      problem: `${command} does not know what to do with ${surplus}. Run with --help for the options.`,
    })
}

export function textOption(options: Options, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

/** Errors: usage where the option is not a number in the range. */
export function numberOption(
  options: Options,
  name: string,
  range: { least: number; most: number; whole: boolean },
): number | undefined {
  const text = textOption(options, name)
  if (text === undefined) return undefined
  const value = Number(text)
  const fits =
    text.trim() !== '' && value >= range.least && value <= range.most && (!range.whole || Number.isInteger(value))
  if (fits) return value
  const kind = range.whole ? 'whole number' : 'number'
  throw AppError.of('usage', {
    problem: `--${name} ${text} is not a ${kind} from ${range.least} to ${range.most}. Correct it.`,
  })
}
