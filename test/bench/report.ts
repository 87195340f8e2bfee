import { bestJavaScriptPeer, GATE, MEMORY_WORKLOADS } from './gate'
import { type Comparison, type WorkloadResult } from './results'
import { type Workload } from './workloads'

/** Everything about one workload that is printed when it has been measured. */
export function workloadLines(result: WorkloadResult): string[] {
  const { comparisons, absent } = result
  return [
    ...ownLines(result),
    columns(['peer', 'theirs', 'ours', 'ratio', 'spread', 'gate', '']),
    ...comparisons.map((comparison) => comparisonLine(result, comparison)),
    ...absent.map(({ label, reason }) => `  ${label.padEnd(LABEL)}missing: ${reason}`),
    ...revectorizedLines(result),
  ]
}

export function workloadTitle({ name, sizes, optimizer, batchSize, rows, precision, activation }: Workload): string {
  const work = `${sizes.join('-')} ${activation}, ${optimizer}, batch ${batchSize}, ${whole(rows)} rows, ${precision}`
  return `${name}  ${work}`
}

function ownLines({ workload, own }: WorkloadResult): string[] {
  if (!own) return ['  ours was not measured']
  const { samplesPerSecond, achieved, facts, memoryBudget } = own
  const { kernel, start, memory, tilePeak } = facts
  const share =
    tilePeak === null
      ? 'no tile to compare with'
      : `${percent(achieved / tilePeak)} of the tile peak ${figure(tilePeak)}`
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
  return [
    `  ours: ${whole(samplesPerSecond)} samples/s, ${figure(achieved)} GFLOP/s (${share}), ${kernel}, 1 thread`,
    `  start ${figure(start.build + start.firstStep)} ms (build ${figure(start.build)}, first step ${figure(start.firstStep)})`,
    ...(MEMORY_WORKLOADS.includes(workload.name)
      ? [`  memory ${megabytes(memory.bytes)} MB (by the ${memory.from}) of ${megabytes(memoryBudget)} MB`]
      : []),
  ]
}

const LABEL = 22

function columns([
  label = '',
  theirs = '',
  ours = '',
  ratio = '',
  spread = '',
  gate = '',
  note = '',
]: string[]): string {
  return `  ${label.padEnd(LABEL)}${theirs.padStart(11)}${ours.padStart(12)}${ratio.padStart(9)}${spread.padStart(17)}  ${gate.padEnd(11)} ${note}`.trimEnd()
}

function comparisonLine({ workload, comparisons }: WorkloadResult, comparison: Comparison): string {
  const { peer, label, theirs, ours, ratio, threads, ourThreads, differences, informal } = comparison
  const best = bestJavaScriptPeer(comparisons) === comparison
  const limit = Object.entries(GATE).find(([row]) => row === (best ? 'best JavaScript peer' : peer))?.[1][workload.name]
  const sign = ratio.median >= (limit ?? 0) ? '>=' : '< !'
  return columns([
    label,
    whole(theirs),
    whole(ours),
    figure(ratio.median),
    `${figure(ratio.minimum)} .. ${figure(ratio.maximum)}`,
    limit === undefined ? '' : `${sign} ${limit}`,
    [
      ...(informal ? ['for information'] : []),
      ...(differences === '' ? [] : [differences]),
      ...(threads === ourThreads ? [] : [`ours with ${ourThreads}`]),
    ].join('; '),
  ])
}

function revectorizedLines({ revectorized }: WorkloadResult): string[] {
  if (!revectorized) return []
  const { samplesPerSecond, ratio } = revectorized
  const rate = whole(samplesPerSecond)
  return [`  with V8's opt-in revectorizer: ${rate} samples/s, ${figure(ratio.median)} times the rate without`]
}

/** How near it came to being as fast as every peer. */
export function aimLines(results: readonly WorkloadResult[]): string[] {
  const all = results.flatMap(({ workload, comparisons }) =>
    comparisons.filter(({ informal }) => !informal).map((comparison) => ({ name: workload.name, ...comparison })),
  )
  const behind = all.filter(({ ratio }) => !(ratio.median >= 1)).toSorted((a, b) => a.ratio.median - b.ratio.median)
  return [
    `As fast as the peer or faster in ${all.length - behind.length} of ${all.length} comparisons.`,
    ...behind.map(({ name, label, ratio }) => `  ${name} ${label}: ${figure(ratio.median)}`),
  ]
}

/** Who took part, with versions. */
export function versionLines(results: readonly WorkloadResult[]): string[] {
  const versions = results.flatMap(({ own, comparisons }) => [
    ...(own ? [own.versions] : []),
    ...comparisons.map((comparison) => comparison.versions),
  ])
  return Object.entries(Object.assign({}, ...versions) as Record<string, string>).map(
    ([name, version]) => `${name} ${version}`,
  )
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const percent = (share: number): string => `${Math.round(share * 100)} %`

/** Three digits, however large or small, without an exponent. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '-'
  const digits = value === 0 ? 2 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value >= 1000 ? whole(value) : value.toFixed(Math.min(digits, 4))
}
