import type { ResultOf } from '../../api/schemas/index.ts'
import {
  BARRIER_WORDS,
  NEAR_END_WORDS,
  DRAWER_WORDS,
  JOB_WORDS,
  KAZAKH_WORDS,
  PRINTER_STATES,
  PRINTER_WORDS,
  SUBJECT_WORDS,
} from '../../locale/printer-words.ts'
import { PAPER_WORDS, PRINT_WORDS, STATUS_WORDS } from '../../locale/status.ts'
import type { Language } from '../../locale/text.ts'
import { table, timeText } from './table.ts'

type PrinterStatus = ResultOf<'printer.status'>

export function printerText(printer: PrinterStatus, language: Language): string {
  const { barrier, drawer, maker, model, nearEnd, paper, paperMm, place, profile, state, waiting } = printer
  return table([
    [PRINTER_WORDS.place[language], place],
    [PRINTER_WORDS.state[language], PRINTER_STATES[state][language]],
    [STATUS_WORDS.paper[language], PAPER_WORDS[paper][language]],
    [PRINTER_WORDS.nearEnd[language], NEAR_END_WORDS[nearEnd ? 'told' : 'untold'][language]],
    [PRINTER_WORDS.drawer[language], DRAWER_WORDS[drawer][language]],
    [PRINTER_WORDS.profile[language], profile],
    [PRINTER_WORDS.paperWidth[language], paperMm],
    [PRINTER_WORDS.barrier[language], BARRIER_WORDS[barrier][language]],
    [PRINTER_WORDS.model[language], [maker, model].filter(Boolean).join(' ')],
    [PRINTER_WORDS.waiting[language], waiting],
  ])
}

export function testText({ paper }: ResultOf<'printer.test'>, language: Language): string {
  return `${PRINT_WORDS[paper.state][language]}\n${PRINTER_WORDS.look[language]}\n`
}

export function detectedText({ configured, devices }: ResultOf<'printer.detect'>, language: Language): string {
  const found = devices.map(({ name, path, profile, transport }) => {
    const hint = profile === undefined ? '' : `  (${PRINTER_WORDS.suggested[language]}: ${profile})`
    return `  transport = "${transport}"  path = "${path}"${name === undefined ? '' : `  ${name}`}${hint}\n`
  })
  const own = configured
    ? table([
        [PRINTER_WORDS.place[language], configured.place],
        [PRINTER_WORDS.state[language], PRINTER_STATES[configured.state][language]],
        [PRINTER_WORDS.model[language], [configured.maker, configured.model].filter(Boolean).join(' ')],
        [PRINTER_WORDS.nearEnd[language], NEAR_END_WORDS[configured.nearEnd ? 'told' : 'untold'][language]],
        [PRINTER_WORDS.profile[language], configured.profile],
      ]).replaceAll(/^/gm, '  ')
    : `  ${PRINTER_WORDS.busy[language]}\n`
  const head = found.length > 0 ? `${PRINTER_WORDS.devices[language]}:` : PRINTER_WORDS.noDevices[language]
  return `${head}\n${found.join('')}${PRINTER_WORDS.configured[language]}:\n${own.trimEnd()}\n`
}

export const profilesText = ({ profiles }: ResultOf<'printer.profile.list'>, language: Language): string =>
  profiles
    .map(
      ({ columns, inUse, kazakh, models, name }) =>
        `${inUse ? '*' : ' '} ${name.padEnd(14)} ${String(columns[80]).padStart(2)}  ${KAZAKH_WORDS[kazakh][language]}  ${models}\n`,
    )
    .join('')

export const profileText = ({ profile }: ResultOf<'printer.profile.use'>, language: Language): string =>
  `${PRINTER_WORDS.chosen[language]}: ${profile}\n`

type Job = ResultOf<'printer.jobs'>['jobs'][number]

const wordOf = (state: Job['state'], language: Language): string =>
  (state === 'queued' || state === 'sending' || state === 'sent' ? JOB_WORDS[state] : PRINT_WORDS[state])[language]

export function jobsText({ jobs }: ResultOf<'printer.jobs'>, language: Language): string {
  if (jobs.length === 0) return `${PRINTER_WORDS.noJobs[language]}\n`
  return jobs
    .map(({ copy, documentNumber, job, reason, state, time, what }) => {
      const subject = [SUBJECT_WORDS[what][language], documentNumber, copy ? `(${PRINTER_WORDS.copy[language]})` : '']
      const why = reason === undefined ? '' : ` – ${reason}`
      return `${job}  ${timeText(time)}  ${subject.filter(Boolean).join(' ')}: ${wordOf(state, language)}${why}\n`
    })
    .join('')
}

export function resolvedText({ copy, state }: ResultOf<'printer.resolve'>, language: Language): string {
  const goes = copy === undefined ? '' : `${PRINTER_WORDS.copyGoes[language]} ${copy}\n`
  return `${PRINT_WORDS[state][language]}\n${goes}`
}

export const drawerText = (_: ResultOf<'drawer.open'>, language: Language): string =>
  `${PRINTER_WORDS.opened[language]}\n`
