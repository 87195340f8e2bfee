import { callbacks } from '../../catalog/callbacks'
import { type ClippingId, clippings } from '../../catalog/clippings'
import { defaultSettings, defaultValues, idsOf } from '../../catalog/entry'
import { type MetricId, metrics } from '../../catalog/metrics'
import { type OptimizerId, optimizers } from '../../catalog/optimizers'
import { type ScheduleId, schedules } from '../../catalog/schedules'
import { type TrainingSettings } from '../schema'
import { type Command } from './command'
import { type Values } from './values'

export function updateTraining(changes: Partial<TrainingSettings>): Command {
  return {
    label: 'Change training settings',
    mergeKey: `training ${Object.keys(changes).join(' ')}`,
    apply: (document) => ({ ...document, training: { ...document.training, ...changes } }),
  }
}

/** Settings of `training` that have parameters of their own. */
type Parametrized = 'optimizer' | 'schedule' | 'clipping' | 'regularization' | 'earlyStopping'

/** The new values go into the settings of one kind; early stopping that is off stays off. */
function updated(kind: Parametrized, label: string, values: Values): Command {
  return {
    label,
    mergeKey: `${kind} ${Object.keys(values).join(' ')}`,
    apply: (document) =>
      document.training[kind] === null
        ? document
        : { ...document, training: { ...document.training, [kind]: { ...document.training[kind], ...values } } },
  }
}

/** Changes numbers of the chosen optimizer, such as `{ learningRate: 0.1 }`. */
export function updateOptimizer(values: Values): Command {
  return updated('optimizer', 'Change optimizer', values)
}

/** Changes numbers of the chosen schedule, such as `{ factor: 0.5 }`. */
export function updateSchedule(values: Values): Command {
  return updated('schedule', 'Change schedule', values)
}

/** Changes the limit of the chosen clipping. */
export function updateClipping(values: Values): Command {
  return updated('clipping', 'Change clipping', values)
}

/** Changes lambda of a penalty, such as `{ l2: 0.001 }`. */
export function updateRegularization(values: Values): Command {
  return updated('regularization', 'Change regularization', values)
}

/** Changes numbers of early stopping, where it is on. */
export function updateEarlyStopping(values: Values): Command {
  return updated('earlyStopping', 'Change early stopping', values)
}

/** Changes to another optimizer with its usual numbers. */
export function chooseOptimizer(id: OptimizerId): Command {
  return {
    label: 'Choose optimizer',
    apply: (document) =>
      document.training.optimizer.id === id
        ? document
        : { ...document, training: { ...document.training, optimizer: defaultSettings(optimizers, id) } },
  }
}

/** Changes to another schedule with its usual numbers. */
export function chooseSchedule(id: ScheduleId): Command {
  return {
    label: 'Choose schedule',
    apply: (document) =>
      document.training.schedule.id === id
        ? document
        : { ...document, training: { ...document.training, schedule: defaultSettings(schedules, id) } },
  }
}

/** Changes to another clipping with its usual limit. */
export function chooseClipping(id: ClippingId): Command {
  return {
    label: 'Choose clipping',
    apply: (document) =>
      document.training.clipping.id === id
        ? document
        : { ...document, training: { ...document.training, clipping: defaultSettings(clippings, id) } },
  }
}

/** Early stopping with its usual numbers, or none. */
export function switchEarlyStopping(on: boolean): Command {
  return {
    label: on ? 'Turn early stopping on' : 'Turn early stopping off',
    apply: (document) =>
      on === (document.training.earlyStopping !== null)
        ? document
        : {
            ...document,
            training: {
              ...document.training,
              earlyStopping: on ? defaultValues(callbacks['early-stopping'].parameters) : null,
            },
          },
  }
}

/** Measures a metric at the end of epochs, or no longer; the list keeps the order of the catalog. */
export function switchMetric(id: MetricId, on: boolean): Command {
  return {
    label: 'Choose metrics',
    apply: (document) => {
      const chosen = new Set(document.training.metrics)
      if (on === chosen.has(id)) return document
      if (on) chosen.add(id)
      else chosen.delete(id)
      const ordered = idsOf<MetricId>(metrics).filter((each) => chosen.has(each))
      return { ...document, training: { ...document.training, metrics: ordered } }
    },
  }
}
