import { launch } from './entry.mjs'

launch(() => import('./commands/test.mjs'))
