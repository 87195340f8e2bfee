/** Takes a document of one format version to the next one. Pure; never changes its argument. */
export type Migration = (document: unknown) => unknown
