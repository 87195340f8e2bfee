import * as v from 'valibot'

/**
 * A service is an interface whose methods take one argument object (or none) and give a promise, or an AsyncIterable
 * for a stream of events. Its contract names every method with its kind and the schema of its argument; the compiler
 * asks for a line here as soon as the interface has a new method.
 */
export interface MethodContract {
  readonly kind: 'call' | 'stream'
  readonly argument: v.GenericSchema
}

export type ServiceContract = Readonly<Record<string, MethodContract>>

export type ContractOf<Service> = {
  readonly [Method in keyof Service]: Service[Method] extends (
    argument: infer _Argument,
    signal?: AbortSignal,
  ) => infer Answer
    ? { readonly kind: Answer extends AsyncIterable<unknown> ? 'stream' : 'call'; readonly argument: v.GenericSchema }
    : never
}

/** The argument of a method that needs none. */
export const nothing = v.undefined()

export const call = (argument: v.GenericSchema = nothing) => ({ kind: 'call', argument }) as const
export const stream = (argument: v.GenericSchema = nothing) => ({ kind: 'stream', argument }) as const
