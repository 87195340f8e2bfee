import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type Assignment, type Checked, type Facts, type Introduction, type Measured, type Question } from './protocol'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** Nothing that is asked takes longer, in milliseconds. */
const PATIENCE = 300_000

/** A child process that trains when it is asked to, and waits idle in between; it ends when its input is closed. */
export class Contender {
  readonly introduction: Introduction
  private readonly child: ChildProcess
  private readonly lines: LineReader

  private constructor(child: ChildProcess, lines: LineReader, introduction: Introduction) {
    this.child = child
    this.lines = lines
    this.introduction = introduction
  }

  /** Errors: one sentence why it did not start. */
  static async start({ program, args, env }: Command, assignment: Assignment): Promise<Contender> {
    const child = spawn(program, [...args, JSON.stringify(assignment)], { env, stdio: ['pipe', 'pipe', 'pipe'] })
    const lines = new LineReader(child)
    return new Contender(child, lines, (await lines.next()) as Introduction)
  }

  measure(warmUp: number, seconds: number): Promise<Measured> {
    return this.ask({ ask: 'measure', warmUp, seconds }) as Promise<Measured>
  }

  check(): Promise<Checked> {
    return this.ask({ ask: 'check' }) as Promise<Checked>
  }

  facts(): Promise<Facts> {
    return this.ask({ ask: 'facts' }) as Promise<Facts>
  }

  /** It is gone, or did not answer: nothing more can be asked. */
  get ended(): boolean {
    return this.lines.problem !== null
  }

  close(): void {
    this.child.stdin?.end()
  }

  private ask(question: Question): Promise<object> {
    this.child.stdin?.write(`${JSON.stringify(question)}\n`)
    return this.lines.next()
  }
}

/** The lines of a child, each an object; `next` fails with the child's own words when it says no more. */
class LineReader {
  private readonly waiting: string[] = []
  private wake: () => void = () => undefined
  problem: string | null = null

  constructor(child: ChildProcess) {
    let errors = ''
    child.stderr?.on('data', (chunk: Buffer) => (errors = `${errors}${chunk}`.slice(-2000)))
    child.stdin?.on('error', () => undefined)
    const end = (problem: string): void => {
      this.problem ??= problem
      this.wake()
    }
    child.on('error', ({ message }) => end(message))
    child.on('close', (code) => end(lastLine(errors) ?? `it ended with code ${code}`))
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.waiting.push(line)
        this.wake()
      })
  }

  async next(): Promise<object> {
    const timer = setTimeout(() => {
      this.problem = `it did not answer within ${PATIENCE / 1000} s`
      this.wake()
    }, PATIENCE)
    try {
      while (this.waiting.length === 0 && this.problem === null)
        await new Promise<void>((resolve) => (this.wake = resolve))
    } finally {
      clearTimeout(timer)
    }
    const line = this.waiting.shift()
    if (line === undefined) throw new Error(this.problem ?? 'it said nothing')
    const value = JSON.parse(line) as { problem?: string }
    if (value.problem !== undefined) throw new Error(value.problem)
    return value
  }
}

function lastLine(text: string): string | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1)
}
