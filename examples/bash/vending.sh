#!/usr/bin/env bash
# A vending machine: hold, take the money, dispense, register what came out.
#
#   vending.sh FOLDER     sells each order FOLDER/KEY.order once; a line of it is an item: Шоколад=450
#
# KEY.held, KEY.paid, KEY.lines and KEY.end tell how far an order is. Killed anywhere, it goes on.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

# Here your card terminal: under the order's key, so that asking again does not charge again.
take_money() { echo "$1: $2 tenge paid"; }

# Here your motors: prints the lines that came out, as N*QTY; nothing: all of them.
dispense() { [ ! -e "$1.dispensed" ] || cat "$1.dispensed"; }

sell() {
  local order=$1 key items=() lines=() answer
  key=$(basename "$order")
  while IFS= read -r item; do items+=(--item "$item"); done <"$order.order"
  if [ ! -e "$order.held" ]; then
    if ! answer=$(until_known hold --key "$key" "${items[@]}"); then
      keep "$order.end" refused
      return
    fi
    keep "$order.held" "$(member total <<<"$answer")"
  fi
  if [ ! -e "$order.paid" ]; then
    take_money "$key" "$(cat "$order.held")"
    keep "$order.paid" yes
  fi
  [ -e "$order.lines" ] || keep "$order.lines" "$(dispense "$order")"
  while IFS= read -r line; do [ -z "$line" ] || lines+=(--line "$line"); done <"$order.lines"
  answer=$(until_possible commit --key "$key" "${lines[@]}" --card)
  # A hold that ended without a sale: nothing came out, the money goes back
  case $answer in *'"document":"sale"'*) keep "$order.end" sale ;; *) keep "$order.end" cancelled ;; esac
  echo "$key: $(cat "$order.end") $(member checkUrl <<<"$answer")"
}

for file in "$1"/*.order; do
  [ -e "${file%.order}.end" ] || sell "${file%.order}"
done
