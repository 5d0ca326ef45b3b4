import type { Found } from '../../locale/doctor/index.ts'
import { said, seen, textOf } from './look.ts'

/** Seconds that the clock on the battery may differ from the system's: it is set from it at each clean stop. */
const DRIFT = 300

/** The clock that goes on without power, and whoever leads the system's. */
export const checkClock = (): readonly Found[] => [battery(), synchronisation()]

function battery(): Found {
  const id = 'clock.battery' as const
  const epoch = textOf('/sys/class/rtc/rtc0/since_epoch')
  if (epoch === undefined) return { id, fault: 'none' }
  const seconds = Math.abs(Math.round(Number(epoch) - Date.now() / 1000))
  return seconds > DRIFT ? { id, fault: 'wrong', details: { seconds } } : { id }
}

function synchronisation(): Found {
  const led =
    seen('/run/systemd/timesync/synchronized').is === 'there' ||
    said('timedatectl', 'show', '--property=NTPSynchronized', '--value') === 'yes' ||
    seen('/run/chrony').is === 'there'
  return { id: 'clock.sync', ...(!led && { fault: 'none' as const }) }
}
