import { type Command } from './command'
import { fittedToData } from './update-recipe'

/** Input, units and activation of the output, and the loss as the data asks for them. */
export function fitToData(): Command {
  return { label: 'Fit to my data', apply: fittedToData }
}
