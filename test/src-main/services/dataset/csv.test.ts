import { describe, expect, test } from 'vitest'
import { csvText, formatCsv, isNumber, parseCsv } from '../../../../src-main/services/dataset/csv'

const parsed = (text: string) => parseCsv(text, 'data.csv')
const table = {
  header: ['a', 'b'],
  rows: [
    ['1', 'x'],
    ['2', 'y'],
  ],
}

describe('one table, however it is written', () => {
  test.each<[string, string]>([
    ['commas', 'a,b\n1,x\n2,y\n'],
    ['semicolons', 'a;b\n1;x\n2;y\n'],
    ['tabs', 'a\tb\n1\tx\n2\ty'],
    ['bars', 'a|b\n1|x\n2|y'],
    ['the line ends of Windows', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['the line ends of old Macs', 'a,b\r1,x\r2,y'],
    ['a byte order mark', '\uFEFFa,b\n1,x\n2,y'],
    ['quotation marks', '"a","b"\n"1","x"\n"2","y"'],
    ['spaces around cells', ' a , b \n 1 , x \n 2 , y '],
    ['empty lines', 'a,b\n\n1,x\n   \n,\n2,y\n\n\n'],
  ])('%s', (_name, text) => {
    expect(parsed(text)).toEqual(table)
  })

  test('quoted delimiters, quotation marks, line ends and other scripts', () => {
    expect(parsed('naïve,"größe, ""cm"""\n"1\n2","日本,語"\n"🧠",é')).toEqual({
      header: ['naïve', 'größe, "cm"'],
      rows: [
        ['1\n2', '日本,語'],
        ['🧠', 'é'],
      ],
    })
  })

  test('decimal commas beside semicolons are numbers', () => {
    expect(parsed('a;b\n1,5;2\n2,5;3').rows).toEqual([
      ['1.5', '2'],
      ['2.5', '3'],
    ])
  })
})

describe('a table that can not be used is refused with what to do', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'it is empty. A header line and at least two rows are needed.'],
    ['empty lines only', '\n \n', 'it is empty. A header line and at least two rows are needed.'],
    ['an unnamed column', 'a,,c\n1,2,3\n4,5,6', 'column 2 has no name in the header line. Give every column a name.'],
    ['a name twice', 'a,b,a\n1,2,3\n4,5,6', 'two columns are named "a". Give each its own name.'],
    [
      'no header',
      '1,2\n3,4\n5,6',
      'its first line holds numbers only. Put a line with the names of the columns above it.',
    ],
    ['one column', 'a\n1\n2', 'it has one column only. A feature and a target are needed; check the delimiter.'],
    ['a short row', 'a,b\n1,x\n2\n3,z', 'row 2 below the header has 1 cells, but the header has 2. Correct that row.'],
    ['a long row', 'a,b\n1,x,9\n2,y', 'row 1 below the header has 3 cells, but the header has 2. Correct that row.'],
    ['one row', 'a,b\n1,x', 'it has fewer than 2 rows below the header. Add rows.'],
    [
      'an open quotation mark',
      'a,b\n1,"x\n2,y',
      'a quotation mark in row 2 is not closed or stands in the wrong place. Correct that row.',
    ],
    [
      'a name longer than the format allows',
      `a,${'b'.repeat(201)}\n1,2\n3,4`,
      'the name of column 2 has more than 200 characters. Give it a shorter name.',
    ],
  ])('%s', (_name, text, reason) => {
    expect(() => parsed(text)).toThrow(`data.csv can't be used as a table: ${reason}`)
  })
})

test('bytes that are not UTF-8 are refused, not changed', () => {
  expect(csvText(new TextEncoder().encode('größe'), 'a.csv')).toBe('größe')
  expect(() => csvText(Uint8Array.of(103, 114, 0xf6, 0xdf, 101), 'a.csv')).toThrow(
    "a.csv can't be used as a table: it is not UTF-8 text. Save it as CSV in UTF-8.",
  )
})

test('what is a number', () => {
  const numbers = ['1', '-1.5', '+.5', '5.', '1e3', '1E-30', '007']
  const none = ['', ' 1', '1 ', '1,5', '0x10', 'Infinity', 'NaN', '1e999', '1_000', '--1', 'e5', '.', '１']
  expect([...numbers, ...none].filter(isNumber)).toEqual(numbers)
})

test('rows are written with quotation marks where they are needed, and read back', () => {
  const text = formatCsv(
    ['a', 'b, c'],
    [
      ['x "y"', 1.5],
      ['line\nend', -2],
    ],
  )
  expect(text).toBe('a,"b, c"\n"x ""y""",1.5\n"line\nend",-2\n')
  expect(parsed(text)).toEqual({
    header: ['a', 'b, c'],
    rows: [
      ['x "y"', '1.5'],
      ['line\nend', '-2'],
    ],
  })
})

test('decimal commas are numbers where commas do not separate the cells', () => {
  expect(parseCsv('a;b;c\n1,5;2;x\n-0,25;NA;1,2\n,5e3;7,0;y\n', 'c.csv').rows).toEqual([
    ['1.5', '2', 'x'],
    ['-0.25', 'NA', '1,2'],
    ['.5e3', '7.0', 'y'],
  ])
})
