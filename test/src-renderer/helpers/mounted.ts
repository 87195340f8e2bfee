import { mount, type VueWrapper } from '@vue/test-utils'

const shown: VueWrapper[] = []

/** `mount`, whose components go with `unmountAll`: what stays mounted calls the actions of the stores of its own test. */
export const mounted = ((...of: Parameters<typeof mount>) => {
  const wrapper = mount(...of)
  shown.push(wrapper)
  return wrapper
}) as typeof mount

export function unmountAll(): void {
  for (const wrapper of shown.splice(0)) wrapper.unmount()
}
