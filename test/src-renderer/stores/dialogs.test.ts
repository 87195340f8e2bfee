import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useDialogsStore } from '../../../src-renderer/stores/dialogs'

describe('the dialogs store', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('stacks dialogs and gives each its own answer', async () => {
    const store = useDialogsStore()
    const path = store.chooseFile({ title: 'Save', endings: ['.bpstudio'], saveAs: 'a.bpstudio' })
    const button = store.ask({ message: 'Replace?', detail: '', buttons: ['Replace', 'Cancel'], cancel: 1 })
    const [file, question] = store.stack
    if (question?.kind === 'question') question.answer(0)
    expect(await button).toBe(0)
    expect(store.stack).toEqual([file])
    if (file?.kind === 'file') file.answer('/tmp/a.bpstudio')
    expect(await path).toBe('/tmp/a.bpstudio')
    expect(store.stack).toEqual([])
  })

  it('shows the palette once, however often it is asked for', () => {
    const store = useDialogsStore()
    void store.show('palette')
    void store.show('palette')
    expect(store.stack.map(({ kind }) => kind)).toEqual(['palette'])
  })
})
