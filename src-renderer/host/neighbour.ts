/**
 * Tabs of the same page talk to each other: a tab that takes over the connection takes over the document too, and not
 * only the engine. The tab that had the connection last answers.
 */
const CHANNEL = 'backprop-studio'
const PATIENCE_MILLISECONDS = 150

interface Answer {
  readonly kind: 'session'
  readonly text: string
  /** When the answering tab lost the connection; the latest is the one to follow. */
  readonly lostAt: number
}

/** What the other tab shows, as `answerNeighbours` of that tab gives it; null where there is none. */
export function askNeighbour(): Promise<string | null> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(CHANNEL)
    let best: Answer | null = null
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isAnswer(data) && (best === null || data.lostAt > best.lostAt)) best = data
    }
    channel.postMessage({ kind: 'ask' })
    setTimeout(() => {
      channel.close()
      resolve(best?.text ?? null)
    }, PATIENCE_MILLISECONDS)
  })
}

/** Answers other tabs with what this one shows; `session` gives null while there is nothing worth it. */
export function answerNeighbours(session: () => { text: string; lostAt: number } | null): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('kind' in data) || data.kind !== 'ask') return
    const own = session()
    if (own) channel.postMessage({ kind: 'session', ...own } satisfies Answer)
  }
}

function isAnswer(data: unknown): data is Answer {
  return (
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    data.kind === 'session' &&
    'text' in data &&
    typeof data.text === 'string' &&
    'lostAt' in data &&
    typeof data.lostAt === 'number'
  )
}
