import { type Text, text } from './text.ts'

/** What a parameter should have been (BAD_REQUEST, `expected`): the English words are the key. */
export const EXPECTED_WORDS: Readonly<Record<string, Text>> = Object.fromEntries(
  [
    text('нысан', 'объект', 'an object'),
    text('тізім', 'список', 'a list'),
    text('мәтін', 'текст', 'a text'),
    text('теңгемен ондық сома, мәтін түрінде', 'сумма в тенге десятичной строкой', 'a decimal string in tenge'),
    text(
      'үтірден кейін үш цифрдан аспайтын сан, мәтін түрінде',
      'число строкой, не больше трёх знаков после запятой',
      'a decimal string with at most three decimals',
    ),
    text(
      'kkm watch оқиғасы немесе бірнешеуінің бірінші сөзі',
      'событие kkm watch или первое слово нескольких',
      'an event of kkm watch, or the first word of some',
    ),
    text('20 000-нан аспайтын мән', 'не больше 20 000 значений', 'at most 20,000 values'),
    text('true немесе false', 'true или false', 'true or false'),
    text('1-ден 15-ке дейінгі бүтін минут', 'целые минуты от 1 до 15', 'whole minutes from 1 to 15'),
    text('0-ден 600-ге дейінгі бүтін секунд', 'целые секунды от 0 до 600', 'whole seconds from 0 to 600'),
    text('1-ден 60-қа дейінгі бүтін секунд', 'целые секунды от 1 до 60', 'whole seconds from 1 to 60'),
    text(
      '1-ден 4294967295-ке дейінгі бүтін сан',
      'целое число от 1 до 4294967295',
      'a whole number from 1 to 4294967295',
    ),
    text('1-ден 6-ға дейінгі бүтін сан', 'целое число от 1 до 6', 'a whole number from 1 to 6'),
    text('1-ден 500-ге дейінгі бүтін сан', 'целое число от 1 до 500', 'a whole number from 1 to 500'),
    text('1-ден 64-ке дейінгі бүтін сан', 'целое число от 1 до 64', 'a whole number from 1 to 64'),
    text('base64 түріндегі байттар', 'байты в base64', 'bytes in base64'),
    text('желінің аты, 1–32 байт', 'имя сети, от 1 до 32 байт', 'the name of a network, 1 to 32 bytes'),
    text(
      '8–63 басылатын таңбалы құпиясөз немесе open',
      'пароль из 8–63 печатных символов или open',
      'a password of 8 to 63 printable characters, or open',
    ),
    text(
      'кілт: киоск әр құжатының кілтін өзі береді',
      'ключ: киоск сам называет ключ каждого документа',
      'a key: a kiosk names each of its documents',
    ),
    text('алдыңғы жауаптың курсоры', 'курсор из прошлого ответа', 'the cursor of an earlier answer'),
    text('ауысым нөмірі', 'номер смены', 'the number of a shift'),
    text('ештеңе: мұндай мүше жоқ', 'ничего: такого члена нет', 'no member of this name'),
    text(
      'токен: 1-ден 4294967295-ке дейінгі цифрлар',
      'токен: цифры, от 1 до 4294967295',
      'the token: digits, from 1 to 4294967295',
    ),
    text(
      'сілтеме, {"url":…} немесе {"sign","time","regNumber","total","autonomous"}',
      'ссылка, {"url":…} или {"sign","time","regNumber","total","autonomous"}',
      'a reference, {"url":…} or {"sign","time","regNumber","total","autonomous"}',
    ),
  ].map((words) => [words.en, words]),
)
