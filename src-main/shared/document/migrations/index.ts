/** Takes a document of one format version to the next one. Pure; never changes its argument. */
export type Migration = (document: unknown) => unknown

/**
 * `migrations[n - 1]` takes format n to format n + 1, one file per step (`001-to-002.ts` ...).
 * Format 1 is the first, so there is nothing to migrate yet.
 */
export const migrations: readonly Migration[] = []
