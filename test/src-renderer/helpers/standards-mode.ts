/** The tests' document has no doctype, on which KaTeX insists as soon as it is loaded, by whichever test comes first. */
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat', configurable: true })
