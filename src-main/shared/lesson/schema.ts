import * as v from 'valibot'
import { finite, identifier } from '../document/schema/values'
import { type ProjectDocument } from '../document/schema'
import { numberPlace, wholeFrom0 } from './place'
import { switchPositions } from './switches'

/** The version of lesson files that this program reads. A higher one is refused. */
export const LESSON_FORMAT = 1

const text = (most: number) =>
  v.pipe(
    v.string('a text is expected'),
    v.nonEmpty('a text is expected'),
    v.maxLength(most, `a text has at most ${most} characters`),
  )
/** One text, or its paragraphs one by one. */
const paragraphs = v.pipe(
  v.union(
    [text(10_000), v.pipe(v.array(text(10_000)), v.nonEmpty('a text is expected'))],
    'a text, or a list of paragraphs, is expected',
  ),
  v.transform((given) => (typeof given === 'string' ? given : given.join('\n\n'))),
)
const tolerance = v.pipe(finite, v.gtValue(0, 'a tolerance is above 0'))
/** Updates done before the number is read, from the first weights; "now": as many as the run has made. */
const after = v.optional(
  v.union(
    [v.literal('now'), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))],
    'a whole number of updates from 0, or "now", is expected',
  ),
  0,
)

const expected = v.strictObject({
  id: identifier,
  label: text(80),
  /** TeX beside the label, where words are not enough. */
  symbol: v.optional(text(200)),
  place: numberPlace,
  after,
  value: finite,
  tolerance,
  /** What the lesson's source prints where that is not the value: shown beside it. */
  printed: v.optional(text(40)),
  /** The value holds only where these switches stand so. */
  when: v.optional(switchPositions),
  note: v.optional(text(400)),
})

const slip = v.strictObject({
  printed: text(200),
  right: text(200),
  why: text(1000),
  when: v.optional(switchPositions),
})

const check = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('value'), place: numberPlace, after, value: finite, tolerance }),
    v.strictObject({ kind: v.literal('below'), place: numberPlace, after, limit: finite }),
    v.strictObject({ kind: v.literal('switches'), positions: switchPositions }),
    /** A setting of the project has this value; `path` goes from key to key, through lists by the id of a member. */
    v.strictObject({
      kind: v.literal('setting'),
      path: text(200),
      value: v.union([v.string(), finite, v.boolean()], 'a text, a number, true or false is expected'),
    }),
    v.strictObject({ kind: v.literal('number'), value: finite, tolerance }),
    v.strictObject({
      kind: v.literal('words'),
      accept: v.pipe(v.array(text(100)), v.nonEmpty('an answer is expected')),
    }),
  ],
  'a check is of the kind value, below, switches, setting, number or words',
)

const task = v.strictObject({ text: text(1000), check, hint: v.optional(text(1000)) })

const step = v.strictObject({
  id: identifier,
  title: text(80),
  text: paragraphs,
  /** The layer, unit and sample (row of the data) that are shown when the step begins. */
  look: v.optional(
    v.strictObject({ layer: identifier, unit: v.optional(wholeFrom0, 0), sample: v.optional(wholeFrom0) }),
  ),
  expected: v.optional(v.array(expected), []),
  slips: v.optional(v.array(slip), []),
  tasks: v.optional(v.array(task), []),
})

export const lessonFile = v.strictObject({
  lessonFormat: v.literal(LESSON_FORMAT),
  id: identifier,
  title: text(80),
  summary: text(400),
  /** What it shows, in a few words each. */
  shows: v.optional(v.array(text(80)), []),
  /** A project document; read and migrated apart, see `readLesson`. */
  project: v.record(v.string(), v.unknown(), 'a project document is expected'),
  switches: v.optional(
    v.array(v.picklist(['updateOrder', 'biases', 'bias'], 'a switch is updateOrder, biases or bias')),
    [],
  ),
  steps: v.pipe(v.array(step), v.nonEmpty('a lesson has at least one step')),
})

export type Lesson = Omit<v.InferOutput<typeof lessonFile>, 'project'> & { readonly project: ProjectDocument }
export type LessonStep = Lesson['steps'][number]
export type ExpectedValue = LessonStep['expected'][number]
export type Slip = LessonStep['slips'][number]
export type LessonTask = LessonStep['tasks'][number]
export type TaskCheck = LessonTask['check']
export type After = ExpectedValue['after']

/** What a list of lessons shows. */
export interface LessonSummary {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly shows: readonly string[]
  readonly steps: number
}
