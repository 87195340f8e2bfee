import { launch } from './entry.mjs'

launch(() => import('./commands/start.mjs'))
