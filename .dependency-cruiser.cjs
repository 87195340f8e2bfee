/**
 * The layer rules of ARCHITECTURE.md. Each layer lists what it may import; everything else is an error, type imports and
 * .vue files included. There is no list of exceptions.
 */

const SHARED = '^src-main/shared/'
const SERVICES = '^src-main/services/'
const renderer = (folder) => `^src-renderer/${folder}/`
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|').replaceAll('.', '\\.')})(/|$)`

/** Everything a layer imports is in `allowed`; `node` lets it use Node's own modules. */
const layer = (name, path, allowed, { node = false } = {}) => ({
  name,
  severity: 'error',
  from: { path },
  to: { pathNot: allowed, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
})

/** These targets only as `import type`. */
const typesOnly = (name, path, targets) => ({
  name,
  severity: 'error',
  from: { path },
  to: { path: targets, dependencyTypesNot: ['type-only'] },
})

/** The package belongs to one place. */
const onlyIn = (place, name) => ({
  name: `${name}-only-in-its-place`,
  severity: 'error',
  from: { pathNot: place },
  to: { path: npm(name) },
})

const WINDOW = ['vue', '@vue', 'pinia', 'reka-ui', 'katex', 'chart.js']
const RENDERER_PACKAGES = npm(...WINDOW)

const main = [
  layer('shared-imports', SHARED, [SHARED, npm('valibot')]),
  layer('engine-imports', '^src-main/engine/', ['^src-main/engine/', SHARED]),
  layer(
    'services-imports',
    `${SERVICES}(?!(training|dataset|export)/)`,
    [SERVICES, SHARED, npm('valibot', 'papaparse', 'fflate')],
    { node: true },
  ),
  layer(
    'services-training-and-export-imports',
    `${SERVICES}(training|export)/`,
    [SERVICES, SHARED, '^src-main/engine/', npm('valibot', 'papaparse', 'fflate')],
    { node: true },
  ),
  layer(
    'services-dataset-imports',
    `${SERVICES}dataset/`,
    [SERVICES, SHARED, '^src-main/engine/data(/|\\.ts$)', npm('valibot', 'papaparse', 'fflate')],
    { node: true },
  ),
  layer('utility-imports', '^src-main/utility/', ['^src-main/utility/', SERVICES, SHARED, npm('electron')], {
    node: true,
  }),
  layer('cli-imports', '^src-main/cli/', ['^src-main/cli/', SERVICES, SHARED, npm('electron')], { node: true }),
  typesOnly('electron-types-only', '^src-main/(utility|cli)/', npm('electron')),
  layer(
    'electron-host-imports',
    '^src-main/electron-host/',
    ['^src-main/electron-host/', SERVICES, SHARED, npm('electron')],
    {
      node: true,
    },
  ),
  layer('browser-host-imports', '^src-main/browser-host/', ['^src-main/browser-host/', SERVICES, SHARED, npm('ws')], {
    node: true,
  }),
  layer('preload-imports', '^src-main/preload/', [SHARED, npm('electron')]),
  typesOnly('preload-shared-types-only', '^src-main/preload/', SHARED),
  layer('launcher-imports', '^src-main/launcher/', ['^src-main/launcher/', npm('playwright')], { node: true }),
]

const window = [
  {
    name: 'renderer-into-main',
    comment: 'From src-main the renderer sees @shared only.',
    severity: 'error',
    from: { path: '^src-renderer/' },
    to: { path: '^src-main/', pathNot: SHARED },
  },
  layer('renderer-imports', '^src-renderer/', ['^src-renderer/', '^src-main/', RENDERER_PACKAGES]),
  layer('renderer-host-imports', renderer('host'), [renderer('host'), SHARED, RENDERER_PACKAGES]),
  layer('stores-imports', renderer('stores'), [renderer('(stores|host)'), SHARED, RENDERER_PACKAGES]),
  typesOnly('stores-host-types-only', renderer('stores'), renderer('host')),
  layer('actions-imports', renderer('actions'), [renderer('(actions|stores|host)'), SHARED, RENDERER_PACKAGES]),
  layer('composables-imports', renderer('composables'), [
    renderer('(composables|stores|actions)'),
    SHARED,
    RENDERER_PACKAGES,
  ]),
  layer('components-imports', renderer('components/(?!ui/)[^/]+'), [
    renderer('(components|stores|actions|composables|styles)'),
    SHARED,
    RENDERER_PACKAGES,
  ]),
  {
    name: 'components-another-feature',
    severity: 'error',
    from: { path: '^src-renderer/components/(?!ui/)([^/]+)/' },
    to: { path: renderer('components'), pathNot: '^src-renderer/components/($1|ui)/' },
  },
  layer('ui-imports', renderer('components/ui'), [renderer('(components/ui|styles)'), RENDERER_PACKAGES]),
]

const packages = [
  onlyIn('^src-main/browser-host/', 'ws'),
  onlyIn('^src-main/services/dataset/', 'papaparse'),
  onlyIn('^src-main/services/project/', 'fflate'),
  onlyIn('^src-main/(shared|services)/', 'valibot'),
  ...WINDOW.map((name) => onlyIn('^src-renderer/', name)),
]

module.exports = {
  forbidden: [
    ...main,
    ...window,
    ...packages,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
