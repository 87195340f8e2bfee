// Shared by every part of the double.

/** The double's own state behind an Electron object. A symbol, so that no name is added to the public surface. */
export const own = Symbol('electron double')

const probed = new Set(['then', 'toJSON'])

/**
 * A name that the double does not have throws instead of being undefined: a test never passes by accident.
 * @template {object} T @param {string} name @param {T} target @returns {T}
 */
export function strict(name, target) {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (typeof key === 'symbol' || key in object || probed.has(key)) return Reflect.get(object, key, receiver)
      throw new Error(`electron double: ${name}.${key} is not implemented`)
    },
  })
}

/**
 * As `strict`; and once `isDestroyed()`, the methods of its own class throw what Electron throws.
 * @template {import('node:events').EventEmitter} T @param {string} name @param {T} target @returns {T}
 */
export function mortal(name, target) {
  const methods = Object.getPrototypeOf(target)
  const gone = () => {
    throw new TypeError('Object has been destroyed')
  }
  const alive = strict(name, target)
  return new Proxy(alive, {
    get(object, key, receiver) {
      const dies = Object.hasOwn(methods, key) && key !== 'isDestroyed' && key !== 'constructor'
      return dies && target.isDestroyed() ? gone : Reflect.get(object, key, receiver)
    },
  })
}

/** An Electron event that can be prevented. @param {object} [members] */
export function preventable(members = {}) {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
    ...members,
  }
}
