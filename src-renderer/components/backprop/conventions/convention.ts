import { type ProjectDocument } from '@shared/document/schema'
import { type BatchTrace } from '@shared/inspection/step-trace'

/** Who does it how. */
export const sources = ['here', 'keras', 'pytorch', 'note'] as const
export type Source = (typeof sources)[number]
export const sourceLabels: Readonly<Record<Source, string>> = {
  here: 'Here',
  keras: 'Keras',
  pytorch: 'PyTorch',
  note: 'The note',
}

/** Something that programs and lectures do differently. */
export interface Convention extends Readonly<Record<Source, string>> {
  readonly topic: string
  /** What each would print for the sample that is shown; null where it has no such number. */
  readonly numbers?: Readonly<Record<Source, number | null>>
}

/** What the conventions are told of: the project, and a sample of a traced batch where there is one. */
export interface Told {
  readonly document: ProjectDocument
  readonly trace: BatchTrace | null
  /** Place in the batch. */
  readonly sample: number
}

export const NONE = '–'
