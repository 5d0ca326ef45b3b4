import { command } from '../command.ts'
import type { Text } from '../../locale/errors.ts'
import { TECHNICIANS } from '../roles.ts'
import type { CommandSpec } from '../spec.ts'
import { CONFIG, TWO_PEOPLE } from './options.ts'

const plain = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method,
    roles: TECHNICIANS,
    summary,
    ...more,
  })

const together = (method: string, reason: string, summary: Text): CommandSpec =>
  plain(method, summary, {
    options: TWO_PEOPLE,
    example: `kkm ${method.replace('.', ' ')} --reason '${reason}' --second-user 1 --second-pin-file pin --yes`,
  })

/** The accumulator and its mirror journal: looked through, and brought back when they are damaged. */
export const STORAGE_COMMANDS: readonly CommandSpec[] = [
  plain('storage.check', {
    kk: 'жинақтауыш пен журналды түгел тексеру',
    ru: 'проверить накопитель и журнал целиком',
    en: 'look through the whole accumulator and its journal',
  }),
  together('storage.rebuild', 'SD карта', {
    kk: 'зақымдалған жинақтауышты шығынсыз қайта құру',
    ru: 'перестроить повреждённый накопитель без потерь',
    en: 'rebuild a damaged accumulator without loss',
  }),
  together('storage.declare-loss', 'SD карта', {
    kk: 'жазбалардың бір бөлігі жоғалғанын мойындап, қалғанымен жұмыс істеу',
    ru: 'признать часть записей утерянной и работать с остальными',
    en: 'declare a part of the records lost and go on with the rest',
  }),
  together('storage.adopt-ofd', 'SD карта', {
    kk: 'ФДО-дағы нөмірлер мен жинақталған сомаларды қабылдау',
    ru: 'принять номера и накопленные суммы ОФД',
    en: 'take over the OFD’s numbers and life-long sums',
  }),
  plain(
    'backup.create',
    {
      kk: 'сақтық көшірме: журналды қол қойылған тізіммен қалтаға жазу',
      ru: 'резервная копия: записать журнал в папку с подписанным списком',
      en: 'a backup: the journal in a folder, with a signed list',
    },
    {
      options: [
        {
          flag: 'output',
          value: 'FOLDER',
          type: 'text',
          help: {
            kk: 'жаңа қалта: бұрын болмауы керек',
            ru: 'новая папка: её ещё не должно быть',
            en: 'a new folder: it must not be there yet',
          },
        },
      ],
      inputOnly: ['manifest', 'signature'],
      example: 'kkm backup create --output /media/usb/backup',
    },
  ),
  plain(
    'backup.restore',
    {
      kk: 'кассаны сақтық көшірмеден қалпына келтіру (kkmd тоқтатылған)',
      ru: 'восстановить кассу из резервной копии (kkmd остановлен)',
      en: 'restore the register from a backup (with kkmd stopped)',
    },
    {
      roles: 'anyone',
      daemon: 'none',
      arguments: [
        {
          name: 'FOLDER',
          type: 'text',
          parameter: 'folder',
          required: true,
          help: { kk: 'көшірме қалтасы', ru: 'папка копии', en: 'folder of the backup' },
        },
      ],
      options: [...TWO_PEOPLE, CONFIG],
      exits: [5, 9, 10, 12],
      example:
        "kkm --user 9 backup restore /media/usb/backup --reason 'SD карта' --second-user 1 --second-pin-file pin --yes",
    },
  ),
]
