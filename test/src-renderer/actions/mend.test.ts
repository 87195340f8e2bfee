import { updateLayer } from '@shared/document/commands'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { fitToMyData } from '../../../src-renderer/actions/fit-to-my-data'
import { mend, mendingLabel, showProblem } from '../../../src-renderer/actions/mend'
import { isEnabled, perform } from '../../../src-renderer/actions/perform'
import { useDocumentStore } from '../../../src-renderer/stores/document'
import { useSessionStore } from '../../../src-renderer/stores/session'
import { smallDocument } from '../helpers/fake-host'

const problem = () => {
  const [first] = useDocumentStore().shapes.problems
  if (!first) throw new Error('There is no problem.')
  return first
}

describe('mending', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    useDocumentStore().replace({ document: smallDocument(), path: null })
    useDocumentStore().dispatch(updateLayer('output', { units: 7 }))
  })

  it('takes a problem away in one step, which can be undone', () => {
    const store = useDocumentStore()
    const broken = store.document
    expect(mendingLabel(problem())).toMatch(/units/)
    mend(problem())
    expect(store.shapes.problems).toEqual([])
    store.undo()
    expect(store.document).toEqual(broken)
  })

  it('shows where a problem is: the layer, or the data', () => {
    const session = useSessionStore()
    session.page = 'runs'
    showProblem(problem())
    expect([session.page, session.selectedLayer]).toEqual(['network', 'output'])
    showProblem({ layer: null, message: '' })
    expect(session.page).toBe('data')
  })

  it('fits the network to the data as long as that changes something', async () => {
    expect(isEnabled(fitToMyData)).toBe(true)
    await perform(fitToMyData)
    expect(useDocumentStore().shapes.problems).toEqual([])
    expect(isEnabled(fitToMyData)).toBe(false)
  })
})
