import { type Text, text } from './text.ts'

/** The table of exit codes (interface): what each means, and what a script does about it. Other codes are never ours. */
export const EXIT_WORDS = {
  0: {
    meaning: text(
      'орындалды (құжат: тіркелді және басылды, не қағаз сұралмады)',
      'сделано (документ: зарегистрирован и напечатан, либо печать не запрошена)',
      'done (a document: registered and printed, or paper not asked for)',
    ),
    script: text('жалғастырады', 'продолжает', 'goes on'),
  },
  1: {
    meaning: text('ішкі қате', 'внутренняя ошибка', 'internal error'),
    script: text('құжаттан кейін: 3 сияқты', 'после документа: как 3', 'for a document: as 3'),
  },
  2: {
    meaning: text(
      'қате шақыру, ештеңе жіберілмеді',
      'неверный вызов, ничего не отправлено',
      'wrong usage, nothing was sent',
    ),
    script: text('шақыруды түзетеді', 'исправляет вызов', 'mends the call'),
  },
  3: {
    meaning: text(
      'нәтижесі белгісіз (байланыс үзілді, уақыт бітті, жіберілгеннен кейін тоқтатылды)',
      'исход неизвестен (связь прервалась, время вышло, прервано после отправки)',
      'outcome unknown (the connection broke, time ran out, interrupted after sending)',
    ),
    script: text('сол кілтпен қайталайды', 'повторяет с тем же ключом', 'repeats with the same key'),
  },
  4: {
    meaning: text(
      'тіркелді, басылмады (ok – true)',
      'зарегистрирован, не напечатан (ok равно true)',
      'registered, not printed (ok is true)',
    ),
    script: text(
      'сатып алушыға тексеру мекенжайын береді; көшірмесін кейін басады',
      'отдаёт покупателю адрес проверки; дубликат печатает потом',
      'gives the buyer the check address; prints a copy later',
    ),
  },
  5: {
    meaning: text('ереже бойынша қабылданбады', 'отклонено правилом', 'refused by a rule'),
    script: text('деректерді түзетеді', 'исправляет данные', 'mends the data'),
  },
  6: {
    meaning: text('касса бұғатталған', 'касса заблокирована', 'the register is blocked'),
    script: text(
      'себебін көрсетіп, адамды күтеді',
      'показывает причину, ждёт человека',
      'shows the reason, waits for a person',
    ),
  },
  7: {
    meaning: text(
      'қазір емес: бос емес, іске қосылуда, құжат аяқталмаған, ФДО жоқ',
      'не сейчас: занято, запускается, документ не завершён, нет ОФД',
      'not now: busy, starting, an unfinished document, no OFD where it is needed',
    ),
    script: text('қайталап көреді', 'пробует снова', 'tries again'),
  },
  8: {
    meaning: text('kkmd жауап бермейді', 'kkmd недоступен', 'the daemon is not reachable'),
    script: text('іске қосады; kkm doctor', 'запускает его; kkm doctor', 'starts it; kkm doctor'),
  },
  9: {
    meaning: text(
      'рұқсат жоқ (рөл, PIN, бұғат, сокет)',
      'нет прав (роль, PIN, блокировка, сокет)',
      'not permitted (role, PIN, locked out, no access to the socket)',
    ),
    script: text('кіреді; kkm тобына қосылады', 'входит; вступает в группу kkm', 'logs in; joins the group kkm'),
  },
  10: { meaning: text('табылмады', 'не найдено', 'not found'), script: text('', '', '') },
  11: {
    meaning: text(
      'кілт басқа мазмұнмен қолданылған',
      'ключ использован с другим содержимым',
      'the key was used with other content',
    ),
    script: text('жаңа кілт алады', 'берёт новый ключ', 'takes a new key'),
  },
  12: {
    meaning: text(
      'зақым табылды (details.fault)',
      'найдено повреждение (details.fault)',
      'damage found (details.fault)',
    ),
    script: text('сервисті шақырады', 'зовёт сервис', 'calls service'),
  },
} as const satisfies Record<number, { readonly meaning: Text; readonly script: Text }>

export type ExitCode = keyof typeof EXIT_WORDS
