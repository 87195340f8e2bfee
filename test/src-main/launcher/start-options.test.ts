import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseStartOptions, START_USAGE } from '../../../src-main/launcher/start-options.mjs'

const folder = resolve('/home/ada')
const parse = (...args: string[]) => parseStartOptions(args, { folder, exists: (path) => !path.endsWith('gone.csv') })
const none = { browser: false, electron: false, open: true, port: null, path: null, help: false }

describe('parseStartOptions', () => {
  test('nothing', () => {
    expect(parse()).toEqual({ options: none, problem: null })
  })

  test('every option, and a path made absolute from the folder of the person', () => {
    expect(parse('--browser', '--no-open', '--port', '4000', 'data/x y.csv').options).toEqual({
      ...none,
      browser: true,
      open: false,
      port: 4000,
      path: resolve(folder, 'data/x y.csv'),
    })
    expect(parse('--electron', '--port=0').options).toEqual({ ...none, electron: true, port: 0 })
    expect(parse('-h').options).toEqual({ ...none, help: true })
  })

  test.each([
    [['--fast'], `--fast is not an option.\n${START_USAGE}`],
    [['a.csv', 'b.csv'], `Only one file can be opened at the start.\n${START_USAGE}`],
    [['--browser', '--electron'], `Choose either --browser or --electron.\n${START_USAGE}`],
    [['--port'], '--port needs a number from 0 to 65535, not "".'],
    [['--port', '70000'], '--port needs a number from 0 to 65535, not "70000".'],
    [['--port=x'], '--port needs a number from 0 to 65535, not "x".'],
    [['gone.csv'], `${resolve(folder, 'gone.csv')} does not exist.`],
  ])('%j is answered with one sentence', (args, problem) => {
    expect(parse(...args)).toEqual({ options: null, problem })
  })
})
