/**
 * Loaded before Electron's own install.js, in its process: reports the bytes of every download to the launcher, because
 * install.js prints nothing in its first half minute. Nothing of the download itself is changed.
 */
const fetchUntouched = globalThis.fetch

/** @param {object} message */
const report = (message) => process.send?.(message)

/**
 * @param {string | URL | Request} input
 * @param {RequestInit} [options]
 */
async function countingFetch(input, options) {
  report({ kind: 'request' })
  const response = await fetchUntouched(input, options)
  report({ kind: 'bytes', received: 0, total: Number(response.headers.get('content-length')) || null })
  if (response.body === null) return response
  const total = Number(response.headers.get('content-length')) || null
  let received = 0
  const counted = response.body.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        received += chunk.byteLength
        report({ kind: 'bytes', received, total })
        controller.enqueue(chunk)
      },
      flush() {
        report({ kind: 'complete' })
      },
    }),
  )
  return new Response(counted, { status: response.status, statusText: response.statusText, headers: response.headers })
}

Object.assign(globalThis, { fetch: countingFetch })
