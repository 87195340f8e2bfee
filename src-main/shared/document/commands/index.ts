export { addLayer, nextLayerName } from './add-layer'
export { alignLayers, type Alignment } from './align-layers'
export { arrange } from './arrange'
export { type Command } from './command'
export { connect, disconnect } from './connect'
export { insertLayer, placeNewLayer } from './insert-layer'
export { newWeights } from './new-weights'
export { pastedIds, pasteLayers } from './paste-layers'
export { placeLayer, placeLayers } from './place-layer'
export { removeLayer } from './remove-layer'
export { removeLayers } from './remove-layers'
export { renameProject } from './rename-project'
export { canReorder, chainOf, reorderLayer } from './reorder-layer'
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
export { type Values } from './values'
