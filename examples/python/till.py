#!/usr/bin/env python3
"""A self-service till: show the total, take the card, register, show the QR code of the receipt.

    till.py FOLDER     sells each basket FOLDER/KEY.json once: {"items":[{"name","price","quantity"}]}

The answer of the register is kept as FOLDER/KEY.state, the QR code as FOLDER/KEY.svg.
"""
import os
import sys

from kkm import Refused, from_environment, keep, kept


def take_money(key, total):
    """Here your card terminal, under the basket's key."""
    print(f'{key}: {total} tenge paid', flush=True)
    return True


def sell(register, key, basket, path):
    state = kept(path)
    if 'paid' not in state:
        # Computed and shown, nothing registered: the buyer sees what the card will pay
        shown = register.until_known('sale', items=basket['items'], payments={'card': 'rest'}, preview=True)
        state['paid'] = take_money(key, shown['total'])
        keep(path, state)
    try:
        state['receipt'] = register.until_possible('sale', key=key, items=basket['items'], payments={'card': 'rest'})
    except Refused as refused:
        # Not registered, for good: the money goes back
        keep(path, {**state, 'end': 'refused', 'code': refused.code})
        return
    with open(path.replace('.state', '.svg'), 'w', encoding='utf-8') as file:
        file.write(register.until_known('receipt.qr', ref='key:' + key, format='svg')['content'])
    keep(path, {**state, 'end': 'sale'})
    printed = 'on paper' if state['receipt']['printed'] else 'as a QR code'
    print(f'{key}: {state["receipt"]["total"]} {printed} {state["receipt"]["checkUrl"]}', flush=True)


def main(folder):
    register = from_environment()
    for name in sorted(os.listdir(folder)):
        key, ending = os.path.splitext(name)
        path = os.path.join(folder, key + '.state')
        if ending == '.json' and 'end' not in kept(path):
            sell(register, key, kept(os.path.join(folder, name)), path)


main(sys.argv[1])
