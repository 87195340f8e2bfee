import { addLayer, updateLayer } from '@shared/document/commands'
import { AppError } from '@shared/errors'
import { type FileService } from '@shared/protocol/file-service'
import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import FigureDialog from '../../../../../src-renderer/components/network/figure/FigureDialog.vue'
import { fitsIntoPng, pixelsOf } from '../../../../../src-renderer/components/network/figure/png'
import { useConnectionStore } from '../../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../../src-renderer/stores/document'
import { useFigureStore } from '../../../../../src-renderer/stores/figure'
import { useNoticesStore } from '../../../../../src-renderer/stores/notices'
import { useTrainingStore } from '../../../../../src-renderer/stores/training'
import { fakeServices, runUpdate, smallDocument } from '../../../helpers/fake-host'
import { labelled, labels } from '../../../helpers/fields'

enableAutoUnmount(afterEach)

/** The dialog without its frame, which shows it elsewhere in the page. */
function shown(): VueWrapper {
  return mount(FigureDialog, {
    global: { stubs: { DialogFrame: { template: '<div><slot /><slot name="buttons" /></div>' } } },
  })
}

function preview(dialog: VueWrapper): string {
  return decodeURIComponent(dialog.get('img').attributes('src') ?? '')
}

/** Services of a host with dialogs of its own, where somebody chooses `path`. */
function connect(path: string | null, writeFigure: FileService['writeFigure']) {
  const chooseSavePath = vi.fn(async (_argument: { name: string; kind: string }) => path)
  const connection = useConnectionStore()
  connection.opened(fakeServices({ shell: { chooseSavePath }, files: { writeFigure } }))
  connection.capabilities = { nativeDialogs: true, nativeMenu: true, closesWindow: true }
  return chooseSavePath
}

const exportButton = (dialog: VueWrapper) => dialog.findAll('button').find((button) => button.text() === 'Export…')

describe('the dialog that exports a figure', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: '/a/small.bpstudio' })
  })

  it('shows at once what is chosen, and remembers it', async () => {
    const dialog = shown()
    expect(preview(dialog)).toContain('3 units · tanh')
    await labelled(dialog, 'Names of layers').setValue(false)
    expect(preview(dialog)).toContain('Dense 3 · tanh')
    expect(useFigureStore().choices.names).toBe(false)
    await labelled(dialog, 'Colours').setValue('own')
    await labelled(dialog, 'Background').setValue('#abcdef')
    expect(preview(dialog)).toContain('fill="#abcdef"')
  })

  it('says why lines are plain, and offers numbers only where there are weights', async () => {
    const dialog = shown()
    expect(dialog.text()).toContain('There are no weights yet')
    expect(labels(dialog)).not.toContain('Numbers of weights and biases')
    const own = (units: number, inputs: number) => ({
      units,
      inputs,
      weights: new Float32Array(units * inputs).fill(0.5),
      biases: new Float32Array(units),
    })
    useTrainingStore().apply(runUpdate({ weights: { 'dense-1': own(3, 2), output: own(2, 3) } }))
    await dialog.vm.$nextTick()
    expect(dialog.find('.note').exists()).toBe(false)
    await labelled(dialog, 'Numbers of weights and biases').setValue(true)
    expect(preview(dialog)).toContain('>0.50<')
  })

  it('writes the drawing under the name that was chosen, proposed by the name of the project', async () => {
    const write = vi.fn<FileService['writeFigure']>(async () => undefined)
    const choose = connect('/figures/net.svg', write)
    const dialog = shown()
    await dialog.vm.$nextTick()
    await exportButton(dialog)?.trigger('click')
    await vi.waitFor(() => expect(dialog.emitted('answer')).toHaveLength(1))
    expect(choose.mock.calls[0]?.[0]).toEqual({ name: 'small.svg', kind: 'svg' })
    const [written] = write.mock.calls[0] ?? []
    expect([written?.path, written?.kind]).toEqual(['/figures/net.svg', 'svg'])
    expect(preview(dialog)).toContain(new TextDecoder().decode(written?.bytes))
    expect(useNoticesStore().notices.map(({ text }) => text)).toEqual(['Exported net.svg.'])
  })

  it('stays where nobody chose a name, and says why where nothing could be written', async () => {
    const write = vi.fn<FileService['writeFigure']>(async () => {
      throw AppError.of('file-unwritable', { path: '/a/net.svg', reason: 'the disk is full' })
    })
    const choose = connect(null, write)
    const dialog = shown()
    await exportButton(dialog)?.trigger('click')
    await vi.waitFor(() => expect(exportButton(dialog)?.attributes('disabled')).toBeUndefined())
    expect([write.mock.calls.length, dialog.emitted('answer')]).toEqual([0, undefined])
    choose.mockResolvedValue('/a/net.svg')
    await exportButton(dialog)?.trigger('click')
    await vi.waitFor(() => expect(dialog.get('[role=alert]').text()).toContain("/a/net.svg can't be written"))
    expect(dialog.emitted('answer')).toBeUndefined()
  })

  it('makes no PNG larger than a canvas can be', async () => {
    const store = useDocumentStore()
    store.dispatch(updateLayer('dense-1', { units: 16 }))
    for (let layer = 0; layer < 20; layer++) store.dispatch(addLayer('dense-1'))
    useFigureStore().choose({ format: 'png', scale: 2 })
    const dialog = shown()
    expect(exportButton(dialog)?.attributes('disabled')).toBeUndefined()
    useFigureStore().choose({ scale: 4 })
    await dialog.vm.$nextTick()
    expect(dialog.get('[role=alert]').text()).toMatch(
      /^A PNG of 2\d,\d{3} × \d,\d{3} pixels is larger than can be drawn here. Choose a smaller scale, or SVG.$/,
    )
    expect(exportButton(dialog)?.attributes('disabled')).toBeDefined()
  })

  it('knows the pixels of a PNG and which are too many', () => {
    expect(pixelsOf({ width: 300, height: 200 }, 3)).toEqual({ width: 900, height: 600 })
    const fits = (width: number, height: number, scale: number) => fitsIntoPng({ width, height }, scale)
    expect([fits(4096, 100, 4), fits(4097, 100, 4), fits(10_000, 12_000, 1), fits(10_001, 12_000, 1)]).toEqual([
      ...[true, false],
      ...[true, false],
    ])
  })
})
