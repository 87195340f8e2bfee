import { type LossPath, type LossPaths, type PathStop } from '@shared/inspection/weight-change'
import { type ComputationGraph, type GraphEdge, type GraphNode } from './graph-edges'

/** What is known about all paths from a node to the loss. */
interface Behind {
  readonly edges: readonly GraphEdge[]
  readonly count: number
  /** Sum of their products: d(loss)/d(node). */
  readonly sum: number
  /** Sum of their sizes, and the largest of them. */
  readonly magnitude: number
  readonly largest: number
}

/** A path that has not reached the loss, or has. */
interface Partial {
  readonly edge: GraphEdge
  readonly before: Partial | null
  readonly product: number
  /** The largest size that the product can have at the end. */
  readonly bound: number
}

/**
 * The products of the chain rule from a parameter to the loss: every path once, the `most` largest listed. `starts` are
 * the edges from the parameter to the numbers it enters directly.
 *
 * Counts, sums and the largest product behind every node come from one pass over the graph (dynamic programming); with the
 * largest products as exact bounds, a best-first search finds the listed paths in their order without visiting others.
 */
export function lossPaths(graph: ComputationGraph, starts: readonly GraphEdge[], most: number): LossPaths {
  const known = new Map<string, Behind>()
  const all = summed(starts, (node) => behind(graph, known, node))
  const listed = largestPaths(starts, (node) => behind(graph, known, node), most)
  const omittedCount = all.count - listed.length
  const listedSum = listed.reduce((sum, { product }) => sum + product, 0)
  return {
    listed,
    count: all.count,
    omittedCount,
    omittedSum: omittedCount === 0 ? 0 : all.sum - listedSum,
    total: all.sum,
    magnitude: all.magnitude,
  }
}

const keyOf = ({ layer, at, sample, unit }: GraphNode): string => `${at} ${sample} ${unit} ${layer}`

function behind(graph: ComputationGraph, known: Map<string, Behind>, node: GraphNode): Behind {
  if (node.at === 'loss') return { edges: [], count: 1, sum: 1, magnitude: 1, largest: 1 }
  const key = keyOf(node)
  const found = known.get(key)
  if (found) return found
  const made = summed(graph.edgesOf(node), (to) => behind(graph, known, to))
  known.set(key, made)
  return made
}

function summed(edges: readonly GraphEdge[], of: (node: GraphNode) => Behind): Behind {
  let [count, sum, magnitude, largest] = [0, 0, 0, 0]
  for (const { to, factor } of edges) {
    const rest = of(to)
    count += rest.count
    sum += factor * rest.sum
    magnitude += Math.abs(factor) * rest.magnitude
    largest = Math.max(largest, Math.abs(factor) * rest.largest)
  }
  return { edges, count, sum, magnitude, largest }
}

function largestPaths(starts: readonly GraphEdge[], of: (node: GraphNode) => Behind, most: number): LossPath[] {
  const waiting = new Heap()
  const put = (edges: readonly GraphEdge[], before: Partial | null): void => {
    for (const edge of edges) {
      const product = (before?.product ?? 1) * edge.factor
      const { count, largest } = of(edge.to)
      if (count > 0) waiting.put({ edge, before, product, bound: Math.abs(product) * largest })
    }
  }
  put(starts, null)
  const listed: LossPath[] = []
  while (listed.length < most) {
    const path = waiting.take()
    if (path === null) break
    if (path.edge.to.at === 'loss') listed.push({ stops: stopsOf(path), product: path.product })
    else put(of(path.edge.to).edges, path)
  }
  // Bounds are rounded like the products: two paths that differ in their last digits may come in either order.
  return listed.toSorted((one, other) => Math.abs(other.product) - Math.abs(one.product))
}

function stopsOf(path: Partial): PathStop[] {
  const stops: PathStop[] = []
  for (let each: Partial | null = path; each !== null; each = each.before)
    stops.unshift({ ...each.edge.to, factor: each.edge.factor })
  return stops
}

/** The waiting path with the largest bound first; of equal ones a longer path, so that zeros do not pile up. */
class Heap {
  private readonly items: { readonly path: Partial; readonly order: number }[] = []
  private order = 0

  put(path: Partial): void {
    this.items.push({ path, order: this.order++ })
    for (let child = this.items.length - 1; child > 0;) {
      const parent = (child - 1) >> 1
      if (!this.before(child, parent)) return
      this.swap(child, parent)
      child = parent
    }
  }

  take(): Partial | null {
    if (this.items.length === 0) return null
    this.swap(0, this.items.length - 1)
    const taken = this.items.pop()
    for (let parent = 0; ;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      if (left >= this.items.length) break
      const child = right < this.items.length && this.before(right, left) ? right : left
      if (!this.before(child, parent)) break
      this.swap(child, parent)
      parent = child
    }
    return taken?.path ?? null
  }

  private before(one: number, other: number): boolean {
    const [a, b] = [this.items[one], this.items[other]]
    return a.path.bound > b.path.bound || (a.path.bound === b.path.bound && a.order > b.order)
  }

  private swap(one: number, other: number): void {
    ;[this.items[one], this.items[other]] = [this.items[other], this.items[one]]
  }
}
