import { expect, it } from 'vitest'
import { editInWords } from '../../../../src-renderer/components/runs/edit-in-words'

const edit = { layer: 'hidden', name: 'Hidden', unit: 1, input: 0, from: 0.31, to: 0.5, step: 1200 }

it('tells an edit as the window counts units and inputs', () => {
  expect(editInWords(edit)).toBe('Edited Hidden w[2,1] from 0.31 to 0.5 at step 1,200')
  expect(editInWords({ ...edit, input: null, from: -1e-7, to: 100 })).toBe(
    'Edited Hidden b[2] from −1.00e-7 to 100 at step 1,200',
  )
})
