import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { useScrollEdges } from '../../../src-renderer/composables/use-scroll-edges'

/** An element of 100 pixels whose content is as wide as it is told. */
function scroller() {
  const element = ref<HTMLElement | null>(null)
  const content = ref(100)
  const shown = ref(true)
  const wrapper = mount(
    defineComponent({
      setup() {
        const edges = useScrollEdges(element)
        return () =>
          h('div', { class: edges.value }, [
            shown.value ? h('p', { ref: element, key: 'p' }, String(content.value)) : null,
          ])
      },
    }),
  )
  function size(): void {
    if (!element.value) throw new Error('There is no element.')
    Object.defineProperty(element.value, 'clientWidth', { configurable: true, get: () => 100 })
    Object.defineProperty(element.value, 'scrollWidth', { configurable: true, get: () => content.value })
  }
  size()
  return {
    shown,
    async widen(width: number) {
      content.value = width
      await nextTick()
      await nextTick()
    },
    async scrollTo(left: number) {
      if (!element.value) throw new Error('There is no element.')
      element.value.scrollLeft = left
      element.value.dispatchEvent(new Event('scroll'))
      await nextTick()
    },
    edges: () => wrapper.classes().sort(),
  }
}

describe('edges of what scrolls', () => {
  it('are none where all is shown', () => {
    expect(scroller().edges()).toEqual([])
  })

  it('are those where the content goes on', async () => {
    const { widen, scrollTo, edges } = scroller()
    await widen(300)
    expect(edges()).toEqual(['after'])
    await scrollTo(100)
    expect(edges()).toEqual(['after', 'before'])
    await scrollTo(200)
    expect(edges()).toEqual(['before'])
    await scrollTo(199.5)
    expect(edges()).toEqual(['before'])
    await scrollTo(0)
    expect(edges()).toEqual(['after'])
  })

  it('go with the element', async () => {
    const { widen, shown, edges } = scroller()
    await widen(300)
    shown.value = false
    await nextTick()
    await nextTick()
    expect(edges()).toEqual([])
  })
})
