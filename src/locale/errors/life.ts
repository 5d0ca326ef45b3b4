import { command, entryOf } from './entry.ts'

const refused = entryOf(5)
const notFound = entryOf(10)

/** The register's life: what its owner settles. */
export const LIFE_ERRORS = {
  SETTING_UNKNOWN: notFound(
    'never',
    [
      '«{name}» деген баптау жоқ; баптаулар: {known}',
      'Настройки «{name}» нет; настройки: {known}',
      'There is no setting “{name}”; settings: {known}',
    ],
    command('kkm settings list'),
  ),
  SETTING_INVALID: refused(
    'never',
    [
      '{name} баптауының мәні жарамсыз: {problem} ({value})',
      'Неверное значение настройки {name}: {problem} ({value})',
      'Not a value of the setting {name}: {problem} ({value})',
    ],
    ['Басқа мән беріңіз', 'Укажите другое значение', 'Give another value'],
  ),
  SHIFT_OPEN: refused(
    'never',
    [
      'Ауысым ашық: мұны тек ауысым жабылғаннан кейін өзгертуге болады',
      'Смена открыта: это можно изменить только после закрытия смены',
      'A shift is open: this may be changed only after it is closed',
    ],
    command('kkm shift close'),
  ),
} as const
