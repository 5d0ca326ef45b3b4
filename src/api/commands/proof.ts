import { command } from '../command.ts'
import { CARETAKERS } from '../roles.ts'
import type { CommandSpec } from '../spec.ts'
import { CONFIG } from './options.ts'

/** What the register proves of itself. */
export const PROOF_COMMANDS: readonly CommandSpec[] = [
  command({
    method: 'selftest',
    roles: CARETAKERS,
    summary: {
      kk: 'кассаны тексеру: құрылғылар, бағдарлама, деректер, ФДО',
      ru: 'самотестирование: устройства, программа, данные, ОФД',
      en: 'test the register: units, software, accumulator, OFD',
    },
    options: [
      {
        flag: 'last',
        type: 'switch',
        parameter: 'last',
        help: {
          kk: 'сынақсыз, соңғы нәтижелерді көрсету',
          ru: 'без проверки, показать последние результаты',
          en: 'test nothing, show how each test ended last',
        },
      },
      {
        flag: 'whole',
        type: 'switch',
        parameter: 'whole',
        help: {
          kk: 'барлық жазбаларды да тексеріп, соңын күту',
          ru: 'проверить и все записи, дождаться конца',
          en: 'look through all records too, and wait for it',
        },
      },
      {
        flag: 'print',
        type: 'switch',
        parameter: 'print',
        help: { kk: 'нәтижелерді басып шығару', ru: 'напечатать результаты', en: 'print the results' },
      },
    ],
    example: 'kkm selftest --print',
  }),
  command({
    method: 'journal.verify',
    roles: 'anyone',
    daemon: 'none',
    summary: {
      kk: 'журналды немесе оның көшірмесін тексеру: тізбектер, қолтаңбалар, сомалар',
      ru: 'проверить журнал или его выгрузку: цепочки, подписи, суммы',
      en: 'verify the journal or an export of it: chains, signatures, totals',
    },
    arguments: [
      {
        name: 'FOLDER',
        type: 'text',
        parameter: 'folder',
        help: {
          kk: 'шығарылған көшірменің қалтасы; көрсетілмесе, осы кассаның деректері',
          ru: 'папка выгрузки; не указана: данные этой кассы',
          en: 'folder of an export; left out: the data of this register',
        },
      },
    ],
    options: [
      {
        flag: 'checksum',
        value: 'TEXT',
        type: 'text',
        parameter: 'checksum',
        help: {
          kk: 'Z- немесе X-есептегі бақылау сомасы: жазбаларда болуы керек',
          ru: 'контрольная сумма с Z- или X-отчёта: должна быть среди записей',
          en: 'checksum printed on a Z or X report: the records must hold it',
        },
      },
      {
        flag: 'key',
        value: 'HEX',
        type: 'text',
        parameter: 'publicKey',
        help: {
          kk: 'құрылғының бұрын жазып алынған ашық кілті',
          ru: 'открытый ключ устройства, записанный ранее',
          en: 'public key of the device, as it was noted before',
        },
      },
      {
        flag: 'no-signatures',
        type: 'switch',
        parameter: 'signatures',
        help: {
          kk: 'қолтаңбаларды тексермеу (жылдамырақ)',
          ru: 'не проверять подписи (быстрее)',
          en: 'leave the signatures out (faster)',
        },
      },
      CONFIG,
    ],
    exits: [9, 10, 12],
    example: 'kkm journal verify /media/usb/export --checksum K7QX2M5D4TRB6VHA',
  }),
  command({
    method: 'journal.list',
    roles: CARETAKERS,
    summary: { kk: 'журнал файлдары', ru: 'файлы журнала', en: 'the files of the journal' },
    options: [CONFIG],
  }),
  command({
    method: 'journal.export',
    roles: CARETAKERS,
    summary: {
      kk: 'журналды қол қойылған тізіммен қалтаға шығару',
      ru: 'выгрузить журнал в папку с подписанным списком',
      en: 'write the journal to a folder, with a signed list',
    },
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
      CONFIG,
    ],
    inputOnly: ['name', 'offset', 'to'],
    example: 'kkm journal export --output /media/usb/export',
  }),
]
