import * as v from 'valibot'

const id = v.pipe(v.number(), v.integer(), v.minValue(0))
const wireError = v.object({ code: v.string(), message: v.string(), details: v.record(v.string(), v.unknown()) })

/** What crosses a Transport. `next` asks a stream for one more event: at most one is ever under way. */
export const message = v.variant('type', [
  v.object({
    type: v.literal('call'),
    id,
    service: v.string(),
    method: v.string(),
    argument: v.optional(v.unknown()),
  }),
  v.object({ type: v.literal('result'), id, value: v.optional(v.unknown()) }),
  v.object({ type: v.literal('error'), id, error: wireError }),
  v.object({ type: v.literal('cancel'), id }),
  v.object({ type: v.literal('next'), id }),
  v.object({ type: v.literal('event'), id, value: v.optional(v.unknown()) }),
  v.object({ type: v.literal('end'), id }),
])

export type Message = v.InferOutput<typeof message>
export type WireError = v.InferOutput<typeof wireError>
