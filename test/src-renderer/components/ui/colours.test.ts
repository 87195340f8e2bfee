import { expect, it } from 'vitest'
import { legibleOn } from '../../../../src-renderer/components/ui/colours'

it('chooses a colour that can be read on its background', () => {
  const wanted = ['#1b1f27', '#ffffff']
  expect(legibleOn('#ffffff', wanted)).toBe('#1b1f27')
  expect(legibleOn('#0b6fb8', wanted)).toBe('#ffffff')
  expect(legibleOn('#777777', wanted)).toBe('#000000')
  expect(legibleOn('#000000', ['#111111'])).toBe('#ffffff')
})
