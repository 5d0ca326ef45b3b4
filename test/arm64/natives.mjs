// Loads every native module on the processor that runs it, and has each do something. Run by scripts/arm64.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import koffi from 'koffi'
import { Level } from 'level'
import { SerialPort } from 'serialport'
import { usb } from 'usb'

const WRITES = 200

async function writes() {
  const folder = mkdtempSync(join(tmpdir(), 'kkm-arm64-'))
  const database = new Level(folder, { valueEncoding: 'buffer' })
  try {
    for (let number = 0; number < WRITES; number++) {
      await database.put(`r/${number}`, Buffer.alloc(500, number), { sync: true })
    }
    const kept = (await database.values().all()).length
    if (kept !== WRITES) throw new Error(`${kept} of ${WRITES} records are there`)
    return `${kept} synchronous writes`
  } finally {
    await database.close()
    rmSync(folder, { recursive: true })
  }
}

async function serialLine() {
  const port = new SerialPort({ path: '/dev/nonexistent', baudRate: 9600, autoOpen: false })
  const error = await new Promise((resolve) => port.open(resolve))
  if (!(error instanceof Error) || !error.message.includes('No such file')) throw new Error(`opened: ${error}`)
  return 'asked the kernel for a line'
}

async function usbDevices() {
  try {
    return `${(await usb.getDevices()).length} devices`
  } catch (error) {
    if (error instanceof Error && error.message.includes('not found')) return 'no USB here'
    throw error
  }
}

const getpid = () => {
  const pid = koffi.load('libc.so.6').func('int getpid()')()
  if (pid !== process.pid) throw new Error(`getpid() is ${pid}, not ${process.pid}`)
  return 'called the C library'
}

console.log(`node ${process.version} ${process.arch}`)
for (const [name, work] of Object.entries({ level: writes, serialport: serialLine, usb: usbDevices, koffi: getpid })) {
  const begun = performance.now()
  console.log(`${name}: ${await work()}, ${Math.round(performance.now() - begun)} ms`)
}
process.exit(0)
