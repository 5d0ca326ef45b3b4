#!/usr/bin/env bash
# A self-service till: show the total, take the card, register, show the QR code of the receipt.
#
#   till.sh FOLDER     sells each basket FOLDER/KEY.order once; a line of it is an item: Нан=150*2
#
# KEY.paid and KEY.end tell how far a basket is; KEY.png is the QR code.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

# Here your card terminal, under the basket's key.
take_money() { echo "$1: $2 tenge paid"; }

sell() {
  local basket=$1 key items=() answer
  key=$(basename "$basket")
  while IFS= read -r item; do items+=(--item "$item"); done <"$basket.order"
  if [ ! -e "$basket.paid" ]; then
    # Computed and shown, nothing registered: the buyer sees what the card will pay
    answer=$(until_known sale --preview "${items[@]}" --card)
    take_money "$key" "$(member total <<<"$answer")"
    keep "$basket.paid" yes
  fi
  if ! answer=$(until_possible sale --key "$key" "${items[@]}" --card); then
    # Not registered, for good: the money goes back
    keep "$basket.end" refused
    return
  fi
  until_known receipt qr "key:$key" --format png --output "$basket.png" >/dev/null
  keep "$basket.end" sale
  echo "$key: $(member checkUrl <<<"$answer")"
}

for file in "$1"/*.order; do
  [ -e "${file%.order}.end" ] || sell "${file%.order}"
done
