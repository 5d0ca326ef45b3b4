import { type Language, text } from './text.ts'

/** Words of `kkm link status`, `ofd ping`, `ofd info` and `ofd retry`. */
export const LINK_WORDS = {
  way: text('Қайдан шығады', 'Откуда идёт', 'Goes out by'),
  system: text('жүйе таңдайды', 'выбирает система', 'as the system routes'),
  absent: text('мекенжайы жоқ', 'нет адреса', 'no address'),
  server: text('ФДО сервері', 'Сервер ОФД', 'Server of the OFD'),
  lastAnswer: text('Соңғы жауап', 'Последний ответ', 'Last answer'),
  connect: text('Қосылу', 'Соединение', 'Connection'),
  roundTrip: text('Жауап уақыты', 'Время ответа', 'Round trip'),
  loss: text('Жоғалту', 'Потери', 'Loss'),
  problem: text('Ақау', 'Сбой', 'Problem'),
  standsBehind: text('Кейінге қойылды, сәтті сынақтар', 'В запасе, удачных проб', 'Stands behind, good trials'),
  servedLast: text('соңғы жауап осы арнамен келді', 'последний ответ пришёл по нему', 'served last'),
  answer: text('ФДО жауабы', 'Ответ ОФД', 'The OFD answered'),
  taxation: text('Салық салу режимі', 'Режим налогообложения', 'Taxation'),
  lastDocument: text('Соңғы құжат', 'Последний документ', 'Last document'),
  message: text('Хабарлама', 'Сообщение', 'Message'),
  permitted: text('Рұқсат етілген желілер', 'Разрешённые сети', 'Permitted networks'),
  inSight: text('Көрінетін желілер', 'Видимые сети', 'Networks in sight'),
  none: text('жоқ', 'нет', 'none'),
  joined: text('қосылған', 'подключена', 'joined'),
  hidden: text('жасырын', 'скрытая', 'hidden'),
  open: text('құпиясөзсіз', 'без пароля', 'no password'),
  mayJoin: text('рұқсат етілген', 'разрешена', 'permitted'),
  lifted: text('Алынған бұғаттар', 'Снятые блокировки', 'Lifted'),
  delivered: text('Жеткізілген құжат', 'Доставлен документ', 'Delivered'),
} as const

/** What the last connection over a link came to. */
export const ROUTE_WORDS = {
  unknown: text('әлі сыналмады', 'ещё не проверен', 'not tried yet'),
  reached: text('байланыс бар', 'связь есть', 'reached'),
  refused: text('сервер қабылдамады', 'сервер не принимает', 'the server refuses'),
  unreachable: text('байланыс жоқ', 'связи нет', 'not reached'),
} as const

const MILLISECONDS = text('мс', 'мс', 'ms')

export const formatMilliseconds = (milliseconds: number | undefined, language: Language): string | undefined =>
  milliseconds === undefined ? undefined : `${milliseconds} ${MILLISECONDS[language]}`
