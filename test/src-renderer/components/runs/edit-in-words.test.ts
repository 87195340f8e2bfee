import { expect, it } from 'vitest'
import { appliedInWords, changesInWords, editInWords } from '../../../../src-renderer/components/runs/edit-in-words'

const edit = { layer: 'hidden', name: 'Hidden', unit: 1, input: 0, from: 0.31, to: 0.5, step: 1200 }

it('tells an edit as the window counts units and inputs', () => {
  expect(editInWords(edit)).toBe('Edited Hidden w[2,1] from 0.31 to 0.5 at step 1,200')
  expect(editInWords({ ...edit, input: null, from: -1e-7, to: 100 })).toBe(
    'Edited Hidden b[2] from −1.00e-7 to 100 at step 1,200',
  )
})

it('tells updates of the step debugger, among the edits in the order of their steps', () => {
  expect(appliedInWords({ from: 0, to: 1 })).toBe('Applied 1 update of the step debugger, step 1')
  const record = { edits: [edit, { ...edit, step: 1 }], applied: [{ from: 1, to: 1200 }] }
  expect(changesInWords(record)).toEqual([
    'Edited Hidden w[2,1] from 0.31 to 0.5 at step 1',
    'Applied 1,199 updates of the step debugger, steps 2 to 1,200',
    'Edited Hidden w[2,1] from 0.31 to 0.5 at step 1,200',
  ])
})
