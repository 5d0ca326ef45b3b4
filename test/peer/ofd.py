"""A fiscal data operator's server, written from the published protocol by another hand than the product's.

It answers INFO, TICKET, CLOSE_SHIFT, REPORT, SYSTEM and MONEY_PLACEMENT in 2.0.2 and 2.0.3, remembers TOKEN and REQNUM,
recomputes every figure, and prints one JSON line for each request and for each difference.

With --control it reads orders from standard input, one a line, and ends with it: `fault SPEC`, `clear`, `token N`,
`ad TYPE VERSION TEXT` (goes with every answer from then on, TYPE 4 is a notice of the state bodies), `summary`, `quit`.

A fault is KIND[:COMMAND][@N][xTIMES][=ARGUMENT]: from the Nth message of that command on (1 is the next), so many times.
  drop-before   the connection is closed, nothing was processed
  drop-after    processed, then the connection is closed without an answer
  delay-before  SECONDS pass, then it is processed
  delay-after   processed, then SECONDS pass before the answer
  silence       neither processed nor answered
  code          refused with that result code, not processed
  pieces        the answer comes in pieces of so many bytes
  wrong-reqnum, wrong-id, wrong-command    the answer belongs to another request
  garbage       processed; so many bytes that are no frame
"""
import argparse
import asyncio
import json
import random
import re
import sys

import wire
from ledger import Ledger, moment

COMMANDS = {0: 'SYSTEM', 1: 'TICKET', 2: 'CLOSE_SHIFT', 3: 'REPORT', 4: 'NOMENCLATURE', 5: 'INFO', 6: 'MONEY_PLACEMENT',
            7: 'CANCEL_TICKET', 8: 'AUTH', 127: 'RESERVED'}
BODIES = {1: 'ticket', 2: 'close_shift', 3: 'report', 6: 'money_placement'}
TOKEN_CHANGES = (1, 2, 6)
COME_AGAIN = (254, 255)
VERSIONS = {'2.0.2': 202, '2.0.3': 203}
PROCESSED_FIRST = ('drop-after', 'delay-after', 'pieces', 'wrong-reqnum', 'wrong-id', 'wrong-command', 'garbage')
FAULT = re.compile(r'([a-z-]+)(?::([A-Z_]+))?(?:@(\d+))?(?:x(\d+|\*))?(?:=([\d.]+))?$')
FAULTS = ('drop-before', 'delay-before', 'silence', 'code', *PROCESSED_FIRST)


class Fault:
    def __init__(self, text):
        match = FAULT.match(text)
        if not match or match[1] not in FAULTS:
            raise ValueError(f'no fault: {text}')
        self.kind, self.command = match[1], match[2]
        self.wait = int(match[3] or 1) - 1
        self.times = -1 if match[4] == '*' else int(match[4] or 1)
        self.argument = float(match[5] or 1)

    def due(self, command):
        if self.times == 0 or self.command not in (None, command):
            return False
        if self.wait > 0:
            self.wait -= 1
            return False
        self.times -= 1 if self.times > 0 else 0
        return True


class Ofd:
    def __init__(self, options):
        self.options = options
        self.token, self.remembered = options.token, None
        self.chance = random.Random(options.seed)
        self.faults = [Fault(text) for text in options.fault]
        self.differences, self.place = 0, {}
        self.ledger = Ledger(options.iin_bin, options.taxation_type, self.differ)
        self.signs = {}
        self.ads = []

    def say(self, event, **facts):
        print(json.dumps({'event': event, **facts}, ensure_ascii=False, default=str), flush=True)

    def differ(self, where, expected, found):
        self.differences += 1
        self.say('difference', **self.place, where=where, expected=expected, found=found)

    def summary(self):
        ledger = self.ledger
        self.say('summary', differences=self.differences, cash=ledger.cash, lastDocument=ledger.last_document,
                 shift=ledger.shift.number if ledger.shift else None, lastShift=ledger.last_shift, documents=ledger.documents)

    # One request ---------------------------------------------------------------------------------------------------

    def answer(self, header, body):
        """@returns (result code, token to answer with, bytes of the Response)"""
        _, version, _, id_, token, reqnum = header
        if version not in [VERSIONS[name] for name in self.options.version]:
            return self.refused(202, 0, 3)
        reader = wire.Reader(version)
        try:
            request = reader.read('Request', body, 'Request')
        except wire.Broken as problem:
            self.place = {'reqnum': reqnum}
            self.differ('Request', 'a message', str(problem))
            return self.refused(version, 0, 3)
        command = request.get('command', 0)
        self.place = {'command': COMMANDS.get(command, command), 'reqnum': reqnum}
        if id_ != self.options.kkm_id:
            return self.refused(version, command, 1)
        known = self.remembered
        if known and (known['token'], known['reqnum']) == (token, reqnum):
            return self.retry(version, command, body, request)
        if known and known['reqnum'] == reqnum:
            return self.refused(version, command, 8)
        if token != self.token:
            return self.refused(version, command, 2)
        if known and reqnum != (known['reqnum'] + 1) % 65536:
            self.differ('REQNUM', (known['reqnum'] + 1) % 65536, reqnum)
            return self.refused(version, command, 8)
        for problem in reader.problems:
            self.differ(problem, 'as the protocol says', None)
        if reader.problems:
            return self.refused(version, command, 3)
        return self.first(version, command, request, token, reqnum, body)

    def first(self, version, command, request, token, reqnum, body):
        code = self.ledger.refusal(request)
        facts = {} if code else self.process(version, command, request)
        if facts is None:
            return self.refused(version, command, 5)
        answer = wire.write(version, 'Response', {'command': command, 'result': {'result_code': code, 'result_text': 'OK'}
                                                  if not code else {'result_code': code}, **self.with_ads(facts)})
        if not code and command in TOKEN_CHANGES and self.options.tokens == 'each':
            self.token = self.chance.choice([self.chance.randrange(2**31, 2**32), self.chance.randrange(1, 2**31)])
        self.remembered = {'token': token, 'reqnum': reqnum, 'command': command, 'body': body, 'code': code, 'answer': answer}
        self.say('request', **self.place, version=version, code=code, retry=False, document=request_number(request))
        return code, self.token, answer

    def with_ads(self, facts):
        return {**facts, 'service': {**facts.get('service', {}), 'ticket_ads': self.ads}} if self.ads else facts

    def period(self, command, request):
        """What was made without us says since when, and that its paper says so."""
        period = request.get('service', {}).get('offline_period')
        body = request.get(BODIES.get(command), {})
        offline = 'offline_ticket_number' in body or body.get('is_offline', False)
        if command in TOKEN_CHANGES and offline != (period is not None):
            self.differ('offline_period', 'with offline documents and no others', period)
        if period and moment(period['begin_time']) > moment(period['end_time']):
            self.differ('offline_period', 'a beginning before its end', period)

    def retry(self, version, command, body, request):
        known = self.remembered
        if command != known['command']:
            return self.refused(version, command, 9)
        later = 'offline_period' in request.get('service', {})
        if later and not known['code']:
            self.period(command, request)
            self.ledger.turned_offline(request)
        if body != known['body'] and not later:
            self.differ('retry', 'the same bytes', f'{len(body)} other bytes for {len(known["body"])}')
        self.say('request', **self.place, version=version, code=known['code'], retry=True, document=request_number(request))
        return known['code'], self.token, known['answer']

    def refused(self, version, command, code):
        self.say('request', **self.place, version=version, code=code, retry=False, document=None)
        known = version if version in wire.SCHEMAS else 202
        return code, self.token, wire.write(known, 'Response', {'command': command, 'result': {'result_code': code}})

    def process(self, version, command, request):
        """@returns members of the Response; None: a command that is not served"""
        self.registration(version, command, request.get('service', {}))
        self.period(command, request)
        field = BODIES.get(command)
        body = request.get(field) if field else {}
        if field and body is None:
            self.differ(field, 'its body', None)
            return {}
        others = [name for name in request if name not in ('command', 'service', field)]
        if others:
            self.differ('Request', 'one body', others)
        if command == 1:
            return {'ticket': self.ticket(version, body)}
        if command == 2:
            return {'report': {'report': 0, 'zx_report': self.ledger.close(body)}}
        if command == 3:
            self.ledger.x(body)
            kind, report = self.ledger.last_report()
            return {'report': {'report': kind, 'zx_report': report}}
        if command == 5:
            return self.info(version)
        if command == 6:
            self.ledger.placement(body)
            return {}
        return {} if command == 0 else None

    def registration(self, version, command, service):
        registered = self.options
        kkm = service.get('reg_info', {}).get('kkm', {})
        expected = {'fns_kkm_id': registered.reg_number, 'serial_number': registered.serial_number, 'kkm_id': str(registered.kkm_id)}
        for name, value in expected.items():
            if kkm.get(name) != value:
                self.differ(f'reg_info.kkm.{name}', value, kkm.get(name))
        if command in TOKEN_CHANGES:
            org = service.get('reg_info', {}).get('org', {})
            for name, value in (('inn', registered.iin_bin), ('title', registered.name), ('okved', registered.okved)):
                if org.get(name) != value:
                    self.differ(f'reg_info.org.{name}', value, org.get(name))
            if version == 203 and not org.get('address_kz'):
                self.differ('reg_info.org.address_kz', 'an address in Kazakh', None)

    def ticket(self, version, ticket):
        operation = ticket['operation']
        if version == 203 and operation in (1, 3) and 'parent_ticket' not in ticket:
            self.differ('parent_ticket', 'the parent of a return', None)
        sign = str(self.chance.randrange(10**9, 10**10))
        self.ledger.ticket(ticket, sign, self.options.reg_number)
        fact = self.ledger.documents[-1]
        total = fact['total']
        url = f'{self.options.check_site}?i={sign}&f={self.options.reg_number}&s={total // 100}.{total % 100:02d}&t={fact["time"]}'
        return {'ticket_number': sign, 'qr_code': url.encode()}

    def info(self, version):
        options, ledger = self.options, self.ledger
        kind, report = ledger.last_report()
        org = {'title': options.name, 'address': options.address, 'inn': options.iin_bin, 'okved': options.okved,
               'taxation_type': options.taxation_type}
        pos = {'title': 'Дүкен', 'address': options.address}
        if version == 203:
            org['address_kz'] = pos['address_kz'] = options.address_kk
        kkm = {'fns_kkm_id': options.reg_number, 'serial_number': options.serial_number, 'kkm_id': str(options.kkm_id)}
        service = {'reg_info': {'kkm': kkm, 'pos': pos, 'org': org},
                   'binded_taxation': {'taxation_type': options.taxation_type, 'taxes': [{'tax_type': 100, 'percent': 16000}]}}
        if ledger.last_document:
            service['last_document_info'] = {'fr_shift_number': ledger.last_shift, 'printed_document_number': ledger.last_document}
        return {'report': {'report': kind, 'zx_report': report}, 'service': service}

    # The connection ------------------------------------------------------------------------------------------------

    async def serve(self, reader, writer):
        try:
            while await self.exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def exchange(self, reader, writer):
        raw = await reader.readexactly(wire.HEADER.size)
        header = wire.HEADER.unpack(raw)
        appcode, _, size, _, _, _ = header
        if appcode != wire.APPCODE or not wire.HEADER.size < size <= wire.CAP:
            self.differ('header', 'a frame', raw.hex())
            return False
        body = await reader.readexactly(size - wire.HEADER.size)
        command = COMMANDS.get(body[1] if len(body) > 1 and body[0] == 8 else -1)
        fault = next((one for one in self.faults if one.due(command)), None)
        if fault:
            self.say('fault', kind=fault.kind, command=command, reqnum=header[5])
        return await (self.faulty(fault, header, body, writer) if fault else self.reply(header, body, writer))

    def framed(self, header, body, **other):
        _, token, answer = self.answer(header, body)
        return wire.frame(header[1], other.get('id', header[3]), token, other.get('reqnum', header[5]), answer)

    async def reply(self, header, body, writer):
        writer.write(self.framed(header, body))
        await writer.drain()
        return True

    async def faulty(self, fault, header, body, writer):
        if fault.kind == 'drop-before':
            return False
        if fault.kind == 'silence':
            await asyncio.sleep(3600)
        if fault.kind == 'delay-before':
            await asyncio.sleep(fault.argument)
            return await self.reply(header, body, writer)
        if fault.kind == 'code':
            writer.write(self.refused_by_fault(int(fault.argument), header, body))
            await writer.drain()
            return True
        return await self.answered_badly(fault, header, body, writer)

    def refused_by_fault(self, code, header, body):
        _, version, _, id_, token, reqnum = header
        command = body[1] if body[0] == 8 else 0
        answer = wire.write(version, 'Response', {'command': command, 'result': {'result_code': code}, **self.with_ads({})})
        if code not in COME_AGAIN:
            self.remembered = {'token': token, 'reqnum': reqnum, 'command': command, 'body': body, 'code': code, 'answer': answer}
        return wire.frame(version, id_, self.token, reqnum, answer)

    async def answered_badly(self, fault, header, body, writer):
        answer = self.framed(header, body)
        if fault.kind == 'drop-after':
            return False
        if fault.kind == 'delay-after':
            await asyncio.sleep(fault.argument)
        pieces = [answer]
        if fault.kind == 'pieces':
            size = int(fault.argument)
            pieces = [answer[at:at + size] for at in range(0, len(answer), size)]
        if fault.kind == 'garbage':
            pieces = [self.chance.randbytes(int(fault.argument))]
        if fault.kind in ('wrong-reqnum', 'wrong-id', 'wrong-command'):
            pieces = [misdirected(fault.kind, header, answer)]
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            if len(pieces) > 1:
                await asyncio.sleep(0.002)
        return True


def misdirected(kind, header, answer):
    appcode, version, size, id_, token, reqnum = wire.HEADER.unpack(answer[:wire.HEADER.size])
    body = answer[wire.HEADER.size:]
    if kind == 'wrong-reqnum':
        reqnum = (reqnum + 1) % 65536
    if kind == 'wrong-id':
        id_ += 1
    if kind == 'wrong-command':
        body = body[:1] + bytes([body[1] ^ 2]) + body[2:]
    return wire.frame(version, id_, token, reqnum, body)


def request_number(request):
    for field in BODIES.values():
        if field in request:
            return request[field].get('printed_document_number')
    return None


async def orders(ofd, done):
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).decode().strip():
        word, _, rest = line.partition(' ')
        if word == 'fault':
            ofd.faults.append(Fault(rest))
            ofd.say('order', order=line)
        elif word == 'clear':
            ofd.faults.clear()
            ofd.say('order', order=line)
        elif word == 'token':
            ofd.token, ofd.remembered = int(rest), None
            ofd.say('order', order=line)
        elif word == 'ad':
            kind, version, text = rest.split(' ', 2)
            ofd.ads.append({'info': {'type': int(kind), 'version': int(version)}, 'text': text})
            ofd.say('order', order=line)
        elif word == 'summary':
            ofd.summary()
        elif word == 'quit':
            break
    done.set()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--listen', default='127.0.0.1:0')
    parser.add_argument('--kkm-id', type=int, default=1024)
    parser.add_argument('--token', type=int, default=305419896)
    parser.add_argument('--tokens', choices=('each', 'never'), default='each')
    parser.add_argument('--version', action='append', choices=VERSIONS)
    parser.add_argument('--fault', action='append', default=[])
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--control', action='store_true')
    parser.add_argument('--reg-number', default='010102345678')
    parser.add_argument('--serial-number', default='SWK00412345')
    parser.add_argument('--name', default='ТОО «Әлем Сауда»')
    parser.add_argument('--iin-bin', default='131240010479')
    parser.add_argument('--okved', default='47112')
    parser.add_argument('--address', default='Алматы, Абая 10')
    parser.add_argument('--address-kk', default='Алматы қ., Абай даңғылы, 10')
    parser.add_argument('--taxation-type', type=int, default=101)
    parser.add_argument('--check-site', default='http://consumer.oofd.kz')
    options = parser.parse_args()
    options.version = options.version or list(VERSIONS)
    return options


async def main():
    options = arguments()
    ofd, done = Ofd(options), asyncio.Event()
    host, port = options.listen.rsplit(':', 1)
    server = await asyncio.start_server(ofd.serve, host, int(port))
    ofd.say('listening', host=host, port=server.sockets[0].getsockname()[1])
    if options.control:
        listening = asyncio.create_task(orders(ofd, done))
        await done.wait()
        listening.cancel()
    else:
        await asyncio.Event().wait()


asyncio.run(main())
