import { type FSWatcher, readdirSync, watch } from 'node:fs'

/**
 * Tells when a USB device comes or goes: its node does, in the folder of its bus. The kernel makes these nodes itself, so
 * that this needs neither udev nor the events of npm `usb`, which end the process where they cannot be had. A machine
 * without the folders tells nothing; its printer is found when it is asked for again.
 * @returns a subscription's end for each listener
 */
export const usbChanges =
  (nodes: string) =>
  (listener: () => void): (() => void) => {
    const watchers = [nodes, ...busesOf(nodes)].flatMap((folder) => watcherOf(folder, listener) ?? [])
    return () => {
      for (const watcher of watchers) watcher.close()
    }
  }

function busesOf(nodes: string): string[] {
  try {
    return readdirSync(nodes).map((bus) => `${nodes}/${bus}`)
  } catch {
    return []
  }
}

function watcherOf(folder: string, listener: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, listener)
    // A bus that went away, or no more watches to be had: asking again finds the printer too.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
