import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pathAmong } from '../../../src-main/electron-host/paths'

describe('the file among the arguments of a start', () => {
  test.each<[string[], string | null]>([
    [['project.bpstudio'], resolve('/home', 'project.bpstudio')],
    [['--flag', '/data/IRIS.CSV', 'b.tsv'], resolve('/data/IRIS.CSV')],
    [['.', '--inspect=1.csv'], null],
    [['picture.png', 'notes.txt'], resolve('/home', 'notes.txt')],
    [[], null],
  ])('%j: %s', (args, path) => {
    expect(pathAmong(args, '/home')).toBe(path)
  })
})
