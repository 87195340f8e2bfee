import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent, nextTick, ref } from 'vue'
import ProblemNote from '../../../../src-renderer/components/ui/ProblemNote.vue'

const Form = defineComponent({
  components: { ProblemNote },
  setup() {
    const wrong = ref(true)
    return { wrong }
  },
  template: `
    <form>
      <input id="units" />
      <button disabled>Never</button>
      <ProblemNote v-if="wrong" message="It is wrong." mending="Mend it" @mend="wrong = false" />
      <input id="after" />
    </form>`,
})

it('leaves the focus at the control before it', async () => {
  const form = mount(Form, { attachTo: document.body })
  const button = form.get('.problem button')
  if (button.element instanceof HTMLElement) button.element.focus()
  await button.trigger('click')
  await nextTick()
  expect(form.find('.problem').exists()).toBe(false)
  expect(document.activeElement?.id).toBe('units')
  form.unmount()
})
