#!/usr/bin/env python3
"""A client of kkmd that is made from `kkm schema` alone: every method of the register with its parameters checked before
they are sent and its answer checked when it comes. Python 3, standard library only.

    register = Register.from_command('kkm', socket, lang='en')
    register.sign_in(user=7, pin='2468')
    receipt = register.sale(key='order-17', items=[{'name': 'Нан', 'price': '150'}], payments={'card': 'rest'})
"""
import json
import re
import socket as sockets
import subprocess
import sys


class Refused(Exception):
    """The failure object of the schema: its code says what happened, `retry` and `exit` what to do."""

    def __init__(self, failure, exit_code):
        super().__init__(failure['code'] + ': ' + failure['message'])
        self.code, self.retry, self.details, self.exit = failure['code'], failure['retry'], failure['details'], exit_code


class DoesNotFit(Exception):
    """A value is not what the schema asks for."""


KINDS = {'object': dict, 'array': list, 'string': str, 'boolean': bool, 'integer': int, 'number': (int, float)}


def check(value, schema, path='$'):
    """As much of JSON Schema as the register's own uses."""
    for word in ('anyOf', 'oneOf'):
        if word in schema and not any(fits(value, one, path) for one in schema[word]):
            raise DoesNotFit(f'{path}: none of the alternatives: {value!r}')
    for one in schema.get('allOf', []):
        check(value, one, path)
    kinds = schema.get('type', [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if kinds and not any(is_a(value, kind) for kind in kinds):
        raise DoesNotFit(f'{path}: {value!r} is no {" or ".join(kinds)}')
    if 'const' in schema and value != schema['const'] or 'enum' in schema and value not in schema['enum']:
        raise DoesNotFit(f'{path}: {value!r} is none of the values')
    if isinstance(value, str) and not re.search(schema.get('pattern', ''), value):
        raise DoesNotFit(f'{path}: {value!r} is not {schema["pattern"]}')
    if isinstance(value, (int, float)) and not schema.get('minimum', value) <= value <= schema.get('maximum', value):
        raise DoesNotFit(f'{path}: {value} is out of bounds')
    if isinstance(value, dict):
        check_members(value, schema, path)
    if isinstance(value, list):
        for index, one in enumerate(value):
            check(one, schema.get('items', {}), f'{path}[{index}]')


def check_members(value, schema, path):
    known = schema.get('properties', {})
    for name in schema.get('required', []):
        if name not in value:
            raise DoesNotFit(f'{path}.{name} is missing')
    for name, member in value.items():
        other = schema.get('additionalProperties', {})
        if name not in known and other is False:
            raise DoesNotFit(f'{path}.{name} is not known')
        check(member, known.get(name, other if isinstance(other, dict) else {}), f'{path}.{name}')


def is_a(value, kind):
    if kind == 'null':
        return value is None
    return isinstance(value, KINDS[kind]) and (kind == 'boolean' or not isinstance(value, bool))


def fits(value, schema, path):
    try:
        check(value, schema, path)
        return True
    except DoesNotFit:
        return False


class Register:
    """A connection to kkmd with a function for every method of the schema: `shift.close` is `shift_close`."""

    def __init__(self, schema, path=None, lang='ru'):
        self.schema, self.number = schema, 0
        self.stream = sockets.socket(sockets.AF_UNIX)
        self.stream.connect(path or schema['transport']['socket'])
        self.lines = self.stream.makefile('r', encoding='utf-8', newline='\n')
        self.hello = self.call('hello', schema['session']['hello'], {'schemas': [schema['schema']], 'lang': lang})
        for name, method in schema['methods'].items():
            if method['socket']:
                setattr(self, re.sub(r'\W', '_', name), self.function(name, method))

    @classmethod
    def from_command(cls, kkm, path=None, lang='ru'):
        return cls(json.loads(subprocess.run([kkm, 'schema'], check=True, capture_output=True).stdout), path, lang)

    def function(self, name, method):
        def call(**params):
            return self.call(name, method, params)

        call.__doc__ = method['summary']['en']
        return call

    def sign_in(self, **credentials):
        return self.call('session.open', self.schema['session']['session.open'], credentials)['user']

    def call(self, name, method, params):
        check(params, method['params'], name)
        self.number += 1
        request = {'jsonrpc': '2.0', 'id': self.number, 'method': name, 'params': params}
        check(request, self.schema['transport']['request'], 'request')
        self.stream.sendall(json.dumps(request, ensure_ascii=False).encode() + b'\n')
        answer = json.loads(self.lines.readline() or 'null')
        if answer is None:
            raise ConnectionError('kkmd ended the connection: for a document, ask again with the same key')
        check(answer, self.schema['transport']['response'], 'response')
        if 'error' in answer:
            raise Refused(answer['error']['data'], -32000 - answer['error']['code'])
        check(answer['result'], method['result'], name)
        return answer['result']


def main(kkm, path, user, pin):
    register = Register.from_command(kkm, path, 'en')
    seen = {'release': register.hello['release'], 'methods': len(register.schema['methods'])}
    seen['role'] = register.sign_in(user=int(user), pin=pin)['role']
    order = {'key': 'order-17', 'items': [{'name': 'Нан', 'price': '150.00', 'quantity': '2', 'vat': '16'}]}
    sold = register.sale(**order, payments={'card': 'rest'})
    again = register.sale(**order, payments={'card': 'rest'})
    seen['sale'] = [sold['total'], again['replayed'], again['fiscalSign'] == sold['fiscalSign']]
    seen['shown'] = register.receipt_show(ref='key:order-17')['documentNumber']
    seen['ready'] = register.ready()['ready']
    try:
        register.sale(items=[{'name': 'Нан', 'prise': '150'}])
    except DoesNotFit as wrong:
        seen['checked here'] = str(wrong)
    for key, call in [('other content', lambda: register.sale(**order, payments={'cash': '500'})),
                      ('not permitted', lambda: register.user_list())]:
        try:
            call()
        except Refused as refused:
            known = register.schema['errors'][refused.code]
            seen[key] = [refused.code, refused.exit, known['exit'] == refused.exit, known['retry'] == refused.retry]
    seen['closed'] = register.shift_close(key='z-1')['document']
    print(json.dumps(seen, ensure_ascii=False))


if __name__ == '__main__':
    if len(sys.argv) != 5:
        sys.exit('usage: schema_client.py KKM SOCKET USER PIN-FILE')
    with open(sys.argv[4], encoding='utf-8') as file:
        main(sys.argv[1], sys.argv[2], sys.argv[3], file.readline().strip())
