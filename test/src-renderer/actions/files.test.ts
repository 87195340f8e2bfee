import { renameProject } from '@shared/document/commands'
import { AppError } from '@shared/errors'
import { type ImportedTable, type ProjectService } from '@shared/protocol/project-service'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openPath, openText } from '../../../src-renderer/actions/open'
import { looksLikeTable } from '../../../src-renderer/actions/paste-table'
import { attempt, perform } from '../../../src-renderer/actions/perform'
import { save } from '../../../src-renderer/actions/save'
import { useConnectionStore } from '../../../src-renderer/stores/connection'
import { type Dialog, useDialogsStore } from '../../../src-renderer/stores/dialogs'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { useNoticesStore } from '../../../src-renderer/stores/notices'
import { fakeServices, smallDocument } from '../helpers/fake-host'

const library: Partial<ProjectService> = { examples: async () => [], recent: async () => [] }

async function topDialog<Kind extends Dialog['kind']>(kind: Kind): Promise<Extract<Dialog, { kind: Kind }>> {
  return vi.waitFor(() => {
    const dialog = useDialogsStore().stack.at(-1)
    if (dialog?.kind !== kind) throw new Error(`no ${kind} dialog yet`)
    return dialog as Extract<Dialog, { kind: Kind }>
  })
}

function connect(project: Partial<ProjectService>): void {
  useConnectionStore().opened(fakeServices({ project: { ...library, ...project } }))
}

describe('opening and saving', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('asks before unsaved changes go, and opens nothing after Cancel', async () => {
    const open = vi.fn<ProjectService['open']>()
    connect({ open })
    useDocumentStore().dispatch(renameProject('Changed'))
    const opening = openPath('/a/other.bpstudio')
    const dialog = await topDialog('question')
    expect(dialog.question.message).toBe('Save changes to Changed.bpstudio before opening other.bpstudio?')
    dialog.answer(dialog.question.cancel)
    await opening
    expect(open).not.toHaveBeenCalled()
  })

  it('opens a project and shows its notices', async () => {
    connect({
      open: async ({ path }) => ({ document: smallDocument('Other'), path, notices: ['2 rows were left out.'] }),
    })
    await openPath('/a/other.bpstudio')
    expect([useDocumentStore().fileName, useDocumentStore().dirty]).toEqual(['other.bpstudio', false])
    expect(useNoticesStore().notices.map(({ text }) => text)).toEqual(['2 rows were left out.'])
  })

  it('lets the target of a pasted table be chosen', async () => {
    const table: ImportedTable = {
      table: '1'.repeat(64),
      name: 'Pasted table',
      rows: 2,
      columns: [{ name: 'a', kind: 'number', categories: 0, examples: ['1'] }],
      suggestedTarget: 'a',
      notices: [],
    }
    const openTable = vi.fn<ProjectService['openTable']>(async () => ({
      document: smallDocument('Pasted'),
      path: null,
      notices: [],
    }))
    connect({ importTable: async () => table, openTable })
    const opening = openText('a,b\n1,2', 'Pasted table')
    ;(await topDialog('target')).answer('a')
    await opening
    expect(openTable.mock.calls[0]?.[0]).toEqual({ table: table.table, target: 'a' })
    expect(useDocumentStore().document.name).toBe('Pasted')
  })

  it('keeps the dirty mark and says why when a file cannot be written', async () => {
    const sentence = AppError.of('file-unwritable', { path: '/a/s.bpstudio', reason: 'ENOSPC' }).message
    connect({
      save: async () => {
        throw AppError.of('file-unwritable', { path: '/a/s.bpstudio', reason: 'ENOSPC' })
      },
    })
    const store = useDocumentStore()
    store.replace({ document: smallDocument(), path: '/a/s.bpstudio' })
    store.dispatch(renameProject('Changed'))
    await perform(save)
    expect(store.dirty).toBe(true)
    expect(useNoticesStore().notices.map(({ kind, text }) => [kind, text])).toEqual([['failure', sentence]])
  })

  it('saves what is shown, and is clean then', async () => {
    connect({ save: async ({ path }) => ({ path }) })
    const store = useDocumentStore()
    store.replace({ document: smallDocument(), path: '/a/s.bpstudio' })
    store.dispatch(renameProject('Changed'))
    await perform(save)
    expect(store.dirty).toBe(false)
  })

  it('says that there is no connection', async () => {
    await attempt(() => openPath('/a/b.bpstudio'))
    expect(useNoticesStore().notices[0]?.text).toMatch(/^The connection to the engine was closed/)
  })

  it('knows a table when one is pasted', () => {
    expect(['a,b\n1,2', 'a\tb\r\n1\t2', 'a;b\n1;2'].map(looksLikeTable)).toEqual([true, true, true])
    expect(['one line, only', 'two\nlines', 'a,b\n1'].map(looksLikeTable)).toEqual([false, false, false])
  })
})
