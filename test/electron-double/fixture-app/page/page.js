// What the tests ask of the page is a function on `window`.
window.pageOnly = true
const state = document.getElementById('state')
window.portCloses = 0

try {
  window.evalRan = new Function('return true')()
} catch {
  window.evalRan = false
}

window.addEventListener('message', ({ data, ports: [port], source }) => {
  if (source !== window) return
  if (data.type === 'page-port') state.textContent = JSON.stringify(data.data)
  if (data.type !== 'connect') return
  window.port = port
  port.addEventListener('close', () => {
    window.portCloses += 1
    state.textContent = 'closed'
  })
  port.start()
  state.textContent = `connected ${data.name}`
})

/** Posts on the port and waits for the one answer. */
window.ask = (message) =>
  new Promise((resolve) => {
    window.port.addEventListener('message', ({ data }) => resolve(data), { once: true })
    window.port.postMessage(message)
  })

/** Sends `size` bytes to the utility process and back. */
window.echoBytes = async (size) => {
  const whole = new Uint8Array(size + 8).fill(7)
  const bytes = whole.subarray(4, size + 4) // a view into a larger buffer
  for (let index = 0; index < size; index += 4096) bytes[index] = (index / 4096) % 251
  const answer = await window.ask({ bytes })
  const same = answer.bytes.length === size && answer.bytes.every((byte, index) => byte === bytes[index])
  return { same, sum: answer.sum === bytes.reduce((sum, byte) => sum + byte, 0), kind: answer.bytes.constructor.name }
}
