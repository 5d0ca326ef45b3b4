import type { Block, Notice, Ready } from '../../api/results.ts'
import { ROLE_WORDS } from '../../locale/field-words.ts'
import { PAPER_WORDS, STATUS_WORDS } from '../../locale/status.ts'
import type { Language } from '../../locale/text.ts'
import { table, timeText } from './table.ts'

/** What stops the register, and for each reason what to do and who can. */
export function blocksText(blocks: readonly Block[], language: Language): string {
  return blocks
    .map(({ message, remedy, since, who }) => {
      const person = ROLE_WORDS[who]?.[language]
      const when = `${STATUS_WORDS.since[language]} ${timeText(since)}`
      const act = person === undefined ? remedy : `${remedy} (${person})`
      return `• ${message} (${when})\n  ${STATUS_WORDS.remedy[language]}: ${act}\n`
    })
    .join('')
}

export const warningsText = (warnings: readonly Notice[]): string =>
  warnings.map(({ message }) => `! ${message}\n`).join('')

/** Can I sell now? And until when. */
export function readyText(ready: Ready, language: Language): string {
  const words = STATUS_WORDS
  const { shift, autonomous } = ready
  const head = `${ready.ready ? words.ready[language] : words.notReady[language]}\n`
  const facts = table([
    [words.mode[language], words[ready.mode][language]],
    [words.sellUntil[language], timeText(ready.sellUntil)],
    [
      words.shift[language],
      shift && `№ ${shift.number}, ${words.hoursLeft[language].toLowerCase()} ${shift.hoursLeft}`,
    ],
    [words.queue[language], autonomous.queue === 0 ? undefined : autonomous.queue],
    [words.paper[language], PAPER_WORDS[ready.paper][language]],
  ])
  return head + blocksText(ready.blocks, language) + facts + warningsText(ready.warnings)
}
