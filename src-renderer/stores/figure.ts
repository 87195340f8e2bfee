import { type FigureKind } from '@shared/file-kinds'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** Colours that a figure is made of, all #rrggbb; what else is needed is mixed from them. */
export interface FigureColours {
  readonly positive: string
  readonly negative: string
  readonly text: string
  readonly background: string
}

/** How a figure of the network is drawn and written. */
export interface FigureChoices {
  readonly format: FigureKind
  /** Pixels of a PNG per unit of the drawing. */
  readonly scale: 1 | 2 | 3 | 4
  readonly colours: 'light' | 'dark' | 'print' | 'own'
  /** Null until somebody chooses colours of their own. */
  readonly own: FigureColours | null
  /** none: one arrow per connection of layers. */
  readonly weights: 'magnitude' | 'plain' | 'none'
  readonly names: boolean
  readonly sizes: boolean
  /** Names of features and targets beside their units. */
  readonly columns: boolean
  /** Numbers of weights and biases, where there are few. */
  readonly values: boolean
  readonly legend: boolean
  readonly transparent: boolean
}

export const usualFigure: FigureChoices = {
  format: 'svg',
  scale: 2,
  colours: 'light',
  own: null,
  weights: 'magnitude',
  names: true,
  sizes: true,
  columns: true,
  values: false,
  legend: true,
  transparent: false,
}

/** The choices for figures, kept from one export to the next. */
export const useFigureStore = defineStore('figure', () => {
  const choices = shallowRef<FigureChoices>(usualFigure)

  function choose(changes: Partial<FigureChoices>): void {
    choices.value = { ...choices.value, ...changes }
  }

  return { choices, choose }
})
