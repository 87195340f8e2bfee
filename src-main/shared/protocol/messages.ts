import * as v from 'valibot'
import { AppError } from '../errors'
import { decode, FRAME_LIMIT } from './codec'
import { type Frame } from './transport'

const id = v.pipe(v.number(), v.integer(), v.minValue(0))
const wireError = v.object({ code: v.string(), message: v.string(), details: v.record(v.string(), v.unknown()) })

/** What crosses a Transport. `next` asks a stream for one more event: at most one is ever under way. */
const message = v.variant('type', [
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

/** Errors: frame-too-large, bad-frame. */
export function readMessage(frame: Frame): Message {
  if (frame.length > FRAME_LIMIT) throw AppError.of('frame-too-large', { bytes: frame.length, limit: FRAME_LIMIT })
  const parsed = v.safeParse(message, decode(frame))
  if (parsed.success) return parsed.output
  throw AppError.of('bad-frame', { reason: parsed.issues[0].message })
}
