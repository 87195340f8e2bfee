import { launch } from './entry.mjs'

launch(() => import('./commands/reproducibility.mjs'))
