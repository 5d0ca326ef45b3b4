import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '../../src/hw/clock.ts'
import type { Clock } from '../../src/hw/ports.ts'
import { EscposPrinter } from '../../src/hw/printer/printer.ts'
import { printerOf } from '../../src/hw/printer/target.ts'
import { usbLink } from '../../src/hw/printer/usb-link.ts'
import { CLONE, EPSON, FakePrinter, type Manners, MUTE } from './fake-printer.ts'
import { FakeUsbPrinter, usbReader } from './fake-usb.ts'
import { type Bench, condition, documentOf, never, printerContract } from './printer-contract.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'kkm-printer-'))
const contentOf = (path: string) => {
  try {
    return readFileSync(path)
  } catch {
    return new Uint8Array()
  }
}

async function networkPrinter(manners: Manners): Promise<Bench> {
  const fake = await FakePrinter.start(manners)
  return {
    printer: printerOf({ transport: 'tcp', address: fake.address }, systemClock),
    paper: async () => {
      await delay(20)
      return fake.paper
    },
    breakDown: () => fake.stop(),
    dispose: () => fake.stop(),
  }
}

/** A folder with one path in it, gone with the folder. */
async function onDisk(transport: 'file' | 'device', prepare: (path: string) => () => Uint8Array): Promise<Bench> {
  const directory = folder()
  const path = join(directory, 'paper')
  const paper = prepare(path)
  const remove = async () => rmSync(directory, { recursive: true, force: true })
  return { printer: printerOf({ transport, path }, systemClock), paper, breakDown: remove, dispose: remove }
}

/** A reader that takes what it finds each time it is looked at, and between. */
function fifo(path: string): () => Uint8Array {
  execFileSync('mkfifo', [path])
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const taken: Buffer[] = []
  const take = () => {
    try {
      for (;;) {
        const buffer = Buffer.alloc(65536)
        taken.push(buffer.subarray(0, readSync(fd, buffer)))
      }
    } catch {
      // Empty for now.
    }
    return Buffer.concat(taken)
  }
  const timer = setInterval(take, 5)
  timer.unref()
  readers.push(() => {
    clearInterval(timer)
    closeSync(fd)
  })
  return take
}
const readers: (() => void)[] = []
process.on('exit', () => {
  for (const close of readers) close()
})

async function usbPrinter(manners: Manners): Promise<Bench> {
  const fake = new FakePrinter(manners)
  const usb = new FakeUsbPrinter(usbReader(fake))
  return {
    printer: new EscposPrinter(
      usbLink('/dev/kkm-printer', systemClock, async () => usb.bus),
      systemClock,
    ),
    paper: () => fake.paper,
    breakDown: async () => usb.pull(),
    dispose: async () => undefined,
  }
}

async function terminal(transport: 'device' | 'serial'): Promise<Bench> {
  const directory = folder()
  const paper = join(directory, 'paper')
  const child: ChildProcess = spawn('python3', [join(import.meta.dirname, 'pty-printer.py'), paper], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  assert.ok(child.stdout)
  const path: unknown = (await once(createInterface(child.stdout), 'line'))[0]
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return {
    printer: printerOf(
      transport === 'device'
        ? { transport, path: String(path) }
        : { transport, path: String(path), baud: 115_200, flow: 'none' },
      systemClock,
    ),
    paper: () => contentOf(paper),
    breakDown: end,
    dispose: async () => {
      await end()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

printerContract({ name: 'tcp with process ids', success: 'confirmed', make: () => networkPrinter(EPSON) })
printerContract({ name: 'tcp with answers in order', success: 'confirmed', make: () => networkPrinter(CLONE) })
printerContract({ name: 'tcp that never answers', success: 'accepted', make: () => networkPrinter(MUTE) })
printerContract({ name: 'a character device', success: 'confirmed', make: () => terminal('device') })
printerContract({ name: 'a serial line', success: 'confirmed', make: () => terminal('serial') })
printerContract({ name: 'USB', success: 'confirmed', make: () => usbPrinter(EPSON) })
printerContract({ name: 'USB that never answers', success: 'accepted', make: () => usbPrinter(MUTE) })
printerContract({ name: 'a FIFO', success: 'accepted', make: () => onDisk('device', fifo) })
printerContract({
  name: 'a regular file as a device',
  success: 'accepted',
  make: () =>
    onDisk('device', (path) => {
      closeSync(openSync(path, 'w'))
      return () => contentOf(path)
    }),
})
printerContract({
  name: 'a file',
  success: 'accepted',
  make: () => onDisk('file', (path) => () => contentOf(path)),
})

async function start(t: TestContext, manners: Manners, clock: Clock = systemClock) {
  const fake = await FakePrinter.start(manners)
  const printer = printerOf({ transport: 'tcp', address: fake.address }, clock)
  t.after(async () => {
    await printer.close()
    await fake.stop()
  })
  return { fake, printer }
}

const job = (id: number) => ({ id, bytes: documentOf(500, id), signal: never })

const obstacles = [
  ['paperOut', 'PRINTER_PAPER_OUT', 'paper-out', 'out'],
  ['coverOpen', 'PRINTER_COVER_OPEN', 'cover-open', 'unknown'],
] as const
for (const [fault, reason, state, paper] of obstacles) {
  test(`${state} before the document: nothing is sent, the job waits with ${reason}, and comes out once it is mended`, async (t) => {
    const { fake, printer } = await start(t, EPSON)
    fake[fault] = true
    assert.deepEqual(await printer.print(job(1)), { state: 'waiting', reason })
    assert.deepEqual(await condition(printer), { state, paper })
    assert.equal(fake.paper.length, 0)
    fake.mend()
    assert.deepEqual(await printer.print(job(1)), { state: 'confirmed' })
    assert.equal(fake.paper.length, 500)
  })

  test(`${state} in the middle: the job waits for the printer, nothing is sent twice, and it is told`, async (t) => {
    const { fake, printer } = await start(t, EPSON)
    await printer.print(job(1))
    fake.mishap = { after: 20_000, what: fault }
    const outcome = printer.print({ ...job(2), bytes: documentOf(200_000, 2) })
    await delay(1200)
    assert.equal((await printer.status()).state, state)
    fake.mend()
    assert.deepEqual(await outcome, { state: 'confirmed' })
    assert.equal(fake.paper.length, 200_500)
  })
}

test('one connection serves all documents of a printer that answers', async (t) => {
  const { fake, printer } = await start(t, EPSON)
  for (const id of [1, 2, 3]) await printer.print(job(id))
  assert.equal(fake.connections, 1)
})

test('a connection lost between documents is opened anew', async (t) => {
  const { fake, printer } = await start(t, EPSON)
  await printer.print(job(1))
  fake.hangUp()
  assert.deepEqual(await printer.print(job(2)), { state: 'confirmed' })
  assert.equal(fake.paper.length, 1000)
})

test('a printer that was switched off and on without a word gets a new connection', async (t) => {
  const { fake, printer } = await start(t, EPSON)
  await printer.print(job(1))
  fake.dumb = true
  assert.deepEqual(await printer.print(job(2)), {
    state: 'waiting',
    reason: 'PRINTER_FAILED',
    detail: 'the printer does not answer',
  })
  fake.dumb = false
  assert.deepEqual(await printer.print(job(2)), { state: 'confirmed' })
  assert.equal(fake.paper.length, 1000)
})

test('a link that breaks after bytes have left leaves the document uncertain, and the next one goes over a new link', async (t) => {
  const { fake, printer } = await start(t, EPSON)
  await printer.print(job(1))
  fake.dieAfter = 2000
  const outcome = await printer.print({ ...job(2), bytes: documentOf(200_000, 2) })
  assert.deepEqual([outcome.state, outcome.reason], ['uncertain', 'PRINTER_FAILED'])
  fake.dieAfter = Infinity
  assert.deepEqual(await printer.print(job(3)), { state: 'confirmed' })
})

test('a healthy printer that does not confirm leaves the document uncertain after its time', async (t) => {
  let ahead = 0
  const clock: Clock = { ...systemClock, monotonic: () => systemClock.monotonic() + ahead }
  const { printer } = await start(t, { status: true, processId: false, inOrder: false }, clock)
  const outcome = printer.print(job(1))
  await delay(700)
  ahead = 11_000
  assert.equal((await outcome).state, 'uncertain')
})

test('the daemon’s stop while a document is coming out leaves it uncertain at once', async (t) => {
  const { fake, printer } = await start(t, EPSON)
  fake.manners = { status: true, processId: false, inOrder: false }
  const stop = new AbortController()
  const outcome = printer.print({ ...job(1), signal: stop.signal })
  await delay(400)
  stop.abort()
  assert.equal((await outcome).state, 'uncertain')
})

test('answers in the middle of automatic status are found', async (t) => {
  const { fake, printer } = await start(t, EPSON)
  fake.chatter = Uint8Array.of(0x14, 0x00, 0x00, 0x0f)
  assert.deepEqual(await printer.print(job(1)), { state: 'confirmed' })
})

test('a clone is asked for process ids with its first document only', async (t) => {
  const { printer } = await start(t, CLONE)
  const begun = performance.now()
  await printer.print(job(1))
  const first = performance.now() - begun
  await printer.print(job(2))
  const second = performance.now() - begun - first
  assert.ok(first >= 1000 && second < 300, `${first} ms, then ${second} ms`)
})

test('a FIFO in the place of a file is refused instead of holding a thread', async () => {
  const bench = await onDisk('file', fifo)
  const outcome = await bench.printer.print(job(1))
  assert.equal(outcome.state, 'waiting')
  assert.match(outcome.detail ?? '', /not a regular file/)
  await bench.dispose()
})

test('a printer that is known to answer may be late, on a busy machine: it is not taken for silent', async (t) => {
  const fake = await FakePrinter.start(EPSON)
  const printer = printerOf({ transport: 'tcp', address: fake.address }, systemClock)
  t.after(async () => {
    await printer.close()
    await fake.stop()
  })
  assert.equal((await printer.status()).state, 'ok')
  fake.late = 500
  assert.equal((await printer.status()).state, 'ok')
  fake.dumb = true
  assert.equal((await printer.status()).state, 'offline')
})
