import { from1to2 } from './001-to-002'
import { type Migration } from './migration'

/** `migrations[n - 1]` takes format n to format n + 1, one file per step. */
export const migrations: readonly Migration[] = [from1to2]
