import { readLesson } from '@shared/lesson/read'
import { type Lesson } from '@shared/lesson/schema'
import { describe, expect, test } from 'vitest'
import { fixture, workedDocument } from '../../../helpers/documents'

/** The least that a lesson needs. */
const small = {
  lessonFormat: 1,
  id: 'small',
  title: 'Small',
  summary: 'One number.',
  project: workedDocument(),
  steps: [
    {
      id: 'only',
      title: 'Only step',
      text: ['Look at **h1**.', '$$z = w x + b$$'],
      expected: [
        {
          id: 'z_h1',
          label: 'z of h1',
          place: { what: 'z', layer: 'hidden', unit: 0 },
          value: 0.3775,
          tolerance: 1e-9,
        },
      ],
    },
  ],
}

const read = (lesson: unknown): Lesson => {
  const found = readLesson(lesson, 'my.bplesson')
  if (!found.ok) throw found.error
  return found.value
}
const sentence = (lesson: unknown): string => {
  const found = readLesson(lesson, 'my.bplesson')
  return found.ok ? 'it was read' : found.error.message
}
/** The small lesson with its step, or the step's value, changed. */
const withStep = (changes: object) => ({ ...small, steps: [{ ...small.steps[0], ...changes }] })
const withValue = (changes: object) => withStep({ expected: [{ ...small.steps[0]?.expected[0], ...changes }] })
const withPlace = (place: object) => withValue({ place })
const withCheck = (check: object) => withStep({ tasks: [{ text: 'Do it.', check }] })

const inWords = (where: string, reason: string): string =>
  `my.bplesson: ${where} is not valid: ${reason}. Correct the file at that place; resources/lessons/README.md describes every field.`

describe('a lesson', () => {
  test('may leave out what has a usual value', () => {
    const { switches, shows, steps, project } = read(small)
    expect([switches, shows, project.id]).toEqual([[], [], 'worked-example'])
    expect(steps[0]).toMatchObject({ text: 'Look at **h1**.\n\n$$z = w x + b$$', slips: [], tasks: [] })
    expect(steps[0]?.expected[0]).toMatchObject({ after: 0, place: { sample: 0 } })
  })

  test('may have its project in an older format', () => {
    const project = fixture('test/fixtures/documents/format-1-worked-example.json')
    expect(read({ ...small, project }).project.formatVersion).toBe(2)
  })
})

describe('a bad lesson file gets a sentence with its place', () => {
  test.each([
    ['a newer format', { ...small, lessonFormat: 2 }, 'my.bplesson was written for a newer version (lesson format 2, this version reads up to 1). Update Backprop Studio.'], // prettier-ignore
    ['a field too many', { ...small, colour: 'red' }, inWords('colour', 'there is no field "colour" here; it may be misspelt')], // prettier-ignore
    ['a missing field', withValue({ tolerance: undefined }), inWords('steps[0].expected[0].tolerance', 'the field is missing')], // prettier-ignore
    ['a number in quotes', withValue({ value: '0.5' }), inWords('steps[0].expected[0].value', 'a number is expected here, and "0.5" was found')], // prettier-ignore
    ['one answer instead of a list', withCheck({ kind: 'words', accept: 'yes' }), inWords('steps[0].tasks[0].check.accept', 'a list [ … ] is expected here, and "yes" was found')], // prettier-ignore
    [
      'an unknown switch',
      { ...small, switches: ['order'] },
      inWords('switches[0]', 'a switch is updateOrder, biases or bias'),
    ],
    ['z of the input layer', withPlace({ what: 'z', layer: 'input', unit: 0 }), inWords('steps[0].expected[0].place', 'input is the input layer: it holds the data and has no number but a')], // prettier-ignore
    ['no title', { ...small, title: '' }, inWords('title', 'a text is expected')],
    ['no steps', { ...small, steps: [] }, inWords('steps', 'a lesson has at least one step')],
    ['an id with a space', withStep({ id: 'a step' }), inWords('steps[0].id', 'an id starts with a letter and has letters, digits, - and _ only')], // prettier-ignore
    ['no text', withStep({ text: [] }), inWords('steps[0].text', 'a text is expected')],
    ['an infinite value', withValue({ value: Infinity }), inWords('steps[0].expected[0].value', 'a number must be finite')], // prettier-ignore
    ['a tolerance of 0', withValue({ tolerance: 0 }), inWords('steps[0].expected[0].tolerance', 'a tolerance is above 0')], // prettier-ignore
    ['an unknown moment', withValue({ after: 'later' }), inWords('steps[0].expected[0].after', 'a whole number of updates from 0, or "now", is expected')], // prettier-ignore
    ['an unknown position', withValue({ when: { biases: 'warm' } }), inWords('steps[0].expected[0].when.biases', 'biases is frozen or trained')], // prettier-ignore
    ['an unknown number', withPlace({ what: 'error' }), inWords('steps[0].expected[0].place.what', 'a place names a number in "what": z, a, derivative, gradientOfA, delta, target, outputLoss, weight, weightGradient, newWeight, bias, biasGradient, newBias, sentBack, jacobianTerm, branch, updateTerm, sampleLoss, loss or penalty')], // prettier-ignore
    ['an unknown layer', withPlace({ what: 'z', layer: 'third', unit: 0 }), inWords('steps[0].expected[0].place', 'there is no layer "third"; the layers are input, hidden, output')], // prettier-ignore
    ['a unit too many', withPlace({ what: 'z', layer: 'hidden', unit: 2 }), inWords('steps[0].expected[0].place', 'hidden has no unit 2; it has 2, counted from 0')], // prettier-ignore
    ['an output too many', withPlace({ what: 'target', unit: 2 }), inWords('steps[0].expected[0].place', 'output has no unit 2; it has 2, counted from 0')], // prettier-ignore
    ['an input too many', withPlace({ what: 'weight', layer: 'output', unit: 0, input: 5 }), inWords('steps[0].expected[0].place', 'output has no input 5; it has 2, counted from 0')], // prettier-ignore
    ['a way back that is none', withPlace({ what: 'branch', layer: 'hidden', unit: 0, through: 'x' }), inWords('steps[0].expected[0].place', 'there is no layer "x"; the layers are input, hidden, output')], // prettier-ignore
    ['a sample too many', withPlace({ what: 'a', layer: 'output', unit: 0, sample: 1 }), inWords('steps[0].expected[0].place', 'there is no sample 1; the data has 1, counted from 0')], // prettier-ignore
    ['a look at nothing', withStep({ look: { layer: 'hidden', unit: 7 } }), inWords('steps[0].look', 'hidden has no unit 7; it has 2, counted from 0')], // prettier-ignore
    ['an unknown check', withCheck({ kind: 'guess' }), inWords('steps[0].tasks[0].check.kind', 'a check is of the kind value, below, switches, setting, number or words')], // prettier-ignore
    ['a setting that is none', withCheck({ kind: 'setting', path: 'training.rate', value: 1 }), inWords('steps[0].tasks[0].check.path', 'the project has no training.rate')], // prettier-ignore
    ['a check of a number that is none', withCheck({ kind: 'below', place: { what: 'a', layer: 'output', unit: 9 }, limit: 1 }), inWords('steps[0].tasks[0].check.place', 'output has no unit 9; it has 2, counted from 0')], // prettier-ignore
    ['the same step twice', { ...small, steps: [...small.steps, ...small.steps] }, inWords('steps[1].id', 'there is another step "only"; give this one an id of its own')], // prettier-ignore
    ['a project without data', { ...small, project: { ...small.project, dataset: { kind: 'none' } } }, inWords('project.dataset', 'a lesson brings its data inside the project, with "kind": "inline"')], // prettier-ignore
    ['a project with an unknown loss', { ...small, project: { ...small.project, training: { ...small.project.training, loss: 'none' } } }, 'my.bplesson, project: training.loss is not valid: '], // prettier-ignore
    ['no lesson at all', 7, inWords('the lesson', 'an object { … } is expected here, and 7 was found')],
  ])('%s', (_, lesson, expected) => {
    expect(sentence(lesson).slice(0, expected.length)).toBe(expected)
  })
})
