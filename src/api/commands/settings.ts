import { command } from '../command.ts'
import { ADMINISTRATORS, OVERSEERS } from '../roles.ts'
import type { ArgumentSpec, CommandSpec } from '../spec.ts'
import type { Text } from '../../locale/errors.ts'

const NAME: ArgumentSpec = {
  name: 'NAME',
  type: 'text',
  parameter: 'name',
  required: true,
  help: { kk: 'баптаудың аты', ru: 'имя настройки', en: 'name of the setting' },
}

const VALUE: ArgumentSpec = {
  name: 'VALUE',
  type: 'text',
  parameter: 'value',
  required: true,
  help: {
    kk: 'мәні; қосқыштарда on немесе off; none – мән жоқ',
    ru: 'значение; у переключателей on или off; none – без значения',
    en: 'its value; on or off for a switch; none for no value',
  },
}

const settings = (word: string, summary: Text, example: string, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method: `settings.${word}`,
    words: ['settings', word],
    roles: OVERSEERS,
    summary,
    example,
    ...more,
  })

export const SETTINGS_COMMANDS: readonly CommandSpec[] = [
  settings('list', { kk: 'барлық баптаулар', ru: 'все настройки', en: 'list the settings' }, 'kkm settings list'),
  settings(
    'get',
    { kk: 'бір баптауды көрсету', ru: 'показать настройку', en: 'show one setting' },
    'kkm settings get vat-rate',
    { arguments: [NAME] },
  ),
  settings(
    'set',
    { kk: 'баптауды өзгерту', ru: 'изменить настройку', en: 'change a setting' },
    'kkm settings set max-sum 100000',
    { roles: ADMINISTRATORS, arguments: [NAME, VALUE] },
  ),
]
