import { command } from '../command.ts'
import type { Text } from '../../locale/errors.ts'
import { KEEPERS, SELLERS } from '../roles.ts'
import type { CommandSpec, OptionSpec } from '../spec.ts'

const SECONDS: OptionSpec = {
  flag: 'seconds',
  value: 'N',
  type: 'integer',
  parameter: 'seconds',
  help: {
    kk: 'неше секунд күту керек, 1–60 (әдепкі 20)',
    ru: 'сколько секунд ждать, 1–60 (по умолчанию 20)',
    en: 'how many seconds to wait, 1 to 60 (default 20)',
  },
}

const device = (method: string, summary: Text, more: Partial<CommandSpec> = {}): CommandSpec =>
  command({
    method,
    roles: KEEPERS,
    summary,
    options: [SECONDS],
    ...more,
  })

export const DEVICE_COMMANDS: readonly CommandSpec[] = [
  device('keypad.test', {
    kk: 'пернетақтаны тексеру: басылған пернелерді көрсету; Enter аяқтайды',
    ru: 'проверить клавиатуру: показать нажатые клавиши; Enter заканчивает',
    en: 'try the keypad: show the keys that are pressed; Enter ends it',
  }),
  device('scanner.test', {
    kk: 'сканерді тексеру: бір кодты оқып, одан не түсінілгенін көрсету',
    ru: 'проверить сканер: прочитать один код и показать, что из него понято',
    en: 'try the scanner: read one code and show what is made of it',
  }),
  device(
    'display.test',
    {
      kk: 'сатып алушы дисплейіне барлық әріптері бар сынақ жолдарын шығару',
      ru: 'вывести на дисплей покупателя проверочные строки со всеми буквами',
      en: 'put lines with all kinds of letters on the customer display',
    },
    { options: [] },
  ),
  {
    ...device('display.show', {
      kk: 'сатып алушы дисплейіне 20 секундқа екі жол шығару',
      ru: 'показать покупателю две строки на 20 секунд',
      en: 'show the buyer two lines for 20 seconds',
    }),
    roles: SELLERS,
    options: [],
    arguments: [
      {
        name: 'UPPER',
        type: 'text',
        parameter: 'upper',
        required: true,
        help: {
          kk: 'жоғарғы жол; табуляциядан кейінгісі оң жақ шетінде тұрады',
          ru: 'верхняя строка; что после табуляции, встаёт у правого края',
          en: 'the upper line; what follows a tab stands at the right edge',
        },
      },
      {
        name: 'LOWER',
        type: 'text',
        parameter: 'lower',
        help: { kk: 'төменгі жол', ru: 'нижняя строка', en: 'the lower line' },
      },
    ],
    example: "kkm display show 'Кофе' 'Дайын/Готово'",
  },
]
