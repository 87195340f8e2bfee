export { addLayer, nextLayerName } from './add-layer'
export { alignLayers, type Alignment } from './align-layers'
export { arrange } from './arrange'
export { type Command } from './command'
export { connect, disconnect } from './connect'
export { fitToData } from './fit-to-data'
export { fixProblem } from './fix-problem'
export { insertLayer, placeNewLayer } from './insert-layer'
export { newWeights } from './new-weights'
export { pastedIds, pasteLayers } from './paste-layers'
export { placeLayer, placeLayers } from './place-layer'
export { removeLayer } from './remove-layer'
export { removeLayers } from './remove-layers'
export { renameProject } from './rename-project'
export { canReorder, chainOf, reorderLayer } from './reorder-layer'
export { setBias } from './set-bias'
export { setConnection } from './set-connection'
export { setWeight, type WeightPlace } from './set-weight'
export { together } from './together'
export { chooseInitializer, type LayerChanges, updateInitializer, updateLayer } from './update-layer'
export { fittedToData, updateRecipe } from './update-recipe'
export {
  chooseClipping,
  chooseOptimizer,
  chooseSchedule,
  switchEarlyStopping,
  switchMetric,
  updateClipping,
  updateEarlyStopping,
  updateOptimizer,
  updateRegularization,
  updateSchedule,
  updateTraining,
} from './update-training'
export { useTemplate } from './use-template'
export { type Values } from './values'
