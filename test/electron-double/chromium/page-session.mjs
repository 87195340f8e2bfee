// One window's page over CDP: the two injected worlds, messages to and from the isolated one, navigation and life cycle.
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { isolatedWorldSource, mainWorldSource } from '../page/source.mjs'
import { codec } from '../wire/node-codec.mjs'
import { openTarget } from './browser.mjs'

const WORLD = 'Electron Isolated Context'

// The page's answer to a close request. It must be a BeforeUnloadEvent: with a plain Event, Chromium ignores the
// return value of `onbeforeunload`.
const ASK_BEFORE_UNLOAD = `(() => {
  const event = document.createEvent('BeforeUnloadEvent')
  event.initEvent('beforeunload', false, true)
  window.dispatchEvent(event)
  return event.defaultPrevented || event.returnValue !== ''
})()`

/**
 * Events: message(type, head, data), navigated(url), navigatedInPage(url), requested(url, answer), domReady, loaded,
 * crashed, gone.
 */
export class PageSession extends EventEmitter {
  #target
  #frame
  #context
  #ready = false
  #busy = false
  #crashed = false
  #closing = false
  #pending = []
  #names

  /** @param {{ id: number, width: number, height: number, preload?: string, additionalArguments?: string[] }} options */
  async open(options) {
    const secret = randomBytes(12).toString('hex')
    this.#names = { secret, binding: `__b${secret}`, receive: `__r${secret}` }
    this.#target = await openTarget(options, () => this.emit('gone'))
    this.#target.listen((method, params) => this.#happened(method, params))
    const { send } = this.#target
    const preload = options.preload === undefined ? '' : readFileSync(options.preload, 'utf8')
    const settings = {
      ...this.#names,
      page: `p${options.id}`,
      preloadPath: options.preload ?? 'electron-double-without-preload',
      process: rendererProcess(options.additionalArguments ?? []),
    }
    await Promise.all([
      send('Page.enable'),
      send('Runtime.enable'),
      send('Runtime.addBinding', { name: this.#names.binding, executionContextName: WORLD }),
      send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(secret) }),
      send('Page.addScriptToEvaluateOnNewDocument', {
        worldName: WORLD,
        source: isolatedWorldSource(settings, preload),
      }),
      send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }),
      send('Page.getFrameTree').then(({ frameTree }) => (this.#frame = frameTree.frame.id)),
    ])
  }

  /** @returns {Promise<string | undefined>} Chromium's error text. */
  async navigate(url) {
    const { errorText } = await this.#target.send('Page.navigate', { url })
    return errorText
  }

  async reload() {
    await this.#target.send('Page.reload')
  }

  async evaluate(expression) {
    const request = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
    const { result, exceptionDetails } = await this.#target.send('Runtime.evaluate', request)
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  async screenshot() {
    const { data } = await this.#target.send('Page.captureScreenshot', { format: 'png' })
    return Buffer.from(data, 'base64')
  }

  /** @param {'system' | 'light' | 'dark'} scheme */
  async emulateColorScheme(scheme) {
    const value = scheme === 'system' ? '' : scheme
    await this.#target.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] })
  }

  async crash() {
    await this.#target.send('Page.crash').catch(() => undefined) // the answer never comes
  }

  /** @returns {Promise<boolean>} true if the page wants to stay. */
  async wantsToStay() {
    return this.#crashed ? false : this.evaluate(ASK_BEFORE_UNLOAD).catch(() => false)
  }

  async close() {
    if (this.#closing) return
    this.#closing = true
    await this.#target?.close().catch(() => undefined)
  }

  /** To the isolated world. Until its preload script has run, messages wait. */
  post(type, head, data) {
    this.#pending.push(JSON.stringify([type, head, codec.encode(data)]))
    void this.#flush()
  }

  /** One CDP call in flight; what is posted meanwhile goes together with the next. */
  async #flush() {
    if (this.#busy || !this.#ready || this.#pending.length === 0) return
    this.#busy = true
    const batch = this.#pending.splice(0)
    const call = {
      functionDeclaration: `function (batch) { globalThis[${JSON.stringify(this.#names.receive)}](batch) }`,
      arguments: [{ value: batch }],
      uniqueContextId: this.#context,
      silent: true,
    }
    const result = await this.#target.send('Runtime.callFunctionOn', call).catch(() => undefined) // the page has left
    this.#busy = false
    const problem = result?.exceptionDetails?.exception?.description
    if (problem) this.emit('problem', problem)
    void this.#flush()
  }

  #happened(method, params) {
    if (method === 'Runtime.bindingCalled') return this.#received(params)
    if (method === 'Runtime.executionContextCreated') return this.#contextCreated(params.context)
    if (method === 'Fetch.requestPaused') return void this.#paused(params)
    if (method === 'Page.frameNavigated' && !params.frame.parentId) return this.#navigated(params.frame)
    if (method === 'Page.navigatedWithinDocument' && params.frameId === this.#frame)
      return this.emit('navigatedInPage', params.url)
    if (method === 'Page.domContentEventFired') return this.emit('domReady')
    if (method === 'Page.loadEventFired') return this.emit('loaded')
    if (method === 'Inspector.targetCrashed') {
      this.#crashed = true
      this.#ready = false
      return this.emit('crashed')
    }
  }

  #received({ name, payload }) {
    if (name !== this.#names.binding) return
    const [type, head, body] = JSON.parse(payload)
    if (type === 'hello') {
      this.#ready = true
      void this.#flush()
    } else this.emit('message', type, head, codec.decode(body))
  }

  #contextCreated(context) {
    if (context.name === WORLD && context.auxData.frameId === this.#frame) this.#context = context.uniqueId
  }

  #navigated(frame) {
    this.#frame = frame.id
    this.#crashed = false
    this.#ready = false
    this.#pending = [] // what was meant for the old document is lost, as in Electron
    this.emit('navigated', frame.url + (frame.urlFragment ?? ''))
  }

  async #paused({ requestId, resourceType, frameId, request }) {
    const isMainFrame = resourceType === 'Document' && frameId === this.#frame
    const allowed = !isMainFrame || this.#allows(request.url)
    const answer = allowed
      ? this.#target.send('Fetch.continueRequest', { requestId })
      : this.#target.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    await answer.catch(() => undefined) // the request is gone
  }

  #allows(url) {
    const answer = { allowed: true }
    this.emit('requested', url, answer)
    return answer.allowed
  }
}

/** @param {string[]} additionalArguments What a sandboxed preload script sees as `process`. */
function rendererProcess(additionalArguments) {
  return {
    type: 'renderer',
    platform: process.platform,
    arch: process.arch,
    versions: { ...process.versions },
    argv: [process.argv[0], '--type=renderer', ...additionalArguments],
    env: {},
    sandboxed: true,
    contextIsolated: true,
  }
}
