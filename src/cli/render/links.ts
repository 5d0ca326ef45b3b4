import type { ResultOf } from '../../api/schemas/index.ts'
import { formatMilliseconds, LINK_WORDS, ROUTE_WORDS } from '../../locale/link-words.ts'
import { FIELD_WORDS } from '../../locale/field-words.ts'
import { STATUS_WORDS } from '../../locale/status.ts'
import type { Language } from '../../locale/text.ts'
import { label, moneyText, type Row, table, timeText } from './table.ts'

type LinkStatus = ResultOf<'link.status'>['links'][number]
type Pinged = ResultOf<'ofd.ping'>['links'][number]

/** Where it goes out, and from which address. */
const wayOf = ({ address, interface: device, source }: LinkStatus, language: Language): string =>
  [device ?? source ?? LINK_WORDS.system[language], address === source ? undefined : address].filter(Boolean).join(', ')

function linkText(link: LinkStatus, language: Language): string {
  const words = LINK_WORDS
  const { connectMs, failures, goodProbes, lastAnswer, loss, name, problem, roundTripMs, route, server, tries } = link
  const state = link.up ? ROUTE_WORDS[route][language] : words.absent[language]
  const facts: Row[] = [
    [words.way[language], wayOf(link, language)],
    [words.server[language], server],
    [words.lastAnswer[language], timeText(lastAnswer) ?? STATUS_WORDS.never[language]],
    [words.connect[language], formatMilliseconds(connectMs, language)],
    [words.roundTrip[language], formatMilliseconds(roundTripMs, language)],
    [words.loss[language], loss === undefined ? undefined : `${loss} % (${tries})`],
    [words.problem[language], problem === undefined || !link.up ? undefined : `${problem} (${failures})`],
    [words.standsBehind[language], goodProbes === undefined ? undefined : `${goodProbes}/3`],
  ]
  const served = link.servedLast ? ` – ${words.servedLast[language]}` : ''
  return `${name}: ${state}${served}\n${table(facts).replaceAll(/^/gm, '  ').trimEnd()}\n`
}

export const linksText = ({ links }: ResultOf<'link.status'>, language: Language): string =>
  links.map((link) => linkText(link, language)).join('')

const pingedRow = ({ address, connectMs, name, problem, reached, server }: Pinged, language: Language): Row => [
  name,
  reached
    ? [ROUTE_WORDS.reached[language], server, address, formatMilliseconds(connectMs, language)]
        .filter(Boolean)
        .join(', ')
    : (problem ?? ROUTE_WORDS.unreachable[language]),
]

export function pingText({ links, system }: ResultOf<'ofd.ping'>, language: Language): string {
  const answered: Row[] = system
    ? [[LINK_WORDS.answer[language], `${system.link}, ${formatMilliseconds(system.milliseconds, language)}`]]
    : []
  return table([...links.map((link) => pingedRow(link, language)), ...answered])
}

const OWN_FIELDS = ['regNumber', 'serialNumber', 'kkmId', 'iinBin', 'okved'] as const

export function infoText(told: ResultOf<'ofd.info'>, language: Language): string {
  const { lastDocument, link, messages, registration = {}, report, taxation } = told
  const words = LINK_WORDS
  const own = OWN_FIELDS.map((name): Row => [label(FIELD_WORDS[name]?.[language] ?? name), registration[name]])
  return table([
    [STATUS_WORDS.link[language], link],
    ...own,
    [label(FIELD_WORDS['name']?.[language] ?? 'name'), registration.orgTitle],
    [label(FIELD_WORDS['address']?.[language] ?? 'address'), registration.posAddress ?? registration.orgAddress],
    [
      words.taxation[language],
      taxation && `${taxation.type} (${taxation.vatRates.map((rate) => `${rate} %`).join(', ')})`,
    ],
    [words.lastDocument[language], lastDocument?.documentNumber],
    [STATUS_WORDS.shift[language], report?.shift ?? lastDocument?.shift],
    [STATUS_WORDS.cash[language], moneyText(report?.cash)],
    ...messages.map(({ text }): Row => [words.message[language], text]),
  ])
}

export function retryText(result: ResultOf<'ofd.retry'>, language: Language): string {
  const { blocks, delivered, lifted, queue } = result
  const words = LINK_WORDS
  return table([
    [words.lifted[language], lifted.join(', ')],
    [STATUS_WORDS.blocks[language], blocks.join(', ')],
    [words.delivered[language], delivered],
    [STATUS_WORDS.queue[language], queue === 0 ? STATUS_WORDS.queueEmpty[language] : queue],
  ])
}

export function wifiText({ inSight, permitted }: ResultOf<'link.wifi.list'>, language: Language): string {
  const words = LINK_WORDS
  const block = (title: string, rows: readonly Row[]) =>
    `${title}:${rows.length === 0 ? ` ${words.none[language]}\n` : `\n${table(rows).replaceAll(/^/gm, '  ').trimEnd()}\n`}`
  const facts = (...told: readonly (string | false)[]) => told.filter(Boolean).join(', ') || ' '
  const known = permitted.map(
    ({ active, hidden, secured, ssid }): Row => [
      ssid,
      facts(active && words.joined[language], hidden && words.hidden[language], !secured && words.open[language]),
    ],
  )
  const seen = inSight.map(
    ({ permitted: may, security, signal, ssid }): Row => [
      ssid,
      facts(`${signal} %`, security || words.open[language], may && words.mayJoin[language]),
    ],
  )
  return block(words.permitted[language], known) + block(words.inSight[language], seen)
}
