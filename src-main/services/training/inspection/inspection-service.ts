import { type InspectionService } from '@shared/protocol/inspection-service'
import { type TrainingSession } from '../session'
import { floatDifference } from './float-difference'
import { checkGradients, gradientCurve } from './gradient-checks'
import { Inspection } from './inspection'

/** The inspection of a session's run behind the protocol. */
export function inspectionService(session: TrainingSession): InspectionService {
  const inspection = new Inspection(session)
  return {
    traceBatch: async ({ batch }) => inspection.batchTrace(batch),
    layerUpdate: async ({ batch, layer }) => inspection.layerUpdate(batch, layer),
    weightChange: async ({ batch, mostPaths, ...place }) => inspection.weightChange(batch, place, mostPaths),
    checkGradients: (argument, signal) => checkGradients(session.currentRun(), argument, { signal }),
    gradientCurve: (argument, signal) => gradientCurve(session.currentRun(), argument, { signal }),
    floatDifference: async ({ sample }) => floatDifference(session.currentRun(), sample),
    openDebugger: async ({ breakpoints }) => inspection.openDebugger(breakpoints),
    debuggerView: async () => inspection.view(),
    setBreakpoints: async ({ breakpoints }) => inspection.setBreakpoints(breakpoints),
    stepForward: async ({ granularity }) => inspection.forward(granularity),
    stepBack: async ({ granularity }) => inspection.back(granularity),
    moveTo: async ({ position }) => inspection.moveTo(position),
    runToBreakpoint: ({ mostBatches }, signal) => inspection.runToBreakpoint(mostBatches, signal),
    applyToRun: async () => inspection.apply(),
    closeDebugger: async () => inspection.close(),
  }
}
