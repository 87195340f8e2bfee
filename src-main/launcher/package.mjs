import { launch } from './entry.mjs'

launch(() => import('./commands/package.mjs'))
