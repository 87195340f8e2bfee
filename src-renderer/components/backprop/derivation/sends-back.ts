import { stepId } from '../steps'
import { type Equation, type EquationLine } from './equation'
import { type ShownLayer } from './network-view'
import { normalizationLetters } from './normalization-back'
import { gradientOf, symbolIn } from './quantities'
import { type Reading, subject } from './reading'
import { branchTex, captioned, wayBackLines, wayBackThrough } from './sent-back'

/** What a layer without z makes of what reaches it, for each of its sources. */
export function sentBackEquations(reading: Reading): Equation[] {
  const { layer } = reading
  const why = reasonOf(layer)
  const lines = sourcesOf(reading).flatMap((source) => linesTo(source, layer))
  if (why === null || lines.length === 0) return []
  return [
    {
      id: 'sent-back',
      step: stepId('delta', layer.number),
      layer: layer.id,
      heading: `Backward: what ${subject(reading)} sends back`,
      mark: '',
      lines,
      note: [why, normalizationLetters(layer)].filter((sentence) => sentence !== '').join(' '),
    },
  ]
}

/** Why it is that; null for a layer that sends back through z. */
function reasonOf({ kind }: ShownLayer): string | null {
  switch (kind) {
    case 'input':
    case 'dense':
    case 'activation':
      return null
    case 'dropout':
      return 'What was dropped on the way forward gets nothing back; the rest is scaled as it was.'
    case 'batch-normalization':
      return 'x acts on the mean and the variance of its batch too: two terms take off what that changes.'
    case 'layer-normalization':
      return 'x acts on the mean and the variance of its sample too: two terms take off what that changes.'
    case 'flatten':
      return 'The same numbers in the same order: only their shape changes.'
    case 'add':
      return 'A sum hands the whole gradient to each of its terms.'
    case 'concatenate':
      return 'Each of the joined layers gets its own rows back.'
  }
}

/** The reading of each source, for the unit that the chosen one leads back to; of joined layers the one that it is of. */
function sourcesOf(reading: Reading): Reading[] {
  const { view, layer, unit, form } = reading
  return layer.from.flatMap(({ number, start, units }) => {
    const source = view.layers[number]
    const own = layer.kind === 'concatenate' ? unit - start : unit
    const inside = own >= 0 && own < units
    if (!source || (form === 'scalar' && !inside)) return []
    return [{ ...reading, layer: source, unit: inside ? own : 0 }]
  })
}

function linesTo(reading: Reading, layer: ShownLayer): EquationLine[] {
  const { layer: source } = reading
  const gradient = gradientOf(source)
  return source.branches
    .filter((branch) => branch.layer === layer.id)
    .flatMap((branch) => {
      const several = source.branches.length > 1
      const symbol = several ? `\\text{part of } ${symbolIn(reading, gradient)}` : symbolIn(reading, gradient)
      const lines = wayBackLines(symbol, wayBackThrough(reading, branch), `= ${branchTex(reading, branch)}`)
      return captioned(lines, `To ${source.name}`)
    })
}
