/** Bytes of one message. */
export type Frame = Uint8Array

export interface FrameReceiver {
  frame(frame: Frame): void
  /** The other side is gone; called once, and no frame after it. */
  closed(reason: string): void
}

/**
 * The one way between processes: a MessagePort, a WebSocket, or a pair in memory. Frames arrive whole and in order.
 */
export interface Transport {
  /** Hands a frame over; after the transport closed, it is dropped. `null` closes the transport. */
  send(frame: Frame | null): void
  /** Names the one receiver; frames that came before are handed to it now. */
  onFrame(receiver: FrameReceiver): void
}
