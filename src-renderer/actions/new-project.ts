import { type Action } from './action'
import { openNew } from './open'

export const newProject: Action = { id: 'file.new', label: 'New', run: openNew }
