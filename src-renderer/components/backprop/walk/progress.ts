import { type DebuggerView, type Operation, type OperationSection } from '@shared/inspection/step-debugger'
import { type UnitNames } from '../unit-names'

/** One piece of the strip: a layer in one phase. */
export interface ProgressPiece {
  readonly key: string
  readonly label: string
  readonly start: number
  /** How much is done, from 0 to 1. */
  readonly share: number
  /** The cursor is in it: its next operation belongs to it. */
  readonly current: boolean
  readonly words: string
}

export interface ProgressPhase {
  readonly phase: Operation['phase'] | 'commit'
  readonly label: string
  readonly pieces: readonly ProgressPiece[]
}

const labels: Readonly<Record<ProgressPhase['phase'], string>> = {
  forward: 'Forward',
  loss: 'Loss',
  backward: 'Backward',
  gradient: 'Gradients',
  update: 'Update',
  commit: 'Commit',
}

/** The way of the sample at the cursor through its update, phase by phase, and how far it has come. */
export function progressOf(view: DebuggerView, names: UnitNames): ProgressPhase[] {
  const phases: { phase: ProgressPhase['phase']; label: string; pieces: ProgressPiece[] }[] = []
  for (const section of view.sections) {
    const { phase } = section
    if (phases.at(-1)?.phase !== phase) phases.push({ phase, label: labels[phase], pieces: [] })
    phases.at(-1)?.pieces.push(pieceOf(section, view.position, names))
  }
  const end = view.operations - 1
  const commit: ProgressPiece = {
    key: 'commit',
    label: 'new weights',
    start: end,
    share: 0,
    current: view.position === end,
    words: 'Commit: the new weights take the place of the old',
  }
  return [...phases, { phase: 'commit', label: labels.commit, pieces: [commit] }]
}

function pieceOf({ phase, layer, start, end }: OperationSection, position: number, names: UnitNames): ProgressPiece {
  const done = Math.min(end, Math.max(start, position)) - start
  const count = end - start
  const state = done === 0 ? 'to come' : done === count ? 'done' : `${done} of ${count} operations done`
  const name = phase === 'loss' ? 'loss' : names.layer(layer)
  return {
    key: `${phase} ${layer}`,
    label: phase === 'loss' ? 'C' : name,
    start,
    share: done / count,
    current: position >= start && position < end,
    words: `${labels[phase]}${phase === 'loss' ? '' : `, ${name}`}: ${state}`,
  }
}
