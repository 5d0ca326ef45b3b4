import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Log } from './log.ts'

/** Longer than systemd-notify ever takes when systemd is well. */
const PATIENCE = 5000

/** Runs `systemd-notify` with assignments such as `READY=1`. */
export type Tell = (assignments: readonly string[]) => Promise<void>

const run = promisify(execFile)

const tellBy =
  (environment: NotifierPorts['environment']): Tell =>
  async (assignments) => {
    await run('systemd-notify', [...assignments], { timeout: PATIENCE, env: environment })
  }

export interface NotifierPorts {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly log: Log
  /** Asked each time before the watchdog is told that all is well; a false or a loop that hangs lets systemd restart us. */
  healthy(): boolean
  /** One line for `systemctl status`, asked each time that the watchdog is told. */
  status(): string
  readonly tell?: Tell
}

/**
 * The service manager (sd_notify(3)). Node has no datagram socket of the Unix kind, so the small program of systemd does
 * it; without NOTIFY_SOCKET, started by hand, nobody is told anything.
 */
export class Notifier {
  readonly #ports: NotifierPorts
  readonly #tell: Tell
  #watchdog: NodeJS.Timeout | undefined

  constructor(ports: NotifierPorts) {
    this.#ports = ports
    this.#tell = ports.tell ?? tellBy(ports.environment)
  }

  /** The unit counts as started; from here the watchdog is kept quiet, and the status told, twice in each WatchdogSec. */
  async ready(): Promise<void> {
    const microseconds = Number(this.#ports.environment['WATCHDOG_USEC'] ?? 0)
    if (microseconds > 0 && this.#watchdog === undefined)
      this.#watchdog = setInterval(() => {
        if (this.#ports.healthy()) void this.#send('WATCHDOG=1', this.#statusLine())
      }, microseconds / 2000).unref()
    await this.#send('READY=1', this.#statusLine())
  }

  /** Nothing is told until it is ready again. */
  pause(): void {
    clearInterval(this.#watchdog)
    this.#watchdog = undefined
  }

  async stopping(): Promise<void> {
    clearInterval(this.#watchdog)
    await this.#send('STOPPING=1')
  }

  #statusLine(): string {
    return `STATUS=${this.#ports.status().replaceAll(/\s+/g, ' ')}`
  }

  /** A daemon that cannot tell systemd sells all the same; systemd's own time-outs act when it is not told. */
  async #send(...assignments: readonly string[]): Promise<void> {
    if (this.#ports.environment['NOTIFY_SOCKET'] === undefined) return
    try {
      await this.#tell(assignments)
    } catch (error) {
      this.#ports.log.error({ err: error, assignments }, 'systemd could not be notified')
    }
  }
}
