import { type EncodedShape } from '@shared/document/encoding'
import { type Layer } from '@shared/document/schema'
import { type Shapes } from '@shared/document/shapes'

/** Where the inputs of a layer come from, one name each: "width", "Hidden 2"; by the place among its inputs. */
export function inputNamer(
  id: string,
  { shapes, layers, features }: { shapes: Shapes; layers: readonly Layer[]; features: EncodedShape['features'] },
): (input: number) => string {
  const byId = new Map(layers.map((layer) => [layer.id, layer]))
  const inputs = layers.filter(({ kind }) => kind === 'input')
  const sources = (shapes.layers[id]?.sources ?? []).map((source) => ({
    name: byId.get(source)?.name ?? source,
    units: shapes.layers[source]?.units ?? 0,
    labelled: inputs.length === 1 && inputs[0]?.id === source,
  }))
  return (input) => {
    let offset = input
    for (const { name, units, labelled } of sources) {
      if (offset < units) return (labelled ? features[offset]?.label : undefined) ?? `${name} ${offset + 1}`
      offset -= units
    }
    return `input ${input + 1}`
  }
}
