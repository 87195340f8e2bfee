import { type EpochReport } from '@shared/protocol/training-service'

/** More than a chart has columns on any screen. */
const MOST_REPORTS = 4096

/** Which reports a reader has; `after` gives it the others. */
export interface ReportMark {
  readonly recorder: EpochRecorder
  readonly stride: number
  readonly kept: number
}

export interface NewReports {
  /** How many of the reader's reports stay; the others make place for `reports`. */
  readonly reportsFrom: number
  readonly reports: readonly EpochReport[]
}

/**
 * Reports of epochs in a row, the last one and at most 4,096 before it. When there are more, every second is left out,
 * and from then on so many of the later ones: memory, project file and chart stay as large however long the run.
 */
export class EpochRecorder {
  private kept: EpochReport[] = []
  /** The newest, where it is none of those that are kept. */
  private newest: EpochReport | null = null
  /** Epochs from one report that is kept to the next; a power of two. */
  private stride: number

  constructor(reports: readonly EpochReport[] = []) {
    this.stride = strideOf(reports)
    for (const report of reports) this.add(report)
  }

  get reports(): readonly EpochReport[] {
    return this.newest === null ? this.kept : [...this.kept, this.newest]
  }

  add(report: EpochReport): void {
    this.newest = report
    if (report.epoch % this.stride !== 0) return
    this.newest = null
    this.kept.push(report)
    if (this.kept.length <= MOST_REPORTS) return
    this.stride *= 2
    this.kept = this.kept.filter(({ epoch }) => epoch % this.stride === 0)
    if (this.kept.at(-1) !== report) this.newest = report
  }

  /** Of the reports as they are now. */
  mark(): ReportMark {
    return { recorder: this, stride: this.stride, kept: this.kept.length }
  }

  /** What has to be told since `mark`; all reports where there is none, or where it is of reports that were thinned out. */
  after(mark: ReportMark | null): NewReports {
    const reportsFrom = mark?.recorder === this && mark.stride === this.stride ? mark.kept : 0
    const added = this.kept.slice(reportsFrom)
    return { reportsFrom, reports: this.newest === null ? added : [...added, this.newest] }
  }
}

/** The stride of reports that were recorded with one: no epoch but the last is anything else than a multiple of it. */
function strideOf(reports: readonly EpochReport[]): number {
  if (reports.length <= MOST_REPORTS / 2) return 1
  const kept = reports.slice(0, -1)
  const last = kept.at(-1)?.epoch ?? 0
  let stride = 1
  while (2 * stride <= last && kept.every(({ epoch }) => epoch % (2 * stride) === 0)) stride *= 2
  return stride
}
