import { stripVTControlCharacters } from 'node:util'

/** @typedef {import('./suite-counts.mjs').Result} Result */

/** More names than this are not repeated. */
const MOST_NAMES = 20

/**
 * What failed by name, from vitest's JSON report.
 *
 * @param {{ testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string, failureMessages?: string[] | null }[] }[] }} report
 * @returns {string[]}
 */
export function vitestFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [`${name}: ${firstLine(message)}`]
    return failed.map(({ fullName, failureMessages }) => `${name} > ${fullName}: ${firstLine(failureMessages?.[0])}`)
  })
}

/**
 * The same from Playwright's JSON report.
 *
 * @typedef {{ title: string, file: string, ok: boolean, tests: { results: { error?: { message?: string } }[] }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Group[] }} Group
 * @param {{ suites?: Group[], errors: { message?: string }[] }} report
 * @returns {string[]}
 */
export function playwrightFailures({ suites = [], errors }) {
  /** @type {(group: Group) => Spec[]} */
  const specsOf = ({ specs = [], suites: inner = [] }) => [...specs, ...inner.flatMap(specsOf)]
  const specs = suites.flatMap(specsOf).filter(({ ok }) => !ok)
  const reason = (/** @type {Spec} */ { tests }) =>
    tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message
  return [
    ...specs.map((spec) => `${spec.file} > ${spec.title}: ${firstLine(reason(spec))}`),
    ...errors.map(({ message }) => firstLine(message)),
  ]
}

/** @param {string | undefined} text */
function firstLine(text = '') {
  return stripVTControlCharacters(text).split('\n', 1).join()
}

/**
 * The lines that name what failed, for the end of the output: what stands above may be thousands of lines away.
 *
 * @param {readonly Result[]} results
 * @returns {string[]}
 */
export function failureLines(results) {
  const all = results.flatMap(({ name, failures }) => failures.map((failure) => `failed in ${name}: ${failure}`))
  const omitted = all.length - MOST_NAMES
  return [...all.slice(0, MOST_NAMES), ...(omitted > 0 ? [`and ${omitted} more`] : [])]
}
