"""A connection to kkmd that survives both sides: one long-lived socket, one object a line (docs/kiosk.md)."""
import json
import os
import socket
import time

# Exit codes of the interface after which nobody knows yet, or it was not now: the same call again
AGAIN = (1, 3, 7, 8)
BLOCKED = 6


class Refused(Exception):
    """The register's own failure object, with its exit code."""

    def __init__(self, exit_code, failure):
        super().__init__(failure['message'])
        self.exit_code = exit_code
        self.code = failure['code']
        self.failure = failure


class Register:
    def __init__(self, path, user, secret):
        self.path, self.user, self.secret = path, user, secret
        self.link = self.lines = None
        self.last = 0

    def call(self, method, **params):
        """One call on the connection as it is. Raises OSError when it breaks, Refused when the register says no."""
        if self.lines is None:
            self._connect()
        return self._ask(method, params)

    def until_known(self, method, **params):
        """A document: the same call until its outcome is known. A key makes it safe to call again, for ever."""
        while True:
            try:
                return self.call(method, **params)
            except Refused as refused:
                if refused.exit_code not in AGAIN:
                    raise
            except OSError:
                self._forget()
            time.sleep(0.3)

    def until_possible(self, method, **params):
        """The goods are out: also a block is waited for. kkm ready says what a person has to do."""
        while True:
            try:
                return self.until_known(method, **params)
            except Refused as refused:
                if refused.exit_code != BLOCKED:
                    raise
                print(f'blocked: {refused.failure["message"]} {refused.failure["remedy"]}', flush=True)
            time.sleep(2)

    def _connect(self):
        self.link = socket.socket(socket.AF_UNIX)
        self.link.settimeout(90)
        self.link.connect(self.path)
        self.lines = self.link.makefile('r', encoding='utf-8', newline='\n')
        self._ask('hello', {'schemas': [1], 'lang': 'ru'})
        self._ask('session.open', {'user': self.user, 'secret': self.secret})

    def _ask(self, method, params):
        self.last += 1
        request = {'jsonrpc': '2.0', 'id': self.last, 'method': method, 'params': params}
        self.link.sendall(json.dumps(request).encode() + b'\n')
        while True:
            line = self.lines.readline()
            if not line.endswith('\n'):
                raise ConnectionError('kkmd is gone')
            answer = json.loads(line)
            # What has no id of ours is a notification
            if answer.get('id') == self.last:
                break
        if 'error' in answer:
            raise Refused(-32000 - answer['error']['code'], answer['error']['data'])
        return answer['result']

    def _forget(self):
        if self.link is not None:
            self.link.close()
        self.link = self.lines = None


def from_environment():
    """KKM_SOCKET, KKM_USER and KKM_PIN_FILE, as kkm itself takes them."""
    with open(os.environ['KKM_PIN_FILE'], encoding='utf-8') as file:
        secret = file.readline().rstrip('\n')
    return Register(os.environ.get('KKM_SOCKET', '/run/kkm/kkm.sock'), int(os.environ['KKM_USER']), secret)


def keep(path, value):
    """Written whole or not at all: a machine may lose its power between any two lines."""
    with open(path + '.new', 'w', encoding='utf-8') as file:
        json.dump(value, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + '.new', path)


def kept(path):
    if not os.path.exists(path):
        return {}
    with open(path, encoding='utf-8') as file:
        return json.load(file)
