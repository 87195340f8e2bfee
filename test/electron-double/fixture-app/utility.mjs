// The engine's stand-in: echoes what arrives on each port.
const { parentPort } = process

parentPort.on('message', ({ data, ports: [port] }) => {
  if (data.type !== 'connect') return
  port.on('message', ({ data: frame }) => {
    port.postMessage(frame.bytes ? { ...frame, sum: frame.bytes.reduce((sum, byte) => sum + byte, 0) } : frame)
  })
  port.on('close', () => parentPort.postMessage('port closed'))
  port.start()
  parentPort.postMessage({ connected: process.argv.slice(2), send: typeof process.send })
})
