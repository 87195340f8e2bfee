/**
 * Tells a slow download from a dead one: it is dead when nothing at all came for a while.
 *
 * @param {object} options
 * @param {number} options.ms how long nothing may come
 * @param {() => void} options.onStall called once
 * @param {(callback: () => void, ms: number) => unknown} [options.setTimer]
 * @param {(timer: unknown) => void} [options.clearTimer]
 */
export function stallWatch({
  ms,
  onStall,
  setTimer = setTimeout,
  clearTimer = (timer) => clearTimeout(/** @type {NodeJS.Timeout} */ (timer)),
}) {
  /** @type {unknown} */
  let timer = null
  const stop = () => {
    if (timer !== null) clearTimer(timer)
    timer = null
  }
  return {
    /** Something came, or is waited for from now on. */
    alive() {
      stop()
      timer = setTimer(onStall, ms)
    },
    /** Nothing is waited for any more. */
    stop,
  }
}
