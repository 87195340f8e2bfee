import { type DOMWrapper, type VueWrapper } from '@vue/test-utils'

/** The control under a label, as a person finds it. Errors: no such label. */
export function labelled(shown: VueWrapper, label: string): Omit<DOMWrapper<Element>, 'exists'> {
  const found = shown.findAll('label').find((each) => each.text() === label)
  if (!found) throw new Error(`no label ${label}; there are: ${labels(shown).join(', ')}`)
  return shown.get(`[id="${found.attributes('for') ?? ''}"]`)
}

export const labels = (shown: VueWrapper): string[] => shown.findAll('label').map((each) => each.text())

/** Controls that have no label, and labels that lead nowhere: none, if everybody is to find their way. */
export function unlabelled(shown: VueWrapper): string[] {
  const targets = new Set(shown.findAll('label').map((each) => each.attributes('for')))
  const controls = shown.findAll('input, select, textarea').map((each) => ({
    html: each.html(),
    named: targets.has(each.attributes('id')) || each.attributes('aria-label') !== undefined,
  }))
  const buttons = shown.findAll('button').map((each) => ({
    html: each.html(),
    named: each.text() !== '' || each.attributes('aria-label') !== undefined,
  }))
  const ids = new Set(shown.findAll('[id]').map((each) => each.attributes('id')))
  const nowhere = [...targets].filter((id) => id !== undefined && !ids.has(id)).map((id) => `label for ${id}`)
  return [...[...controls, ...buttons].filter(({ named }) => !named).map(({ html }) => html), ...nowhere]
}
