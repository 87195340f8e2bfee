import { type Choice } from '../../catalog/entry'
import { type ProjectDocument } from '../schema'

/** A network to start from: it replaces the one that is there and is sized by the project's own data. */
export interface Template extends Choice {
  /** Why it does not suit the data, as a sentence with what to do; null where it does. */
  unfit(document: ProjectDocument): string | null
  /** The document with this network, and the loss and training settings that belong to it. */
  build(document: ProjectDocument): ProjectDocument
}

export const suitsEveryData = (): null => null
