# Sourced by the examples: one process of kkm a call. KKM_SOCKET, KKM_USER and KKM_PIN_FILE say where and who.

# until_known COMMAND…: the same call until its outcome is known; prints the answer, returns kkm's exit code.
until_known() {
  local answer code
  while :; do
    answer=$(kkm --json --timeout 30 "$@") && code=0 || code=$?
    case $code in
      0 | 4) printf '%s\n' "$answer"; return 0 ;;
      2 | 5 | 6 | 9 | 10 | 11) printf '%s\n' "$answer" >&2; return "$code" ;;
    esac
    # 7 and 8: not now. 1, 3 and whatever a kill leaves: nobody knows yet. The key makes it safe to call again.
    sleep 0.3
  done
}

# until_possible COMMAND…: the goods are out, so a block (6) is waited for too.
until_possible() {
  local code
  while :; do
    until_known "$@" && return 0 || code=$?
    [ "$code" = 6 ] || return "$code"
    sleep 2
  done
}

# keep FILE TEXT: whole or not at all, and on the disk.
keep() {
  printf '%s\n' "$2" >"$1.new"
  sync "$1.new"
  mv "$1.new" "$1"
}

# member NAME: that member of the answer on stdin, where it is a text.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
