import { command, entryOf } from './entry.ts'

const notFound = entryOf(10)
const notNow = entryOf(7)

/** Links to the OFD. */
export const LINK_ERRORS = {
  LINK_UNKNOWN: notFound(
    'never',
    [
      '«{name}» деген арна жоқ; арналар: {known}',
      'Канала «{name}» нет; каналы: {known}',
      'There is no link “{name}”; links: {known}',
    ],
    command('kkm link status'),
  ),
  WIFI_UNKNOWN: notFound(
    'never',
    [
      '«{ssid}» желісі рұқсат етілгендер арасында жоқ',
      'Сети «{ssid}» нет среди разрешённых',
      'The network “{ssid}” is not among the permitted ones',
    ],
    command('kkm link wifi list'),
  ),
  WIFI_UNMANAGED: notNow(
    'later',
    [
      'Wi-Fi желілерін NetworkManager басқарады, ол жоқ немесе іске қосылмаған: {problem}',
      'Сетями Wi-Fi управляет NetworkManager, а его нет или он не запущен: {problem}',
      'NetworkManager keeps the Wi-Fi networks, and is not there or does not run: {problem}',
    ],
    [
      'sudo apt-get install network-manager && sudo systemctl enable --now NetworkManager; онсыз: docs/links.md',
      'sudo apt-get install network-manager && sudo systemctl enable --now NetworkManager; без него: docs/links.md',
      'sudo apt-get install network-manager && sudo systemctl enable --now NetworkManager; without it: docs/links.md',
    ],
  ),
  WIFI_REFUSED: notNow(
    'later',
    [
      'NetworkManager мұны жасамады: {problem}',
      'NetworkManager этого не сделал: {problem}',
      'NetworkManager did not do it: {problem}',
    ],
    [
      'Құпиясөз бен желі атын, kkm пайдаланушысының құқығын тексеріңіз (systemd/kkm-networkmanager.rules)',
      'Проверьте пароль и имя сети, право пользователя kkm (systemd/kkm-networkmanager.rules)',
      'Check password and name of the network, and the right of the user kkm (systemd/kkm-networkmanager.rules)',
    ],
  ),
} as const
