import { method } from '../../api/methods.ts'
import type { NotificationOf } from '../../api/schemas/notifications.ts'
import type { ResultOf } from '../../api/schemas/index.ts'
import type { CallContext, Method } from '../../api/types.ts'
import { shownAs } from '../../escpos/display.ts'
import { Refusal } from '../../fiscal/refusal.ts'
import { SECOND } from '../../fiscal/time.ts'
import { NO_LONGER_NEEDED } from '../../hw/clock.ts'
import type { KeyStroke, RawScan } from '../../hw/ports.ts'
import { TEST_LINES } from '../peripherals/buyer-view.ts'
import { aimPrefix, readScan } from '../peripherals/scans.ts'
import type { Services } from '../services.ts'

export const deviceMethods = (services: Services): readonly Method[] => [
  method('keypad.test', async ({ seconds }, context) => keypadTest(services, seconds, context)),
  method('scanner.test', async ({ seconds }, context) => scannerTest(services, seconds, context)),
  method('display.test', async () => displayTest(services)),
  method('display.show', async ({ lower = '', upper }) => {
    if (!services.peripherals.show({ upper, lower })) throw new Refusal('DEVICE_NOT_CONFIGURED', { device: 'display' })
    return { shown: true }
  }),
]

type Input = 'keypad' | 'scanner'

/** As a console is told of it. */
function told({ peripherals }: Services, device: Input): NotificationOf<'console.device'> {
  const { path, state } = peripherals.assertReady(device)
  return { device, path, ...state }
}

/** Ends with the work, the time or the client, whichever is first. */
async function during(
  { clock }: Services,
  seconds: number,
  { signal }: CallContext,
  work: Promise<void>,
): Promise<void> {
  const over = new AbortController()
  const timer = clock.sleep(seconds * SECOND, AbortSignal.any([over.signal, signal]))
  await Promise.race([work, timer])
  over.abort(NO_LONGER_NEEDED)
}

/** Every key until Enter. @throws Refusal DEVICE_NOT_CONFIGURED, DEVICE_NOT_READY, NOTHING_READ, CONSOLE_TAKEN */
async function keypadTest(services: Services, seconds: number, context: CallContext): Promise<ResultOf<'keypad.test'>> {
  const device = told(services, 'keypad')
  const keys: KeyStroke[] = []
  const entered = Promise.withResolvers<void>()
  const key = (stroke: KeyStroke): void => {
    keys.push(stroke)
    if ('key' in stroke && stroke.key === 'enter') entered.resolve()
  }
  await services.peripherals.test({ key }, () => during(services, seconds, context, entered.promise))
  if (keys.length === 0) throw new Refusal('NOTHING_READ', { device: 'keypad', seconds })
  return { device, keys }
}

/** The first scan. @throws Refusal as {@link keypadTest} */
async function scannerTest(
  services: Services,
  seconds: number,
  context: CallContext,
): Promise<ResultOf<'scanner.test'>> {
  const device = told(services, 'scanner')
  let read: RawScan | undefined
  const scanned = Promise.withResolvers<void>()
  const scan = (raw: RawScan): void => {
    read ??= raw
    scanned.resolve()
  }
  await services.peripherals.test({ scan }, () => during(services, seconds, context, scanned.promise))
  if (!read) throw new Refusal('NOTHING_READ', { device: 'scanner', seconds })
  const prefix = aimPrefix(read.bytes)
  return {
    device,
    scan: await readScan(read, services.journal),
    raw: Buffer.from(read.bytes).toString('hex'),
    ...(prefix !== undefined && { prefix }),
  }
}

/** @throws Refusal DEVICE_NOT_CONFIGURED, DEVICE_NOT_READY */
function displayTest({ peripherals }: Services): ResultOf<'display.test'> {
  const { configured } = peripherals.assertReady('display')
  const { encoding, path, profile } = configured
  peripherals.show(TEST_LINES)
  const { lower, upper } = TEST_LINES
  return { path, profile, encoding, upper: shownAs(upper, encoding), lower: shownAs(lower, encoding) }
}
