import { closeSync, constants, openSync, writeSync } from 'node:fs'
import koffi from 'koffi'
import { type Event, SYN_REPORT, eventBytes } from '../hw/evdev.ts'

/** linux/uinput.h */
const UI_SET_EVBIT = 0x40045564
const UI_SET_KEYBIT = 0x40045565
const UI_DEV_CREATE = 0x5501
const UI_DEV_DESTROY = 0x5502
const UI_DEV_SETUP = 0x405c5503
const EV_KEY = 1
const EV_REP = 0x14
const BUS_USB = 3

const ioctl = koffi.load('libc.so.6').func('int ioctl(int fd, ulong request, ulong value)')
const ioctlBytes = koffi.load('libc.so.6').func('int ioctl(int fd, ulong request, void *bytes)')

const must = (result: unknown): void => {
  if (result !== 0) throw new Error(`uinput: errno ${koffi.errno()}`)
}

/** A keypad that the kernel takes for one: it repeats what is held down. */
export class VirtualKeypad {
  readonly #fd: number

  constructor(name: string, keys: readonly number[]) {
    this.#fd = openSync('/dev/uinput', constants.O_WRONLY | constants.O_NONBLOCK)
    for (const type of [EV_KEY, EV_REP]) must(ioctl(this.#fd, UI_SET_EVBIT, type))
    for (const key of keys) must(ioctl(this.#fd, UI_SET_KEYBIT, key))
    const setup = Buffer.alloc(92)
    for (const [index, word] of [BUS_USB, 0x04d9, 0x1203, 0x111].entries()) setup.writeUInt16LE(word, index * 2)
    setup.write(name, 8, 79, 'utf8')
    must(ioctlBytes(this.#fd, UI_DEV_SETUP, setup))
    must(ioctl(this.#fd, UI_DEV_CREATE, 0))
  }

  send(...events: readonly Event[]): void {
    writeSync(this.#fd, eventBytes([...events, SYN_REPORT]))
  }

  unplug(): void {
    must(ioctl(this.#fd, UI_DEV_DESTROY, 0))
    closeSync(this.#fd)
  }
}
