import { launch } from './entry.mjs'

launch(() => import('./commands/build.mjs'))
