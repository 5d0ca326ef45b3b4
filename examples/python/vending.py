#!/usr/bin/env python3
"""A vending machine: hold, take the money, dispense, register what came out.

    vending.py FOLDER     sells each order FOLDER/KEY.json once: {"items":[{"name","price","quantity"}]}

What has been done of an order stands in FOLDER/KEY.state before the next step begins. Killed anywhere, it goes on.
"""
import os
import sys

from kkm import Refused, from_environment, keep, kept


def take_money(key, total):
    """Here your card terminal: under the order's key, so that asking again does not charge again."""
    print(f'{key}: {total} tenge paid', flush=True)
    return True


def dispense(order):
    """Here your motors. Returns the lines that came out; None: all."""
    return order.get('dispensed')


def sell(register, key, order, path):
    state = kept(path)

    def done(**more):
        state.update(more)
        keep(path, state)

    if 'total' not in state:
        try:
            done(total=register.until_known('hold', key=key, items=order['items'])['total'])
        except Refused as refused:
            done(end='refused', code=refused.code)
            print(f'{key}: {refused}', flush=True)
            return
    if 'paid' not in state:
        done(paid=take_money(key, state['total']))
    if not state['paid']:
        register.until_known('cancel', key=key, reason='no payment')
        done(end='cancelled')
        return
    if 'lines' not in state:
        done(lines=dispense(order))
    lines = {} if state['lines'] is None else {'lines': state['lines']}
    receipt = register.until_possible('commit', key=key, payments={'card': 'rest'}, **lines)
    # Nothing came out: give the money back. Part of it: give back the rest
    done(end=receipt.get('document', receipt.get('state')), checkUrl=receipt.get('checkUrl'))
    print(f'{key}: {state["end"]} {state["checkUrl"] or ""}', flush=True)


def main(folder):
    register = from_environment()
    for name in sorted(os.listdir(folder)):
        key, ending = os.path.splitext(name)
        path = os.path.join(folder, key + '.state')
        if ending == '.json' and 'end' not in kept(path):
            sell(register, key, kept(os.path.join(folder, name)), path)


main(sys.argv[1])
