import { launch } from './entry.mjs'

launch(() => import('./commands/dev.mjs'))
