import { interrupted, type Run, runAll, throughOnOne } from './run'

/** Entry for a browser: a page may not wait for other threads, so it has one. */
export const runInPage = (): Promise<Run[]> => runAll([throughOnOne, interrupted])
