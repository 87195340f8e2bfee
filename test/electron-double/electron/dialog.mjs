// `dialog`: what a person would answer is scripted by the test, by replacing the function:
// `app.evaluate(({ dialog }) => { dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] }) })`
import { record, reportError } from '../link.mjs'
import { strict } from '../support.mjs'
import { needReady } from './app.mjs'

/** @param {string} name */
function unscripted(name) {
  return async (...args) => {
    needReady(`dialog.${name}`)
    const options = args.at(-1)
    record(`dialog.${name}`, options)
    const problem = `electron double: dialog.${name} was called, but the test has not scripted an answer`
    reportError('dialog', `${problem}: ${JSON.stringify(options)}`)
    throw new Error(problem)
  }
}

export const dialog = strict('dialog', {
  showOpenDialog: unscripted('showOpenDialog'),
  showSaveDialog: unscripted('showSaveDialog'),
  showMessageBox: unscripted('showMessageBox'),
  /** Needs no answer, also works before ready, and always counts as an error of the app. */
  showErrorBox(title, content) {
    record('dialog.showErrorBox', title, content)
    reportError('dialog.showErrorBox', `${title}\n${content}`)
  },
})
