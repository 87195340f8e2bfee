import { expect, it } from 'vitest'
import { answerNeighbours, askNeighbour } from '../../../src-renderer/host/neighbour'

it('follows the tab that had the connection last, and hears nothing where there is no other tab', async () => {
  expect(await askNeighbour()).toBeNull()
  answerNeighbours(() => ({ text: 'older', lostAt: 1 }))
  answerNeighbours(() => ({ text: 'latest', lostAt: Infinity }))
  answerNeighbours(() => null)
  expect(await askNeighbour()).toBe('latest')
})
