import { type ProjectDocument } from '@shared/document/schema'
import { type DatasetOverview, type DatasetService, type RowPage } from '@shared/protocol/dataset-service'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** Rows asked for at a time. */
export const PAGE_ROWS = 100

/** What is known of the loaded data: its overview, and the pages of rows that were looked at. */
export const useDatasetStore = defineStore('dataset', () => {
  const overview = shallowRef<DatasetOverview | null>(null)
  const pages = shallowRef<ReadonlyMap<number, RowPage>>(new Map())
  let version = 0
  const asked = new Set<number>()

  /** Forgets the rows and reads the overview of this document. */
  async function load(service: DatasetService, document: ProjectDocument): Promise<void> {
    const own = ++version
    asked.clear()
    if (document.dataset.kind === 'none') {
      overview.value = null
      pages.value = new Map()
      return
    }
    const found = await service.overview({ document })
    if (own !== version) return
    pages.value = new Map()
    overview.value = found
  }

  /** Makes sure that page `number` of the rows is here or on its way. */
  async function loadPage(service: DatasetService, document: ProjectDocument, number: number): Promise<void> {
    if (asked.has(number) || document.dataset.kind === 'none') return
    asked.add(number)
    const own = version
    try {
      const page = await service.rows({ document, offset: number * PAGE_ROWS, limit: PAGE_ROWS })
      if (own === version) pages.value = new Map([...pages.value, [number, page]])
    } catch (thrown) {
      asked.delete(number)
      throw thrown
    }
  }

  return { overview, pages, load, loadPage }
})
