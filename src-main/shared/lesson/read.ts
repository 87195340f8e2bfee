import * as v from 'valibot'
import { sampleCount } from '../document/encoding'
import { readDocument } from '../document/read'
import { type ProjectDocument } from '../document/schema'
import { inferShapes, type Shapes } from '../document/shapes'
import { AppError, failure, type Result, success } from '../errors'
import { biasNumbers, type NumberPlace } from './place'
import { type Lesson, LESSON_FORMAT, lessonFile, type LessonStep, type LessonSummary } from './schema'
import { setting } from './setting'

/** Something in a lesson that does not fit the rest of it, and where. */
interface Misfit {
  readonly where: string
  readonly reason: string
}

/**
 * Unknown JSON to a lesson whose places all exist in its network. `path` only names the file in the sentence.
 * Errors: newer-lesson, bad-lesson (the first problem with its place), those of `readDocument` for its project.
 */
export function readLesson(json: unknown, path: string): Result<Lesson> {
  const format = typeof json === 'object' && json !== null && 'lessonFormat' in json ? json.lessonFormat : undefined
  if (typeof format === 'number' && format > LESSON_FORMAT)
    return failure('newer-lesson', { path, found: format, known: LESSON_FORMAT })
  const parsed = v.safeParse(lessonFile, json)
  if (!parsed.success) {
    const [issue] = parsed.issues
    return failure('bad-lesson', { path, where: whereOf(issue), reason: reasonOf(issue) })
  }
  const project = readDocument(parsed.output.project, `${path}, project`)
  if (!project.ok) return project
  const lesson: Lesson = { ...parsed.output, project: project.value }
  const [misfit] = misfitsOf(lesson)
  return misfit ? { ok: false, error: AppError.of('bad-lesson', { path, ...misfit }) } : success(lesson)
}

export function summaryOfLesson({ id, title, summary, shows, steps }: Lesson): LessonSummary {
  return { id, title, summary, shows, steps: steps.length }
}

/** `steps[2].expected[0].value` for the place of a problem in the JSON. */
function whereOf(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('') ?? ''
  return keys.replace(/^\./, '') || 'the lesson'
}

/** Our own sentences as they are; for a field that is missing, misspelt or of another type, words instead of the schema's. */
function reasonOf({ kind, type, expected, received, input, message }: v.BaseIssue<unknown>): string {
  if (kind !== 'schema' || !message.startsWith('Invalid ')) return message
  if (type === 'strict_object' && expected === 'never') return `there is no field ${received} here; it may be misspelt`
  if (input === undefined) return 'the field is missing'
  return `${typesInWords[expected ?? ''] ?? expected} is expected here, and ${received} was found`
}

const typesInWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  Array: 'a list [ … ]',
  Object: 'an object { … }',
}

function* misfitsOf({ project, steps }: Lesson): Generator<Misfit> {
  const shapes = inferShapes(project)
  const [problem] = shapes.problems
  if (project.dataset.kind !== 'inline')
    yield { where: 'project.dataset', reason: 'a lesson brings its data inside the project, with "kind": "inline"' }
  if (problem) yield { where: 'project', reason: `it can't be trained: ${problem.message}` }
  yield* twice(
    steps.map(({ id }, index) => [`steps[${index}].id`, id]),
    'step',
  )
  yield* twice(
    steps.flatMap(({ expected }, step) =>
      expected.map(({ id }, index): [string, string] => [`steps[${step}].expected[${index}].id`, id]),
    ),
    'expected value',
  )
  for (const [index, step] of steps.entries()) yield* misfitsOfStep(step, `steps[${index}]`, { project, shapes })
}

function* twice(named: readonly (readonly [string, string])[], what: string): Generator<Misfit> {
  const seen = new Set<string>()
  for (const [where, id] of named) {
    if (seen.has(id)) yield { where, reason: `there is another ${what} "${id}"; give this one an id of its own` }
    seen.add(id)
  }
}

interface LessonNetwork {
  readonly project: ProjectDocument
  readonly shapes: Shapes
}

function* misfitsOfStep(step: LessonStep, where: string, network: LessonNetwork): Generator<Misfit> {
  const { look, expected, tasks } = step
  if (look) {
    const reason =
      layerMisfit(network, look.layer) ??
      unitMisfit(network, look.layer, look.unit) ??
      sampleMisfit(network, look.sample ?? 0)
    if (reason !== null) yield { where: `${where}.look`, reason }
  }
  for (const [index, { place }] of expected.entries()) {
    const reason = placeMisfit(network, place)
    if (reason !== null) yield { where: `${where}.expected[${index}].place`, reason }
  }
  for (const [index, { check }] of tasks.entries()) {
    const at = `${where}.tasks[${index}].check`
    if (check.kind === 'value' || check.kind === 'below') {
      const reason = placeMisfit(network, check.place)
      if (reason !== null) yield { where: `${at}.place`, reason }
    }
    if (check.kind === 'setting' && setting(network.project, check.path) === undefined)
      yield { where: `${at}.path`, reason: `the project has no ${check.path}` }
  }
}

/** Why the network has no such number, in words; null where it has. */
function placeMisfit(network: LessonNetwork, place: NumberPlace): string | null {
  const noSample = 'sample' in place ? sampleMisfit(network, place.sample) : null
  if (noSample !== null) return noSample
  if (!('unit' in place)) return null
  const layer = 'layer' in place ? place.layer : (network.shapes.outputLayer ?? '')
  const missing = layerMisfit(network, layer)
  if (missing !== null) return missing
  const isInput = network.project.network.layers.some(({ id, kind }) => id === layer && kind === 'input')
  if (isInput && place.what !== 'a') return `${layer} is the input layer: it holds the data and has no number but a`
  if (place.what === 'branch' && layerMisfit(network, place.through) !== null)
    return layerMisfit(network, place.through)
  // Whether a bias is shared is a switch: unit 0 is there in any case.
  const ofBias = (biasNumbers as readonly string[]).includes(place.what)
  if (!ofBias || place.unit > 0) {
    const reason = unitMisfit(network, layer, place.unit)
    if (reason !== null) return reason
  }
  if (!('input' in place) || place.input === null) return null
  // Of a Jacobian the input is another unit of the same layer.
  const { units = 0, inputs = 0 } = network.shapes.layers[layer] ?? {}
  const most = place.what === 'jacobianTerm' ? units : inputs
  return place.input < most ? null : `${layer} has no input ${place.input}; it has ${most}, counted from 0`
}

function sampleMisfit({ project }: LessonNetwork, sample: number): string | null {
  const rows = sampleCount(project)
  return sample < rows ? null : `there is no sample ${sample}; the data has ${rows}, counted from 0`
}

function layerMisfit({ project }: LessonNetwork, id: string): string | null {
  const ids = project.network.layers.map((layer) => layer.id)
  return ids.includes(id) ? null : `there is no layer "${id}"; the layers are ${ids.join(', ')}`
}

function unitMisfit({ shapes }: LessonNetwork, layer: string, unit: number): string | null {
  const units = shapes.layers[layer]?.units ?? 0
  return unit < units ? null : `${layer} has no unit ${unit}; it has ${units}, counted from 0`
}
