import { launch } from './entry.mjs'

launch(() => import('./commands/check.mjs'))
