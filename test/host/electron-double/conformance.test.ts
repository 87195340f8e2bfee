import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { connectedPage, useDouble } from './fixture.ts'

const DECLARATIONS = fileURLToPath(new URL('../../../node_modules/electron/electron.d.ts', import.meta.url))
const double = useDouble()

/** Member names of every class and interface in Electron's declarations, with those of what it extends. */
function declaredMembers(): (type: string) => Set<string> {
  const source = ts.createSourceFile('electron.d.ts', readFileSync(DECLARATIONS, 'utf8'), ts.ScriptTarget.Latest)
  const types = new Map<string, { members: string[]; bases: string[] }>()
  function visit(node: ts.Node): void {
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      const known = types.get(node.name?.text ?? '') ?? { members: [], bases: [] }
      for (const { name } of node.members) if (name) known.members.push(name.getText(source))
      for (const { types: bases } of node.heritageClauses ?? [])
        known.bases.push(...bases.map(({ expression }) => expression.getText(source)))
      types.set(node.name?.text ?? '', known)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  function all(type: string): Set<string> {
    const { members, bases } = types.get(type) ?? { members: [], bases: [] }
    return new Set([...members, ...bases.flatMap((base) => [...all(base)])])
  }
  return all
}

/** The double's objects by the name of their declared type, each with its own names, as seen in a running app. */
const exposed = {
  App: 'electron.app',
  CommandLine: 'electron.app.commandLine',
  BrowserWindow: 'window',
  WebContents: 'window.webContents',
  WebFrameMain: 'window.webContents.mainFrame',
  Clipboard: 'electron.clipboard',
  Dialog: 'electron.dialog',
  IpcMain: 'electron.ipcMain',
  Menu: 'electron.Menu.getApplicationMenu()',
  MenuItem: "electron.Menu.getApplicationMenu().getMenuItemById('save')",
  MessageChannelMain: 'new electron.MessageChannelMain()',
  MessagePortMain: 'new electron.MessageChannelMain().port1',
  NativeTheme: 'electron.nativeTheme',
  Net: 'electron.net',
  Protocol: 'electron.protocol',
  Session: 'electron.session.defaultSession',
  WebRequest: 'electron.session.defaultSession.webRequest',
  Shell: 'electron.shell',
  UtilityProcess: 'fixture.child',
} as const

test('no object of the double has a name that Electron does not declare', async () => {
  const app = await double.launch()
  await connectedPage(app)
  const names = await app.evaluate((electron, exposed) => {
    const { fixture } = globalThis as unknown as { fixture: { window: unknown } }
    function namesOf(expression: string): string[] {
      const find = new Function('electron', 'window', 'fixture', `return ${expression}`)
      const names: string[] = []
      for (let object = find(electron, fixture.window, fixture); object; object = Object.getPrototypeOf(object)) {
        if (object === Object.prototype || object.constructor?.name === 'EventEmitter') break
        names.push(...Object.getOwnPropertyNames(object))
      }
      return names.filter((name) => name !== 'constructor' && !name.startsWith('_')) // `_`: EventEmitter's own fields
    }
    return Object.entries(exposed).map(([type, expression]) => ({ type, names: namesOf(expression) }))
  }, exposed)

  const declared = declaredMembers()
  expect(names.filter(({ type, names }) => names.length === 0 || declared(type).size === 0)).toEqual([])
  const invented = names.flatMap(({ type, names }) =>
    names.filter((name) => !declared(type).has(name)).map((name) => `${type}.${name}`),
  )
  expect(invented).toEqual([])
})

test('every export and every static is declared', async () => {
  const app = await double.launch()
  const { statics, exports } = await app.evaluate((electron) => {
    const members = (type: object): string[] => Object.getOwnPropertyNames(type)
    return { statics: [...members(electron.BrowserWindow), ...members(electron.Menu)], exports: Object.keys(electron) }
  })

  const declared = declaredMembers()
  const known = new Set([...declared('BrowserWindow'), ...declared('Menu'), 'length', 'name', 'prototype'])
  expect(statics.filter((name) => !known.has(name))).toEqual([])
  const text = readFileSync(DECLARATIONS, 'utf8')
  expect(exports.filter((name) => !new RegExp(`(const|class) ${name}\\b`).test(text))).toEqual([])
})
