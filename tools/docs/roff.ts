/** Text for troff: what it would take for a request or an escape is shown as it stands. */
const escaped = (text: string): string => text.replaceAll('\\', String.raw`\e`).replaceAll('-', String.raw`\-`)

const line = (text: string): string => (/^[.']/.test(text) ? String.raw`\&${text}` : text)

/** A line of running text. */
export const plain = (text: string): string => line(escaped(text))
export const bold = (text: string): string => `\\fB${escaped(text)}\\fR`
export const section = (title: string): readonly string[] => [
  `.SH "${escaped(title.startsWith('[') ? title : title.toUpperCase())}"`,
]
export const subsection = (title: string): readonly string[] => [`.SS "${escaped(title)}"`]
export const paragraph = (...lines: readonly string[]): readonly string[] => ['.PP', ...lines]
/** A term and what it means. */
export const entry = (term: string, ...meaning: readonly string[]): readonly string[] => ['.TP', term, ...meaning]
export const verbatim = (text: string): readonly string[] => [
  '.PP',
  '.nf',
  '.RS',
  ...text.split('\n').map(plain),
  '.RE',
  '.fi',
]
