import type { Passport, Ready, SetupAnswer } from '../../api/results.ts'
import { FIELD_WORDS } from '../../locale/field-words.ts'
import { SETUP_WORDS } from '../../locale/status.ts'
import type { Language, Text } from '../../locale/text.ts'
import { ask, askHidden, Cancelled } from '../prompt.ts'
import { readyText } from '../render/ready.ts'
import { registrationText } from '../render/setup.ts'
import { passportText } from '../render/status.ts'

/** One call to the daemon. */
export type Caller = <R>(method: string, params: object) => Promise<R>

type Entered = Record<string, unknown>

const tell = (text: string): void => void process.stderr.write(text)

/** Asks again until there is an answer that fits. */
async function askMatching(question: string, pattern: RegExp, preset?: string): Promise<string> {
  for (;;) {
    const answer = await ask(question, preset)
    if (pattern.test(answer)) return answer
  }
}

/** @throws Cancelled unless the person says yes */
export async function confirm(language: Language, question: Text = SETUP_WORDS.confirm): Promise<void> {
  const { yes, no } = SETUP_WORDS
  const answer = await ask(`${question[language]} (${yes[language]}/${no[language]})`)
  if (answer.toLowerCase() !== yes[language]) throw new Cancelled()
}

async function askNewPin(language: Language): Promise<string> {
  for (;;) {
    const pin = await askHidden(SETUP_WORDS.adminPin[language])
    if (pin === (await askHidden(SETUP_WORDS.pinAgain[language]))) return pin
    tell(`${SETUP_WORDS.pinsDiffer[language]}\n`)
  }
}

async function askIdentity(passport: Passport, language: Language): Promise<Entered> {
  const words = SETUP_WORDS
  const kkmId = Number(await askMatching(words.kkmId[language], /^\d{1,10}$/))
  tell(`${words.tokenHint[language]}\n`)
  const token = await askHidden(words.token[language])
  const regNumber = await askMatching(words.regNumber[language], /./)
  const serialNumber = await askMatching(words.serialNumber[language], /./, passport.serialNumber)
  const vatSeries = await ask(words.vatSeries[language])
  const vatNumber = await ask(words.vatNumber[language])
  return { kkmId, token, regNumber, serialNumber, ...(vatSeries && { vatSeries }), ...(vatNumber && { vatNumber }) }
}

/** What INFO did not give is entered by hand. */
async function askMissing(missing: readonly string[], language: Language): Promise<Entered> {
  const entered: Entered = {}
  for (const name of missing) entered[name] = await askMatching(FIELD_WORDS[name]?.[language] ?? name, /./)
  return entered
}

/**
 * The set-up step by step: passport, identity, what the OFD knows, a confirmation, the administrator's PIN, a test page.
 * @returns the last words: whether the register can sell now
 */
export async function dialogue(call: Caller, language: Language, again: boolean): Promise<string> {
  const passport = await call<Passport>('passport', { print: false })
  tell(`${SETUP_WORDS.title[language]}\n\n${SETUP_WORDS.newRegister[language]}\n${passportText(passport, language)}\n`)
  const identity = { ...(await askIdentity(passport, language)), ...(again && { again }) }
  const probed = await call<SetupAnswer>('setup', { ...identity, probe: true })
  tell(`\n${SETUP_WORDS.ofdAnswered[language]}:\n${registrationText(probed, language)}\n`)
  const added = await askMissing(probed.missing ?? [], language)
  await confirm(language, SETUP_WORDS.connect)
  const adminPin = await askNewPin(language)
  await call('setup', { ...identity, ...added, adminPin, testPage: true })
  tell(`${SETUP_WORDS.connected[language]}\n`)
  return readyText(await call<Ready>('ready', {}), language)
}
