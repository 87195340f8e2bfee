import { launch } from './entry.mjs'

launch(() => import('./commands/bench.mjs'))
