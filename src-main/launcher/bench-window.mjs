import { launch } from './entry.mjs'

launch(() => import('./commands/bench-window.mjs'))
