import { method } from '../../api/methods.ts'
import type { Method } from '../../api/types.ts'
import { AUTONOMOUS_LIMIT, SHIFT_LIMIT } from '../../fiscal/register/blocks.ts'
import { HOUR, formatIso } from '../../fiscal/time.ts'
import type { LinkProbe, PrinterStatus } from '../../hw/ports.ts'
import { type Found, findingOf } from '../../locale/doctor/index.ts'
import type { Language } from '../../locale/text.ts'
import type { Services } from '../services.ts'
import { blockView, blocksNow } from './status.ts'

/** Hours before the end of a shift from which it is told. */
const SHIFT_WARNING = HOUR

/** What the daemon knows of itself; the command line looks at the machine (cli/doctor). */
export function doctorMethods(services: Services): readonly Method[] {
  const startedAt = services.clock.now()
  return [
    method('doctor', async (_, { language }) => {
      const { configuration, release } = services
      const [links] = await Promise.all([linksFound(services), services.askPrinter()])
      const found = [
        ...blocksFound(services, language),
        ...warningsFound(services, language),
        shiftFound(services),
        queueFound(services),
        ...links,
        answerFound(services),
        printerFound(services.printerState()),
      ]
      return {
        findings: found.map((one) => findingOf(one, language)),
        kkmd: {
          release,
          configuration: configuration.file,
          program: process.argv[1] ?? '',
          started: formatIso(startedAt),
        },
      }
    }),
  ]
}

function blocksFound(services: Services, language: Language): readonly Found[] {
  const blocks = blocksNow(services, 'sale').map((block) => blockView(block, language))
  if (blocks.length === 0) return [{ id: 'register.ready' }]
  return blocks.map(({ code, message, remedy }) => ({
    id: 'block',
    of: code,
    fault: 'set',
    details: { message, remedy },
  }))
}

const warningsFound = (services: Services, language: Language): readonly Found[] =>
  services
    .warnings(language)
    .map(({ code, message }) => ({ id: 'warning', of: code, fault: 'set', details: { message } }))

const hoursOf = (milliseconds: number): string => (Math.max(0, milliseconds) / HOUR).toFixed(1)

function shiftFound({ clock, register }: Services): Found {
  const { shift } = register.state
  const left = shift ? shift.openedAt + SHIFT_LIMIT - clock.now() : SHIFT_LIMIT
  const fault = left <= 0 ? 'over' : left <= SHIFT_WARNING ? 'long' : undefined
  return { id: 'shift.age', ...(fault && { fault }), details: { hours: hoursOf(left) } }
}

function queueFound({ clock, register }: Services): Found {
  const { queue } = register.state
  const [oldest] = queue
  if (!oldest) return { id: 'autonomous.hours' }
  const left = oldest.time + AUTONOMOUS_LIMIT - clock.now()
  const details = { queue: queue.length, hours: hoursOf(left) }
  return { id: 'autonomous.hours', fault: left <= 0 ? 'over' : 'waiting', details }
}

/** A connection over each link, opened and closed: the OFD is told nothing. */
async function linksFound({ configuration, ofd }: Services): Promise<readonly Found[]> {
  if (!configuration.fiscal) return []
  const probes = await ofd.probe()
  const states = new Map(ofd.links().map((link) => [link.name, link]))
  return probes.map((probe) => linkFound(probe, states.get(probe.name)?.up ?? true))
}

function linkFound({ name, problem, reached, server }: LinkProbe, isUp: boolean): Found {
  const details = { link: name, server, problem }
  if (reached) return { id: 'link', of: name, details }
  const what = !isUp ? 'down' : /ECONNREFUSED/.test(problem ?? '') ? 'refused' : 'unreachable'
  return { id: 'link', of: name, fault: what, details }
}

const FAULTS = {
  unreachable: 'network',
  silent: 'silent',
  refused: 'refused',
  garbage: 'silent',
  busy: 'refused',
} as const

/** The last answer apart from the links: no network, a server that is silent, one that refuses. */
function answerFound({ register }: Services): Found {
  const { lastAnswer, lastContact } = register
  if (!lastContact) return { id: 'ofd.answer', fault: 'never' }
  if (lastContact.reached) {
    const time = lastAnswer === undefined ? '' : formatIso(lastAnswer)
    return { id: 'ofd.answer', details: { time } }
  }
  const { detail } = lastContact
  const [, reason] = /^(\w+):/.exec(detail) ?? []
  const [, fault = 'silent' as const] = Object.entries(FAULTS).find(([known]) => known === reason) ?? []
  return { id: 'ofd.answer', fault, details: { detail } }
}

function printerFound({ paper, state }: PrinterStatus): Found {
  const id = 'printer.state' as const
  if (paper === 'out' || state === 'paper-out') return { id, fault: 'out' }
  if (state === 'unknown') return { id, fault: 'mute' }
  if (state !== 'ok') return { id, fault: state }
  if (paper === 'near-end') return { id, fault: paper }
  return paper === 'unknown' ? { id, fault: 'no-sensor' } : { id }
}
