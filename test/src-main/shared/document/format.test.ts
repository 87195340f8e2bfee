import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDocument } from '../../../../src-main/shared/document/read'

const FORMAT = 'src-main/shared/document/FORMAT.md'

test('the normative example is the worked example that ships, and it is valid', () => {
  const json = /```json\n([\s\S]*?)```/.exec(readFileSync(FORMAT, 'utf8'))?.[1] ?? ''
  const example: unknown = JSON.parse(json)
  expect(example).toEqual(JSON.parse(readFileSync('resources/examples/worked-example.json', 'utf8')))
  expect(readDocument(example, FORMAT)).toEqual({ ok: true, value: example })
})
