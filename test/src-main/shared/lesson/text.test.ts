import { readLine, readText } from '@shared/lesson/text'
import { expect, test } from 'vitest'

test('paragraphs, lists and formulas', () => {
  expect(readText('One\nline.\n\n$$a = b$$\n\n- first\n- *second*\n\n<b>no</b>')).toEqual([
    { kind: 'paragraph', content: [{ kind: 'text', text: 'One line.' }] },
    { kind: 'formula', tex: 'a = b' },
    { kind: 'list', items: [[{ kind: 'text', text: 'first' }], [{ kind: 'emphasis', text: 'second' }]] },
    { kind: 'paragraph', content: [{ kind: 'text', text: '<b>no</b>' }] },
  ])
})

test('marks within a line', () => {
  expect(readLine('a **b** $c_1$ `d*` *e* f')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'formula', text: 'c_1' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'd*' },
    { kind: 'text', text: ' ' },
    { kind: 'emphasis', text: 'e' },
    { kind: 'text', text: ' f' },
  ])
})

test.each(['2 * 3 * 4', 'a $ b', '**open', '`open'])('what is not closed is plain: %s', (line) => {
  expect(readLine(line)).toEqual([{ kind: 'text', text: line }])
})
