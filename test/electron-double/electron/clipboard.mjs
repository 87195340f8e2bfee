import { strict } from '../support.mjs'

let text = ''

/** `clipboard`: text only, private to this app. */
export const clipboard = strict('clipboard', {
  readText: () => text,
  writeText(value) {
    text = String(value)
  },
  clear() {
    text = ''
  },
})
