"""Records and frames from their bytes, as docs/record-format.md tells."""

import hashlib
import json
import os
import re
import struct
import zlib

DOCS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs")
HEADER = struct.Struct(">BBBBQ32s32sQ32sqIQIQI")
FRAME = struct.Struct(">II")
HASH_SIZE = 32
SIGNATURE_SIZE = 64
RECORD_DOMAIN = b"kkm.record.1\x00"
NOTHING = "00" * HASH_SIZE
MAX_PAYLOAD = 64 * 1024 * 1024


class Fault(Exception):
    def __init__(self, fault, problem):
        super().__init__(problem)
        self.fault = fault


def expect(condition, problem, fault="chain"):
    if not condition:
        raise Fault(fault, problem)


class Record:
    def __init__(self, data):
        expect(len(data) >= HEADER.size + HASH_SIZE, "too short")
        (fmt, algorithm, self.chain, self.kind, self.sequence, previous, self.totals, self.other_sequence, other_hash,
         self.time, self.boot, self.monotonic, self.shift, self.document, body_length) = HEADER.unpack_from(data)
        expect(fmt == 1, "unknown format")
        expect(algorithm in (1, 2), "unknown algorithm", "signature")
        end = HEADER.size + body_length
        expect(len(data) == end + HASH_SIZE + (SIGNATURE_SIZE if algorithm == 2 else 0), "wrong length")
        content, stored = data[:end], data[end:end + HASH_SIZE]
        expect(hashlib.sha256(RECORD_DOMAIN + content).digest() == stored, "wrong hash")
        expect(self.chain == (1 if self.kind < 64 else 2), "wrong chain")
        self.data, self.body = data, content[HEADER.size:]
        self.previous, self.other_hash, self.hash = previous.hex(), other_hash.hex(), stored.hex()
        self.signature = data[end + HASH_SIZE:]
        self.algorithm = algorithm

    def header(self):
        return {
            "format": 1, "algorithm": self.algorithm, "chain": self.chain, "kind": self.kind,
            "sequence": str(self.sequence), "previous": self.previous, "totals": self.totals.hex(),
            "otherSequence": str(self.other_sequence), "otherHash": self.other_hash, "timeMilliseconds": self.time,
            "boot": self.boot, "monotonicMicroseconds": self.monotonic, "shift": self.shift,
            "documentNumber": self.document,
        }

    def members(self):
        try:
            members = json.loads(self.body.decode("utf-8"))
        except ValueError:
            members = None
        expect(isinstance(members, dict), "the body is no object")
        return members


def kind_names():
    """The table of the specification: `| 67, 68 | login, login-failed | … |`."""
    names = {}
    with open(os.path.join(DOCS, "record-format.md"), encoding="utf-8") as file:
        for numbers, kinds in re.findall(r"^\| (\d+(?:, \d+)*) \| ([a-z-]+(?:, [a-z-]+)*) \|", file.read(), re.M):
            names.update(zip(map(int, numbers.split(", ")), kinds.split(", ")))
    return names


def crc32c_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


CRC_TABLE = crc32c_table()


def crc32c(data):
    crc, table = 0xFFFFFFFF, CRC_TABLE
    for byte in data:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def frames(data):
    """Place, type and content of each frame; the type None where something is none."""
    at = 0
    while at < len(data):
        if not any(data[at:at + FRAME.size]) and not any(data[at:]):
            return
        length, crc = FRAME.unpack_from(data, at) if at + FRAME.size <= len(data) else (0, 0)
        payload = data[at + FRAME.size:at + FRAME.size + length]
        if not len(payload) == length > 0 or length > MAX_PAYLOAD or crc32c(data[at:at + 4] + payload) != crc:
            yield at, None, b""
            return
        yield at, payload[0], payload[1:]
        at += FRAME.size + length


with open(os.path.join(DOCS, "mirror-dictionary-1.txt"), "rb") as dictionary:
    DICTIONARY = dictionary.read()


def records_in(kind, content):
    if kind == 3:
        try:
            content = zlib.decompressobj(-15, zdict=DICTIONARY).decompress(content)
        except zlib.error:
            raise Fault("chain", "cannot be inflated") from None
    at = 0
    while at < len(content):
        expect(at + 4 <= len(content), "no row of records")
        (length,) = struct.unpack_from(">I", content, at)
        expect(at + 4 + length <= len(content), "no row of records")
        yield content[at + 4:at + 4 + length]
        at += 4 + length


def json_of(content):
    try:
        return json.loads(content.decode("utf-8"))
    except ValueError:
        raise Fault("chain", "no JSON") from None
