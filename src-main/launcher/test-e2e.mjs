import { launch } from './entry.mjs'

launch(() => import('./commands/test-e2e.mjs'))
