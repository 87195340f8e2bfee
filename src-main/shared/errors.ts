/**
 * Every failure that people meet: one code, one sentence. A sentence says what happened, where, and what to do.
 * Processes exchange `{ code, details }`; the sentence is built here and nowhere else.
 */
const sentences = {
  'file-missing': (d: { path: string }) => `There is no file ${d.path}. Check the path and its spelling.`,
  'file-unreadable': (d: { path: string; reason: string }) =>
    `${d.path} can't be read (${d.reason}). Check that the file exists and that you may read it.`,
  'file-unwritable': (d: { path: string; reason: string }) =>
    `${d.path} can't be written (${d.reason}). The file on disk is unchanged; save to another folder or free some space.`,
  'folder-unreadable': (d: { path: string; reason: string }) =>
    `The folder ${d.path} can't be listed (${d.reason}). Choose another folder.`,
  'figure-not-drawn': (d: { width: number; height: number }) =>
    `A picture of ${d.width} x ${d.height} pixels can't be drawn here. Choose a smaller scale, or SVG.`,
  'file-exists': (d: { path: string }) => `${d.path} exists already. Choose another name or remove it first.`,
  'not-a-project': (d: { path: string; reason: string }) =>
    `${d.path} is not a Backprop Studio project (${d.reason}). Open a file that ends in .bpstudio.`,
  'newer-format': (d: { path: string; found: number; known: number }) =>
    `${d.path} was saved by a newer version (format ${d.found}, this version reads up to ${d.known}). Update Backprop Studio; the file is untouched.`,
  'bad-json': (d: { path: string; reason: string }) =>
    `${d.path} is not valid JSON (${d.reason}). Correct the file at that place.`,
  'bad-document': (d: { path: string; where: string; reason: string }) =>
    `${d.path}: ${d.where} is not valid: ${d.reason}. FORMAT.md describes every field.`,
  'bad-weights': (d: { path: string; reason: string }) =>
    `The weights in ${d.path} can't be used: ${d.reason}. Restore the file from a copy.`,
  'bad-table': (d: { name: string; reason: string }) => `${d.name} can't be used as a table: ${d.reason}`,
  'unknown-column': (d: { name: string; column: string; columns: string }) =>
    `${d.name} has no column "${d.column}". Its columns are: ${d.columns}.`,
  'unknown-example': (d: { id: string; ids: string }) => `There is no example "${d.id}". The examples are: ${d.ids}.`,
  'unknown-lesson': (d: { id: string; ids: string }) => `There is no lesson "${d.id}". The lessons are: ${d.ids}.`,
  'bad-lesson': (d: { path: string; where: string; reason: string }) =>
    `${d.path}: ${d.where} is not valid: ${d.reason}. Correct the file at that place; resources/lessons/README.md describes every field.`,
  'newer-lesson': (d: { path: string; found: number; known: number }) =>
    `${d.path} was written for a newer version (lesson format ${d.found}, this version reads up to ${d.known}). Update Backprop Studio.`,
  'no-data': (_: object) => 'The project has no data. Open a CSV file or an example first.',
  'no-table': (d: { table: string }) =>
    `The data that the project refers to (table ${d.table}) is not there. Open its CSV file again with File > Open data.`,
  'no-sample': (d: { sample: number; rows: number }) =>
    `There is no sample ${d.sample}; the data has ${d.rows} ${d.rows === 1 ? 'row' : 'rows'}, counted from 0.`,
  'cannot-train': (d: { problem: string }) => `The network can't be trained yet: ${d.problem}`,
  'cannot-edit': (d: { reason: string }) => `The number was not changed: ${d.reason}`,
  'no-parameter': (d: { place: string }) =>
    `The run has no ${d.place}. The network was changed since it began; press Reset to start a run with the network as it is.`,
  /** `unit` counts from 0 and is shown counted from 1, as the window names units; `sample` counts from 0, as it counts rows. */
  diverged: (d: { step: number; what: string; layer: string; unit: number | null; sample: number | null }) =>
    `Training stopped at step ${d.step}: ${d.what}${d.unit === null ? '' : ` of unit ${d.unit + 1}`} in ${d.layer}${d.sample === null ? '' : `, sample ${d.sample},`} is no longer a finite number. The weights of the last good step are kept; lower the learning rate and train on.`,
  'no-debugger': (_: object) => 'The step debugger is not open. Open it first.',
  'too-large-to-inspect': (d: { what: string; count: number; most: number }) =>
    `This update has ${d.count.toLocaleString('en-US')} ${d.what}, more than the ${d.most.toLocaleString('en-US')} that can be shown at once. Choose fewer samples or a smaller network.`,
  'too-far-ahead': (d: { updates: number; most: number }) =>
    `The numbers after ${d.updates} updates of this network would take long to work out; up to ${d.most} can be looked ahead. Train the network to see them.`,
  'bad-value': (d: { column: string; value: string; expected: string }) =>
    `"${d.value}" can't be used for ${d.column}: ${d.expected}`,
  'bad-row': (d: { name: string; row: number; problem: string }) =>
    `${d.name}, row ${d.row} below the header: ${d.problem}`,
  'negative-weight': (d: { name: string; row: number; column: string; weight: number }) =>
    `${d.name}, row ${d.row} below the header: the sample weight ${d.weight} in ${d.column} is below 0. Correct it, or choose another column of weights.`,
  'bad-call': (d: { method: string; reason: string }) => `The call ${d.method} was refused: ${d.reason}.`,
  'unknown-call': (d: { method: string }) =>
    `There is no call ${d.method}. The window and its engine come from different versions; start the program again.`,
  cancelled: (d: { method: string }) => `The call ${d.method} was cancelled.`,
  'connection-closed': (d: { reason: string }) =>
    `The connection to the engine was closed (${d.reason}). Your document is safe in this window; save it, or reload to reconnect.`,
  'bad-frame': (d: { reason: string }) => `A malformed message arrived (${d.reason}); the connection was closed.`,
  'frame-too-large': (d: { bytes: number; limit: number }) =>
    `A message of ${d.bytes} bytes is over the limit of ${d.limit} bytes.`,
  usage: (d: { problem: string }) => d.problem,
  unexpected: (d: { reason: string }) => `Something unexpected happened: ${d.reason}`,
} as const

export type ErrorCode = keyof typeof sentences
export type ErrorDetails<Code extends ErrorCode> = Parameters<(typeof sentences)[Code]>[0]

/** An expected failure with its code, the details that went into its sentence, and the sentence as `message`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  private constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>>) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }

  static of<Code extends ErrorCode>(code: Code, details: ErrorDetails<Code>): AppError {
    const sentence: (details: never) => string = sentences[code]
    return new AppError(code, sentence(details as never), { ...details })
  }

  /** Rebuilds an error that crossed a process border. An unknown code keeps its sentence as `unexpected`. */
  static revive(wire: { code: string; message: string; details: Record<string, unknown> }): AppError {
    const code = Object.hasOwn(sentences, wire.code) ? (wire.code as ErrorCode) : 'unexpected'
    return new AppError(code, wire.message, wire.details)
  }

  /** Any thrown value as an AppError; what is none yet becomes `unexpected`. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown
    return AppError.of('unexpected', { reason: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: AppError }

export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

export function failure<Code extends ErrorCode>(code: Code, details: ErrorDetails<Code>): Result<never> {
  return { ok: false, error: AppError.of(code, details) }
}

/** The value, or the error thrown: for callers whose own contract is to throw (services behind the protocol). */
export function valueOf<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw result.error
}
