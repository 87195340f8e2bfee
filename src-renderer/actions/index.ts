import { about, searchCommands, showShortcuts } from './show-dialogs'
import { type Action } from './action'
import { addLayer, addLayerOfKind, insertIntoConnection } from './add-layer'
import { alignLayers } from './align-layers'
import { arrangeLayers } from './arrange-layers'
import { checkGradients } from './check-gradients'
import { chooseTemplate } from './choose-template'
import { chooseTheme } from './choose-theme'
import { connectLayers } from './connect-layers'
import { deleteLayer } from './delete-layer'
import { copyLayers, cutLayers, duplicateLayers, pasteLayers } from './copy-layers'
import { drawNewWeights } from './draw-new-weights'
import { fitToMyData } from './fit-to-my-data'
import { moveTowardsInput, moveTowardsOutput } from './move-layer'
import { newProject } from './new-project'
import { openData } from './open-data'
import { exportFigure } from './export-figure'
import { exampleActions, recentActions } from './open-known'
import { openProject } from './open-project'
import { pasteTable } from './paste-table'
import { pause } from './pause'
import { redo } from './redo'
import { reset } from './reset'
import { save, saveAs } from './save'
import { selectAll, selectNone } from './select-layers'
import { showAsList } from './show-as-list'
import { showPage } from './show-page'
import { stepBatch, stepEpoch } from './step'
import { toggleDock, toggleInspector, togglePalette } from './toggle-panels'
import { train } from './train'
import { undo } from './undo'
import { chooseGranularity, closeWalk, openWalk, walkBack, walkForward, walkToStart, walkUpdate } from './walk'
import { applyWalk } from './walk-apply'
import { playWalk, runToBreakpoint } from './walk-play'
import { zoomIn, zoomOut } from './zoom'
import { zoomToFit } from './zoom-to-fit'

/** A line of a menu: an action, or a submenu under its label. */
export type MenuItem = Action | { readonly label: string; readonly items: readonly Action[] }

export interface Menu {
  readonly label: string
  /** Groups are set apart by a line. */
  readonly groups: readonly (readonly MenuItem[])[]
}

/** The menus, in the page and of the system. Examples and recent projects are known only once connected. */
export function menus(): Menu[] {
  return [
    {
      label: 'File',
      groups: [
        [newProject, openProject, openData, pasteTable],
        [
          { label: 'Open example', items: exampleActions() },
          { label: 'Open recent', items: recentActions() },
        ],
        [save, saveAs],
        [exportFigure],
      ],
    },
    {
      label: 'Edit',
      groups: [
        [undo, redo],
        [cutLayers, copyLayers, pasteLayers, duplicateLayers],
        [deleteLayer, selectAll, selectNone],
      ],
    },
    {
      label: 'View',
      groups: [
        showPage,
        [zoomIn, zoomOut, zoomToFit],
        [showAsList, togglePalette, toggleDock, toggleInspector],
        chooseTheme,
      ],
    },
    {
      label: 'Network',
      groups: [
        [addLayer, { label: 'Add layer of kind', items: addLayerOfKind }, insertIntoConnection, connectLayers],
        [chooseTemplate, fitToMyData],
        [arrangeLayers, { label: 'Align', items: alignLayers }],
        [moveTowardsInput, moveTowardsOutput],
      ],
    },
    {
      label: 'Training',
      groups: [
        [train, pause, stepBatch, stepEpoch],
        [reset, drawNewWeights],
        [
          checkGradients,
          {
            label: 'Step debugger',
            items: [
              openWalk,
              walkForward,
              walkBack,
              walkToStart,
              playWalk,
              runToBreakpoint,
              walkUpdate,
              applyWalk,
              closeWalk,
              ...chooseGranularity,
            ],
          },
        ],
      ],
    },
    { label: 'Help', groups: [[searchCommands, showShortcuts], [about]] },
  ]
}

export const isSubmenu = (item: MenuItem): item is Exclude<MenuItem, Action> => 'items' in item

/** Every action there is now, with the menu path it is found under. */
export function allActions(): { readonly place: string; readonly action: Action }[] {
  return menus().flatMap(({ label, groups }) =>
    groups
      .flat()
      .flatMap((item) =>
        isSubmenu(item)
          ? item.items.map((action) => ({ place: `${label} › ${item.label}`, action }))
          : [{ place: label, action: item }],
      ),
  )
}
