import { type LayerKind } from '@shared/catalog/layers'

/** One drawing per kind of layer, in a square of 20. */
export const kindIcons: Readonly<Record<LayerKind, string>> = {
  input: 'M3 10h9M9 6.5l3.5 3.5L9 13.5M16 4v12',
  dense:
    'M4 5l12 0M4 5l12 10M4 15l12-10M4 15l12 0M4 4a1 1 0 1 0 .01 0M4 14a1 1 0 1 0 .01 0M16 4a1 1 0 1 0 .01 0M16 14a1 1 0 1 0 .01 0',
  activation: 'M3 15c6 0 6-10 14-10M3 10h14',
  dropout: 'M6 4a2 2 0 1 0 .01 0M6 12a2 2 0 1 0 .01 0M12 4l4 4M16 4l-4 4M14 12a2 2 0 1 0 .01 0',
  'batch-normalization': 'M3 16h14M4 16c4 0 4-11 6-11s2 11 6 11M10 3v14',
  'layer-normalization': 'M4 3v14M4 4c0 4 11 4 11 6s-11 2-11 6M3 10h14',
  flatten: 'M3 4h5v5H3zM3 9h5v5H3zM11 10h6M14.5 7.5L17 10l-2.5 2.5',
  add: 'M10 3a7 7 0 1 0 .01 0M10 6.5v7M6.5 10h7',
  concatenate: 'M4 3h12v5H4zM4 12h12v5H4zM10 8v4',
}
