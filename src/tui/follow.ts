import type { Language } from '../locale/text.ts'
import { Canvas } from './canvas.tsx'
import { type Following, followFrame } from './draw/follow.ts'
import type { Facts, View } from './model.ts'
import { Lost, Refused, Wire } from './wire.ts'

const LOOK_TIME = 300

/** What the buyer may see, again and again; it signs nobody in and changes nothing. */
export async function follow(socket: string, language: Language, colour: boolean): Promise<number> {
  const { stdout } = process
  const size = () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 })
  let following: Following = { language, size: size(), now: Date.now(), online: false }
  const canvas = new Canvas(colour)
  canvas.draw(followFrame(following), following.size)
  let wire: Wire | undefined
  const over = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => over.abort())
  while (!over.signal.aborted) {
    try {
      const isNew = wire?.isOpen !== true
      wire = isNew || wire === undefined ? await open(socket, language) : wire
      const name = isNew ? (await wire.call<Facts>('screen.show')).registerName : following.name
      const { view } = await wire.call<{ view?: View }>('draft.view')
      const { view: _, name: _name, ...rest } = following
      following = { ...rest, online: true, ...(view && { view }), ...(name !== undefined && { name }) }
    } catch (error) {
      if (!(error instanceof Lost) && !(error instanceof Refused)) throw error
      following = { ...following, online: false }
    }
    following = { ...following, now: Date.now(), size: size() }
    canvas.draw(followFrame(following), following.size)
    await new Promise((resolve) => setTimeout(resolve, LOOK_TIME))
  }
  wire?.close()
  canvas.end()
  return 0
}

async function open(socket: string, lang: Language): Promise<Wire> {
  const wire = await Wire.open(socket)
  await wire.call('hello', { schemas: [1], lang })
  return wire
}
