import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import NumberField from '../../../../src-renderer/components/ui/NumberField.vue'

const props = { label: 'Learning rate', value: 0.1, minimum: 0, maximum: 1000 }

describe('NumberField', () => {
  it('is found by its label and gives numbers', async () => {
    const field = mount(NumberField, { props })
    const input = field.get('input')
    expect(field.get('label').attributes('for')).toBe(input.attributes('id'))
    await input.setValue('0,25')
    expect(field.emitted('change')).toEqual([[0.25]])
  })

  it('says what it expects and keeps the last good number', async () => {
    const field = mount(NumberField, { props })
    for (const wrong of ['abc', '', '-1', '1001']) await field.get('input').setValue(wrong)
    expect(field.get('[role=alert]').text()).toBe('Give a number from 0 to 1000; 0.1 stays in force.')
    expect(field.get('input').attributes('aria-invalid')).toBe('true')
    expect(field.emitted('change')).toBeUndefined()
  })

  it('wants whole numbers where only they make sense', async () => {
    const field = mount(NumberField, { props: { label: 'Epochs', value: 10, minimum: 1, whole: true, step: 10 } })
    await field.get('input').setValue('1.5')
    expect(field.get('[role=alert]').text()).toBe('Give a whole number of at least 1; 10 stays in force.')
    await field.get('input').trigger('keydown', { key: 'ArrowUp' })
    expect(field.emitted('change')).toEqual([[20]])
  })
})
