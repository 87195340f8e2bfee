import { type InjectionKey } from 'vue'

/** Tries at once to connect again: given by the start, used by the banner that tells of a lost connection. */
export const reconnectKey: InjectionKey<() => void> = Symbol('reconnect')
