import { blankDocument } from '@shared/document/defaults'
import { AppError } from '@shared/errors'
import { type DatasetOverview, type DatasetService } from '@shared/protocol/dataset-service'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import DataPage from '../../../../src-renderer/components/data/DataPage.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { fakeServices, smallDocument } from '../../helpers/fake-host'

const overview: DatasetOverview = {
  rows: 10,
  trainingRows: 8,
  validationRows: 2,
  columns: [
    {
      name: 'width',
      role: 'feature',
      kind: 'number',
      statistics: { minimum: 1, mean: 2.5, maximum: 4, deviation: 0.5 },
      categories: [],
    },
    {
      name: 'kind',
      role: 'target',
      kind: 'category',
      statistics: null,
      categories: [
        { name: 'cat', count: 6 },
        { name: 'dog', count: 4 },
      ],
    },
  ],
}
const dataset: Partial<DatasetService> = {
  overview: async () => overview,
  rows: async ({ offset, limit }) => ({
    offset,
    rows: Array.from({ length: Math.min(limit, 10) }, (_, row) => ({
      index: offset + row,
      part: row % 5 === 0 ? ('validation' as const) : ('training' as const),
      cells: [-row / 2, row < 6 ? 'cat' : 'dog'],
    })),
  }),
}

function shown(fake: Partial<DatasetService> = dataset) {
  useConnectionStore().opened(fakeServices({ dataset: fake }))
  return mount(DataPage)
}

describe('DataPage', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
  })

  it('shows rows, parts and statistics', async () => {
    const page = shown()
    await vi.waitFor(() => expect(page.findAll('.part').length).toBe(10))
    expect(page.get('[data-testid=data-counts]').text()).toBe('10 rows: 8 training, 2 validation')
    expect(page.findAll('tbody tr')[1]?.findAll('td').map((cell) => cell.text())).toEqual(['1', 'training', '−0.5', 'cat']) // prettier-ignore
    const widths = page.findAll('tbody td:nth-child(3)').map((cell) => cell.text())
    expect(widths.slice(0, 3)).toEqual(['0.0', '−0.5', '−1.0'])
    expect(page.get('.figures').text()).toBe('min1mean2.5max4dev0.5')
    expect(page.get('.bars').text()).toBe('cat6dog4')
  })

  it('changes roles and recipe as steps that can be undone', async () => {
    const store = useDocumentStore()
    const page = shown()
    await vi.waitFor(() => expect(page.find('[aria-label="Role of width"]').exists()).toBe(true))
    await page.get('[aria-label="Role of width"]').setValue('ignored')
    const labelled = (label: string) => {
      const found = page.findAll('label').find((each) => each.text() === label)
      return page.get(`#${found?.attributes('for') ?? ''}`)
    }
    await labelled('Scaling').setValue('none')
    await labelled('Validation share').setValue('0.3')
    await labelled('Split seed').setValue('7')
    expect(store.document.recipe).toEqual({
      target: 'kind',
      ignored: ['width'],
      sampleWeights: null,
      scaling: 'none',
      validationShare: 0.3,
      splitSeed: 7,
    })
    for (let step = 0; step < 4; step++) store.undo()
    expect(store.document).toEqual(smallDocument())
  })

  it('shows the sentence of a failure', async () => {
    const error = AppError.of('no-table', { table: 'abc' })
    const page = shown({ overview: () => Promise.reject(error) })
    await vi.waitFor(() => expect(page.get('[role=alert]').text()).toBe(error.message))
  })

  it('without data, offers to open some', () => {
    useDocumentStore().replace({ document: blankDocument('blank', 'Blank'), path: null })
    const page = mount(DataPage)
    expect(page.text()).toContain('The project has no data')
    expect(page.get('.ways button').text()).toBe('Open data…')
  })
})
