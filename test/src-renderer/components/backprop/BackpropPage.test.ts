import { AppError } from '@shared/errors'
import { blankDocument, newLayer } from '@shared/document/defaults'
import { type ProjectDocument } from '@shared/document/schema'
import { type InspectionService } from '@shared/protocol/inspection-service'
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import BackpropPage from '../../../../src-renderer/components/backprop/BackpropPage.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useNoticesStore } from '../../../../src-renderer/stores/notices'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { termKey, useStudyStore } from '../../../../src-renderer/stores/study'
import { tracedBatch } from '../../helpers/batch-traces'
import { fakeServices } from '../../helpers/fake-host'
import { workedDocument } from '../../helpers/worked-example'

/** The engine traces in the test's own thread, on whatever machine. */
const PATIENT = { timeout: 20_000 }

/** An inspection service over the real engine, as a run that has not begun has it. */
function inspecting(document: ProjectDocument): Partial<InspectionService> {
  const tracedFor = (batch: { kind: string; rows?: readonly number[] }) => {
    const traced = tracedBatch(document, batch.rows ? { rows: batch.rows } : {})
    if (!traced) throw new Error('nothing to trace')
    return traced
  }
  return {
    traceBatch: async ({ batch }) => tracedFor(batch).trace,
    layerUpdate: async ({ batch, layer }) => {
      const update = tracedFor(batch).updateOf(layer)
      if (!update) throw AppError.of('no-parameter', { place: layer })
      return update
    },
  }
}

/** The page over the document, once its equations are there. */
async function shown(document = workedDocument()): Promise<VueWrapper> {
  useDocumentStore().replace({ document, path: null })
  useConnectionStore().opened(fakeServices({ inspection: inspecting(document) }))
  const page = mount(BackpropPage, { attachTo: window.document.body })
  await vi.waitFor(() => expect(page.find('[data-equation="update-weights"]').exists()).toBe(true), PATIENT)
  return page
}

const press = (page: VueWrapper, name: string) =>
  page
    .findAll('button')
    .find((button) => button.text() === name)
    ?.trigger('click')
const headings = (page: VueWrapper): string[] => page.findAll('.card h3').map((heading) => heading.text())

/** What the page writes on the clipboard. */
function clipboard(): string[] {
  const written: string[] = []
  vi.stubGlobal('navigator', {
    ...navigator,
    clipboard: { writeText: async (text: string) => void written.push(text) },
  })
  return written
}

describe('BackpropPage', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    Element.prototype.scrollIntoView = () => undefined
  })

  it('shows the numbers of the lecture note', async () => {
    const page = await shown()
    const text = page.text()
    for (const number of ['0.3775', '0.138499', '0.00877135', '−0.0380982', '0.149781']) expect(text).toContain(number)
    expect(page.get('td[title="0.008771354689486937"]').text()).toBe('0.00877135')
    await page.get('select').setValue('loss')
    expect(page.text()).toContain('0.298371')
  })

  it('steps through the pass; what comes later is a question mark in the picture', async () => {
    const page = await shown()
    await press(page, '« Start')
    expect(page.get('ol [aria-current]').text()).toBe('z¹')
    expect(page.get('.card.current').attributes('data-step')).toBe('z-1')
    expect(page.findAll('.diagram .delta').map((delta) => delta.text())).toEqual(['δ ?', 'δ ?', 'δ ?', 'δ ?'])
    for (let step = 0; step < 6; step++) await page.get('.strip').trigger('keydown', { key: 'ArrowRight' })
    expect(page.get('ol [aria-current]').text()).toBe('δ¹')
    expect(useSessionStore().selectedLayer).toBe('hidden')
    expect(page.get('.card.current').attributes('data-step')).toBe('delta-1')
  })

  it('shows what a person is to work out nowhere', async () => {
    const page = await shown()
    expect(page.text()).toContain('0.00877135')
    const place = { what: 'delta', layer: 'hidden', unit: 0, input: null } as const
    useStudyStore().blanks = new Set([termKey(place)])
    await flushPromises()
    expect(page.html()).not.toContain('0.00877135')
    expect(page.findAll('[data-term="delta.hidden.0."]').map((term) => term.text())).toContain('?')
    expect(page.findAll('.diagram .delta').map((delta) => delta.text())).toContain('δ ?')
    expect(page.get('[aria-label="Numbers of Hidden"] tbody tr').text()).toContain('?')
    const copied = clipboard()
    await press(page, 'Copy as Markdown')
    await vi.waitFor(() => expect(copied.length).toBe(1), PATIENT)
    expect(copied[0]).toContain('0.138499')
    expect(copied[0]).not.toContain('0.00877135')
    useStudyStore().blanks = new Set()
    await flushPromises()
    expect(page.text()).toContain('0.00877135')
  })

  it('begins a new pass after the debugger’s commit, with nothing done and no input read', async () => {
    const page = await shown()
    const counts = { batch: 1, position: 0, operations: 30, step: 1, epoch: 1, batchOfEpoch: 0 }
    useStudyStore().walk = {
      ...counts,
      ...{ rows: [0], rate: 0.5, hits: [], blocked: false, sections: [] },
      last: {
        operation: { phase: 'update', what: 'commit', layer: 'output', sample: null, unit: null },
        ...{ value: null, terms: [], values: [], before: [] },
      },
      next: { phase: 'forward', what: 'a', layer: 'input', sample: 0, unit: 0 },
    }
    await flushPromises()
    expect(page.findAll('.card .progress').map((each) => each.text())).not.toContain('done')
    expect(page.findAll('.card.current')).toEqual([])
    expect(page.findAll('.diagram .node.input .activation').map((each) => each.text())).toEqual(['?', '?'])
  })

  it('follows the debugger: to the layer and unit it works on, with what comes later hidden', async () => {
    const page = await shown()
    const operation = { phase: 'forward', what: 'z', layer: 'output', sample: 0, unit: 1 } as const
    const counts = { batch: 0, position: 8, operations: 30, step: 0, epoch: 0, batchOfEpoch: 0 }
    useStudyStore().walk = {
      ...counts,
      ...{ rows: [0], rate: 0.5, hits: [], blocked: false, sections: [] },
      last: { operation, value: 1.2, terms: [], values: [], before: [] },
      next: { ...operation, what: 'a' },
    }
    await flushPromises()
    await vi.waitFor(() => expect(headings(page)).toContain('Forward: weighted input of unit o2 of Output'), PATIENT)
    expect(page.get('.card.current').attributes('data-step')).toBe('z-2')
    expect(page.findAll('[data-term="a.output.1."]').at(-1)?.text()).toBe('?')
    expect(page.findAll('.diagram .delta').map((delta) => delta.text())).toEqual(['δ ?', 'δ ?', 'δ ?', 'δ ?'])
  })

  it('draws no line where a mask leaves a connection out', async () => {
    const document = structuredClone(workedDocument())
    const layers = document.network.layers.map((layer) =>
      layer.kind === 'dense' && layer.id === 'hidden'
        ? { ...layer, mask: [[1, 0], [1, 1]] as (0 | 1)[][], initialWeights: [[0.15, 0], [0.25, 0.3]] } // prettier-ignore
        : layer,
    )
    const page = await shown({ ...document, network: { ...document.network, layers } })
    const lines = page.findAll('[data-weight]').map((line) => line.attributes('data-weight'))
    expect(lines.filter((line) => line?.startsWith('hidden'))).toEqual(['hidden 0 0', 'hidden 1 0', 'hidden 1 1'])
  })

  it('says that a batch normalization has nothing to compare a single sample with', async () => {
    const document = workedDocument()
    const [input, hidden, output] = document.network.layers
    if (!input || !hidden || !output) throw new Error('the worked example has another network')
    const layers = [input, hidden, newLayer('batch-normalization', 'norm', 'Norm'), output]
    const connections = layers.slice(1).map(({ id }, at) => ({ from: layers[at]?.id ?? '', to: id }))
    const page = await shown({ ...document, network: { ...document.network, layers, connections } })
    expect(page.text()).toContain('Over a single sample, batch normalization makes every number 0')
  })

  it('has every layer and the loss to choose, and three forms', async () => {
    const page = await shown()
    expect(page.findAll('select option').map((option) => option.text())).toEqual([
      '0: Input',
      '1: Hidden',
      '2: Output',
      'Loss',
    ])
    expect(headings(page)).toContain('BP2 Hidden delta: unit h1 of Hidden')
    await press(page, 'Vector')
    expect(headings(page)).toContain('BP2 Hidden delta: Hidden')
    await press(page, 'Matrix')
    expect(page.text()).toContain('The columns of Z, A and Δ are the samples of the batch')
    await page.get('select').setValue('0')
    expect(headings(page)[0]).toBe('Forward: output of Input')
  })

  it('writes a unit out when it is chosen in the picture', async () => {
    const page = await shown()
    await page.findAll('.node.hidden')[1]?.trigger('keydown', { key: 'Enter' })
    expect(headings(page)).toContain('BP2 Hidden delta: unit h2 of Hidden')
    await page.findAll('.node.input')[0]?.trigger('click')
    expect(headings(page)[0]).toBe('Forward: output of unit i1 of Input')
  })

  it('lights the line and the neuron of a term, and says what it is', async () => {
    const page = await shown()
    const term = page.get('.katex-html [data-term="weight.output.1.0"]')
    await term.trigger('pointerover')
    expect(useStudyStore().hovered).toEqual({ what: 'weight', layer: 'output', unit: 1, input: 0 })
    expect(page.findAll('.edge.pointed')).toHaveLength(1)
    expect(page.get('.edge.pointed title').text()).toContain('h1 → o2')
    expect(page.get('[aria-live]').text()).toBe('weight from h1 to o2 of Output')
    await term.trigger('pointerout')
    expect(page.findAll('.edge.pointed')).toHaveLength(0)
    await page.get('.katex-html [data-term="delta.output.0."]').trigger('pointerover')
    expect(page.get('.node.pointed title').text()).toContain('o1')
    expect(page.find('.node.pointed .halo').exists()).toBe(true)
  })

  it('lights the terms of what is pointed at in the picture', async () => {
    const page = await shown()
    await page.findAll('.node.hidden')[0]?.trigger('focus')
    const places = (state: string) => new Set(page.findAll(`.katex-html .${state}`).map((term) => term.attributes('data-term'))) // prettier-ignore
    expect(places('lit')).toEqual(new Set(['a.hidden.0.']))
    expect(places('kin').has('delta.hidden.0.')).toBe(true)
    await page.findAll('.node.hidden')[0]?.trigger('blur')
    expect(places('lit').size).toBe(0)
    await page.findAll('.edge')[0]?.trigger('pointerenter')
    expect(places('lit')).toEqual(new Set(['weight.hidden.0.0']))
    expect(places('kin').has('newWeight.hidden.0.0')).toBe(true)
  })

  it('leads through the terms of an equation with the arrow keys', async () => {
    const page = await shown()
    const lines = page.get('[data-equation="weighted-inputs"] .lines')
    await lines.trigger('keydown', { key: 'ArrowRight' })
    expect(useStudyStore().hovered?.what).toBe('z')
    await lines.trigger('keydown', { key: 'ArrowRight' })
    const weight = { what: 'weight', layer: 'hidden', unit: 0, input: 0 }
    expect(useStudyStore().hovered).toEqual(weight)
    await lines.trigger('keydown', { key: 'Enter' })
    expect(useStudyStore().pressed).toEqual(weight)
    await page.get('[data-term="z.hidden.0."]').trigger('click')
    expect(useStudyStore().pressed?.what).toBe('z')
    await lines.trigger('blur')
    expect(useStudyStore().hovered).toBeNull()
  })

  it('copies an equation as LaTeX without its marks', async () => {
    const page = await shown()
    const written = clipboard()
    await page.get('[data-equation="weighted-inputs"] button').trigger('click')
    await flushPromises()
    expect(written).toEqual([
      'z^{1}_{1} = w^{1}_{11}\\, a^{0}_{1} + w^{1}_{12}\\, a^{0}_{2} + b^{1}_{1} = 0.15 \\cdot 0.05 + 0.2 \\cdot 0.1 + 0.35 = \\mathbf{0.3775}',
    ])
    expect(useNoticesStore().notices.map(({ text }) => text)).toEqual(['The equation is on the clipboard as LaTeX.'])
  })

  it('copies the whole walk-through as Markdown', async () => {
    const page = await shown()
    const written = clipboard()
    await press(page, 'Copy as Markdown')
    await vi.waitFor(() => expect(written).toHaveLength(1), PATIENT)
    const [text = ''] = written
    expect(text).toMatch(/^# Backpropagation: .*\n\nUpdate 1 from row 0 of the data, learning rate 0.5/)
    for (const heading of ['## Layer 0: Input', '## Layer 1: Hidden', '## Layer 2: Output', '### BP1: Output delta'])
      expect(text).toContain(heading)
    for (const number of ['0.298371', '0.00877135', '0.358916']) expect(text).toContain(number)
    expect(text).not.toContain('htmlData')
    expect(text.match(/^\$\$$/gm)?.length).toBeGreaterThan(20)
  })

  it('shows the next batch, and a sample in it', async () => {
    const document = workedDocument()
    if (document.dataset.kind !== 'inline') throw new Error('the data is inline')
    const { dataset, training } = document
    const several = {
      ...document,
      dataset: { ...dataset, features: [[0.05, 0.1], [1, 0]], targets: [[0.01, 0.99], [1, 0]] }, // prettier-ignore
      training: { ...training, batchSize: 2 },
    }
    const page = await shown(several)
    await press(page, 'Next batch')
    await vi.waitFor(() => expect(page.text()).toContain('of 2: row 0, training part'), PATIENT)
    await page.get('button[aria-label="Next sample"]').trigger('click')
    expect(page.text()).toContain('of 2: row 1, training part')
    expect(useStudyStore().place).toBe(1)
    expect(page.get('[data-equation="weight-gradients"] annotation').text()).toContain('\\sum_s')
  })

  it('shows the sentence of a failure', async () => {
    useDocumentStore().replace({ document: workedDocument(), path: null })
    const error = AppError.of('no-sample', { sample: 5, rows: 1 })
    useConnectionStore().opened(fakeServices({ inspection: { traceBatch: () => Promise.reject(error) } }))
    const page = mount(BackpropPage)
    await vi.waitFor(() => expect(page.text()).toContain(error.message), PATIENT)
  })

  it('without data, offers to open some', () => {
    useDocumentStore().replace({ document: blankDocument('blank', 'Blank'), path: null })
    const page = mount(BackpropPage)
    expect(page.text()).toContain('The project has no data')
    expect(page.get('button').text()).toBe('Open data…')
  })
})
