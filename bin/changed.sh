# Part of bin/kkmd: $file is not what release/files says. What is left whole of the programs says so to whoever asks; if
# nothing is, this does, and kkmd stays what a register with changed software is: running and blocked.
text="SOFTWARE_CHANGED: $file
Касса бағдарламасы өзгертілген ($file). Өндірушінің бағдарламасын қайта орнатыңыз, содан кейін техник: kkm selftest
Программа кассы изменена ($file). Установите программу изготовителя заново, затем техник: kkm selftest
The software of the register was changed ($file). Install the maker’s software anew, then a technician: kkm selftest"
echo "$text" >&2

can_speak() {
  "$node" --check "$root/dist/daemon/boot.mjs" && "$node" --check "$root/dist/daemon/stand-in.mjs"
}

if can_speak >/dev/null 2>&1; then
  export KKM_CHANGED="$file"
else
  config=${KKM_CONFIG:-/etc/kkm/kkm.toml}
  previous=
  for word in "$@"; do
    if [ "$previous" = --config ]; then config=$word; fi
    case $word in --config=*) config=${word#--config=} ;; esac
    previous=$word
  done
  socket=$(sed -n 's/^[[:space:]]*socket[[:space:]]*=[[:space:]]*["'\'']\([^"'\'']*\)["'\''].*/\1/p' "$config" | head -n 1)
  # bin/kkm, which has the same runtime, finds it there
  mark=${socket:-/run/kkm/kkm.sock}.changed
  say() { if [ -n "$NOTIFY_SOCKET" ]; then systemd-notify "$@"; fi; }
  trap 'rm -f "$mark"; say --stopping; exit 0' TERM INT
  trap '' HUP
  (umask 022 && echo "$text" >"$mark")
  say --ready --status="SOFTWARE_CHANGED, $file"
  while :; do
    say WATCHDOG=1
    sleep 10 &
    wait $!
  done
fi
