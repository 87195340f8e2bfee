import * as v from 'valibot'
import { type Command } from '../document/commands/command'
import { type DenseLayer, type ProjectDocument } from '../document/schema'

interface LessonSwitch<Position extends string> {
  readonly label: string
  readonly help: string
  readonly positions: Readonly<Record<Position, string>>
  /** null where the layers of the document differ. */
  readonly read: (document: ProjectDocument) => Position | null
  readonly set: (document: ProjectDocument, position: Position) => ProjectDocument
}

const lessonSwitch = <Position extends string>(own: LessonSwitch<Position>): LessonSwitch<Position> => own

/** The rules that lectures treat differently, as switches of the whole network. */
export const lessonSwitches = {
  updateOrder: lessonSwitch({
    label: 'Update order',
    help: 'Simultaneous: every delta uses the weights before the update. Sequential: the hidden layer already sees the updated weights of the output layer.',
    positions: { simultaneous: 'simultaneous', sequential: 'sequential' },
    read: ({ training }) => training.updateOrder,
    set: (document, updateOrder) => ({ ...document, training: { ...document.training, updateOrder } }),
  }),
  biases: lessonSwitch({
    label: 'Biases',
    help: 'Frozen biases keep their first value; trained ones are updated like weights.',
    positions: { frozen: 'frozen', trained: 'trained' },
    read: (document) => common(document, ({ freezeBiases }) => (freezeBiases ? 'frozen' : 'trained')),
    set: (document, position) =>
      withDenseLayers(document, (layer) => ({ ...layer, freezeBiases: position === 'frozen' })),
  }),
  bias: lessonSwitch({
    label: 'Bias',
    help: 'One bias per unit, or one that all units of a layer share.',
    positions: { 'per-unit': 'one per unit', shared: 'shared by the layer' },
    read: (document) => common(document, ({ bias }) => (bias === 'none' ? null : bias)),
    set: (document, position) => withDenseLayers(document, (layer) => withBias(layer, position)),
  }),
} as const

export type SwitchId = keyof typeof lessonSwitches
export const switchIds = Object.keys(lessonSwitches) as SwitchId[]
/** Where some of the switches stand; those that are left out may stand anywhere. */
export type SwitchPositions = { readonly [Id in SwitchId]?: keyof (typeof lessonSwitches)[Id]['positions'] | undefined }

const positionsOfSwitch = <const Names extends readonly string[]>(id: SwitchId, names: Names) =>
  v.optional(v.picklist(names, `${id} is ${names.join(' or ')}`))
export const switchPositions = v.strictObject({
  updateOrder: positionsOfSwitch('updateOrder', ['simultaneous', 'sequential']),
  biases: positionsOfSwitch('biases', ['frozen', 'trained']),
  bias: positionsOfSwitch('bias', ['per-unit', 'shared']),
})

/** Where every switch of a document stands; those on which its layers differ are left out. */
export function positionsOf(document: ProjectDocument): SwitchPositions {
  return Object.fromEntries(
    switchIds.map((id) => [id, lessonSwitches[id].read(document) ?? undefined]),
  ) as unknown as SwitchPositions
}

/** Whether the switches stand as asked. */
export function stands(asked: SwitchPositions | undefined, present: SwitchPositions): boolean {
  return switchIds.every((id) => asked?.[id] === undefined || asked[id] === present[id])
}

/** Sets switches as one edit. */
export function setSwitches(positions: SwitchPositions): Command {
  return {
    label: 'Set a rule of the lesson',
    apply: (document) =>
      switchIds.reduce((current, id) => {
        const { read, set } = lessonSwitches[id] as LessonSwitch<string>
        const wanted = positions[id]
        return wanted === undefined || read(current) === wanted ? current : set(current, wanted)
      }, document),
  }
}

function common<Position>({ network }: ProjectDocument, read: (layer: DenseLayer) => Position | null): Position | null {
  const found = new Set(network.layers.filter((layer) => layer.kind === 'dense').map(read))
  const [first] = found
  return found.size === 1 && first !== undefined ? first : null
}

function withDenseLayers(document: ProjectDocument, change: (layer: DenseLayer) => DenseLayer): ProjectDocument {
  const layers = document.network.layers.map((layer) => (layer.kind === 'dense' ? change(layer) : layer))
  return { ...document, network: { ...document.network, layers } }
}

/** A shared bias begins as the first unit's; biases of units begin as the shared one. */
function withBias(layer: DenseLayer, bias: 'per-unit' | 'shared'): DenseLayer {
  if (layer.bias === bias) return layer
  const { initialBiases, ...rest } = layer
  const [first] = initialBiases ?? []
  if (first === undefined) return { ...rest, bias }
  return { ...rest, bias, initialBiases: Array<number>(bias === 'shared' ? 1 : layer.units).fill(first) }
}
