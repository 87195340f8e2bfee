import { type TemplateId, templates } from '../templates'
import { type Command } from './command'

/** Replaces the network by a template that is sized by the data; nothing where the template does not suit it. */
export function useTemplate(id: TemplateId): Command {
  const { label, unfit, build } = templates[id]
  return {
    label: `Use template ${label}`,
    apply: (document) => (unfit(document) === null ? build(document) : document),
  }
}
