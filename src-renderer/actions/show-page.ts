import { type Page, pages, useSessionStore } from '../stores/session'
import { type Action } from './action'

export const pageLabels: Readonly<Record<Page, string>> = {
  data: 'Data',
  network: 'Network',
  evaluate: 'Evaluate',
  backprop: 'Backprop',
  runs: 'Runs',
  lessons: 'Lessons',
}

export const showPage: readonly Action[] = pages.map((page, index) => ({
  id: `view.${page}`,
  label: pageLabels[page],
  shortcut: `Ctrl+${index + 1}`,
  checked: () => useSessionStore().page === page,
  run: () => {
    useSessionStore().page = page
  },
}))
