import { defaultSettings, idsOf } from '@shared/catalog/entry'
import { optimizers } from '@shared/catalog/optimizers'
import { type ProjectDocument } from '@shared/document/schema'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { termInWords } from '../../../../../src-renderer/components/backprop/weight/optimizer-words'
import { changeParts } from '../../../../../src-renderer/components/backprop/weight/parts'
import { pathsInWords } from '../../../../../src-renderer/components/backprop/weight/path-in-words'
import WeightTab from '../../../../../src-renderer/components/backprop/weight/WeightTab.vue'
import { useStudyTrace } from '../../../../../src-renderer/composables/use-study-trace'
import { useSessionStore } from '../../../../../src-renderer/stores/session'
import { useStudyStore } from '../../../../../src-renderer/stores/study'
import { curveDocument } from '../../../../helpers/documents'
import { labelled, unlabelled } from '../../../helpers/fields'
import { openedProject, workedExample } from '../../../helpers/real-services'

const Page = defineComponent({
  setup() {
    useStudyTrace()
    return () => h(WeightTab)
  },
})

async function shown(document: ProjectDocument) {
  const opened = openedProject(document)
  const tab = mount(Page)
  await vi.waitFor(() => expect(tab.find('[data-testid="weight-change"]').exists()).toBe(true))
  return { ...opened, tab }
}

const example = workedExample()
const withLayer = (id: string, changes: object): ProjectDocument => ({
  ...example,
  network: {
    ...example.network,
    layers: example.network.layers.map((layer) => (layer.id === id ? { ...layer, ...changes } : layer)),
  },
})

beforeEach(() => setActivePinia(createPinia()))

describe('WeightTab', () => {
  it('takes the worked example’s w5 apart', async () => {
    const { tab } = await shown(example)
    const [before, after] = tab.findAll('[data-testid="weight-change"] [data-value]')
    expect(Number(before?.attributes('data-value'))).toBe(0.4)
    expect(Number(after?.attributes('data-value'))).toBeCloseTo(0.35891647971788465, 14)
    await vi.waitFor(() => expect(tab.text()).toContain('weight from h1 to o1'))
    expect(tab.text()).toContain('One path leads to the loss; together they are ∂C/∂w = 0.082167.')
    expect(tab.text()).toContain('0.5933 · 0.1868 · 0.7414 = 0.082167')
    expect(tab.text()).toContain('z of o1 → a of o1 → loss')
    expect(unlabelled(tab)).toEqual([])
  })

  it('explains the update that the page looks at, and nothing of it while numbers are worked out', async () => {
    const { tab } = await shown(example)
    const study = useStudyStore()
    expect(tab.text()).toContain('In an update from row 0 alone')
    study.wholeBatch = true
    await vi.waitFor(() => expect(tab.text()).toContain('In the next update'))
    study.blanks = new Set(['newWeight output 0 0'])
    await tab.vm.$nextTick()
    expect(tab.text()).toContain('Hidden while you practise')
    expect(tab.html()).not.toContain('0.3589')
  })

  it('follows the choosers, and what is pressed in the drawing', async () => {
    const { tab } = await shown(example)
    await labelled(tab, 'Layer').setValue('hidden')
    await labelled(tab, 'Parameter').setValue('bias')
    expect(useSessionStore().parameter).toEqual({ layer: 'hidden', unit: 0, input: null })
    await vi.waitFor(() => expect(tab.text()).toContain('0.35 → 0.35'))
    expect(tab.text()).toContain('This number is frozen')
    expect(tab.text()).toContain('2 paths lead to the loss')
    useSessionStore().chooseParameter({ layer: 'hidden', unit: 1, input: 1 })
    await vi.waitFor(() => expect(tab.text()).toContain('weight from i2 to h2'))
  })

  it('says that a number is frozen, and that a connection is not there', async () => {
    const { tab } = await shown(withLayer('output', { freezeWeights: true }))
    expect(tab.text()).toContain('This number is frozen')
    const masked = openedProject(withLayer('output', { mask: [[0, 1], [1, 1]] })) // prettier-ignore
    expect(masked.session.currentRun().trainer.step).toBe(0)
    await vi.waitFor(() => expect(tab.text()).toContain('There is no connection here'))
  })

  it('shows the sentence of a failure', async () => {
    openedProject(example, { inspection: { weightChange: () => Promise.reject(new Error('no luck')) } })
    const tab = mount(Page)
    await vi.waitFor(() => expect(tab.text()).toContain('no luck'))
  })
})

describe.each(idsOf(optimizers))('%s', (id) => {
  it('has words for each of its numbers, and parts that add up', async () => {
    const optimizer = { ...defaultSettings(optimizers, id), ...(id === 'sgd' ? { momentum: 0.9 } : {}) }
    const document = curveDocument({ optimizer, regularization: { l1: 0.01, l2: 0.02 } })
    const { inspection, service, clock } = openedProject(document)
    for (let step = 0; step < 3; step++) {
      await service.step({ document, unit: 'batch' })
      clock.finish()
    }
    const change = await inspection.weightChange({ batch: { kind: 'next' }, layer: 'hidden', unit: 0, input: 0, mostPaths: 5 }) // prettier-ignore
    for (const name of Object.keys(change.optimizerTerms)) expect(termInWords(name).meaning, name).not.toBe('')
    const parts = changeParts(change, id)
    expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(change.new - change.old, 14)
    expect(Math.max(...parts.map(({ share }) => Math.abs(share)))).toBe(1)
  })
})

it('tells what is left out, and that paths cancel', () => {
  const stop = { layer: 'a', at: 'loss', sample: 0, unit: 0, factor: 1 } as const
  const sentences = pathsInWords({
    listed: [{ stops: [stop], product: 2 }],
    count: 4000,
    omittedCount: 3999,
    omittedSum: -1.5,
    total: 0.5,
    magnitude: 10,
  })
  expect(sentences).toEqual([
    '4,000 paths lead to the loss; together they are ∂C/∂w = 0.5.',
    'The largest is listed; the other 3,999 come to −1.5.',
    'Paths of opposite sign cancel: without signs they would come to 10, 20 times as much.',
  ])
})
