"""Reads records and mirror files of the accumulator from docs/record-format.md alone: standard library, none of the
register's code.

    reader.py VECTOR.json...        the records of one journal in the order of sealing, each compared with what it says
    reader.py --mirror FOLDER       the mirror files of one register, from the first

Every header field, hash, signature, and the links between records and files are checked; the first thing that does not
hold ends it with exit code 1.
"""

import hashlib
import json
import os
import re
import struct
import sys
import zlib

HEADER = struct.Struct(">BBBBQ32s32sQ32sqIQIQI")
FRAME = struct.Struct(">II")
HASH_SIZE = 32
SIGNATURE_SIZE = 64
RECORD_DOMAIN = b"kkm.record.1\x00"
RECORD_SIGNED = b"kkm.record.sign.1\x00"
FILE_SIGNED = b"kkm.file.sign.1\x00"
SIGNED_KINDS = {2, 7, 9, 17, 18, 19}
DEVICE_KEY = 17
DICTIONARY = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "mirror-dictionary-1.txt")


class Wrong(Exception):
    pass


def expect(condition, problem):
    if not condition:
        raise Wrong(problem)


# Ed25519 as RFC 8032 describes it, points as (X, Y, Z, T).
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add_points(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return (x * y % P, z * t % P, y * z % P, x * t % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add_points(result, point)
        point = add_points(point, point)
        scalar >>= 1
    return result


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    expect(y < P, "no point of the curve")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    expect((x * x - square) % P == 0 and (x or not sign), "no point of the curve")
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public, message, signature):
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != SIGNATURE_SIZE or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    a = multiply(s, BASE)
    b = add_points(decompress(signature[:32]), multiply(h, decompress(public)))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def read_record(data):
    expect(len(data) >= HEADER.size + HASH_SIZE, "too short")
    (fmt, algorithm, chain, kind, sequence, previous, totals, other_sequence, other_hash, time, boot, monotonic,
     shift, document, body_length) = HEADER.unpack_from(data)
    expect(fmt == 1 and algorithm in (1, 2), "unknown format or algorithm")
    end = HEADER.size + body_length
    expect(len(data) == end + HASH_SIZE + (SIGNATURE_SIZE if algorithm == 2 else 0), "wrong length")
    content, stored = data[:end], data[end:end + HASH_SIZE]
    expect(hashlib.sha256(RECORD_DOMAIN + content).digest() == stored, "wrong hash")
    expect(chain == (1 if kind < 64 else 2), "wrong chain")
    header = {
        "format": fmt, "algorithm": algorithm, "chain": chain, "kind": kind, "sequence": str(sequence),
        "previous": previous.hex(), "totals": totals.hex(), "otherSequence": str(other_sequence),
        "otherHash": other_hash.hex(), "timeMilliseconds": time, "boot": boot, "monotonicMicroseconds": monotonic,
        "shift": shift, "documentNumber": document,
    }
    body = content[HEADER.size:].decode("utf-8")
    expect(isinstance(json.loads(body), dict), "the body is no object")
    return header, body, stored.hex(), data[end + HASH_SIZE:]


class Walk:
    def __init__(self):
        self.heads = {1: (0, "00" * HASH_SIZE), 2: (0, "00" * HASH_SIZE)}
        self.key = None
        self.early_key = None
        self.records = 0

    def follow(self, header, body, digest, signature):
        own, other = header["chain"], 3 - header["chain"]
        sequence, previous = self.heads[own]
        expect(int(header["sequence"]) == sequence + 1, "a gap")
        expect(header["previous"] == previous, "not linked to the record before it")
        expect((int(header["otherSequence"]), header["otherHash"]) == self.heads[other], "not linked to the other chain")
        self.check_key(header["kind"], body, digest, signature)
        self.heads[own] = (sequence + 1, digest)
        self.records += 1

    def check_key(self, kind, body, digest, signature):
        if kind == DEVICE_KEY:
            told = json.loads(body)
            expect(self.key is None or told.get("lost") is True, "a second key without a reason")
            expect(self.early_key in (None, bytes.fromhex(told["publicKey"])), "files were closed by another key")
            self.key = bytes.fromhex(told["publicKey"])
            self.early_key = None
        if not signature:
            expect(self.key is None or kind not in SIGNED_KINDS, "not signed")
            return
        expect(self.key is not None and kind in SIGNED_KINDS, "signed and should not be")
        expect(is_signed(self.key, RECORD_SIGNED + bytes.fromhex(digest), signature), "a wrong signature")


def read_vectors(paths):
    walk = Walk()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            vector = json.load(file)
        try:
            header, body, digest, signature = read_record(bytes.fromhex(vector["hex"]))
            expect(header == vector["header"], "another header: %s" % header)
            expect(body == vector["body"], "another body: %s" % body)
            expect(digest == vector["hash"], "another hash: %s" % digest)
            expect(hashlib.sha256(vector["totalsText"].encode("utf-8")).hexdigest() == header["totals"], "other totals")
            walk.follow(header, body, digest, signature)
        except (Wrong, ValueError) as problem:
            print("%s: %s" % (path, problem))
            return 1
    print("%d records agree" % len(paths))
    return 0


def crc32c_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


CRC_TABLE = crc32c_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def frames(data):
    at = 0
    while at < len(data):
        if not any(data[at:at + FRAME.size]):
            expect(not any(data[at:]), "something behind the last frame")
            return
        length, crc = FRAME.unpack_from(data, at)
        payload = data[at + FRAME.size:at + FRAME.size + length]
        expect(len(payload) == length > 0, "a frame cut short")
        expect(crc32c(data[at:at + 4] + payload) == crc, "a wrong CRC")
        yield at, payload[0], payload[1:]
        at += FRAME.size + length


def records_of(content):
    at = 0
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4:at + 4 + length]
        at += 4 + length


def head_of(text):
    return (int(text["sequence"]), text["hash"])


def read_file(data, number, previous, dictionary, walk):
    """The SHA-256 in the closing frame; None for a file that is still open."""
    closed = None
    for at, kind, content in frames(data):
        expect(closed is None, "something behind the closing")
        if kind == 1:
            opening = json.loads(content)
            expect(at == 0 and opening["format"] == 1 and opening["file"] == number, "a wrong opening")
            expect(opening["previous"] == previous, "not linked to the file before it")
            expect({1: head_of(opening["fiscal"]), 2: head_of(opening["events"])} == walk.heads, "other heads")
        elif kind in (2, 3):
            expect(at > 0, "no opening")
            plain = content if kind == 2 else zlib.decompressobj(-15, zdict=dictionary).decompress(content)
            for record in records_of(plain):
                walk.follow(*read_record(record))
        elif kind == 4:
            closing, closed = json.loads(content), hashlib.sha256(data[:at]).digest()
            expect(closing["sha256"] == closed.hex(), "not what was closed")
            if "signature" in closing:
                public = bytes.fromhex(closing["publicKey"])
                if walk.key is None:
                    walk.early_key = public
                expect(public == (walk.key or walk.early_key), "closed by another key")
                expect(is_signed(public, FILE_SIGNED + closed, bytes.fromhex(closing["signature"])), "wrong signature")
            else:
                expect(walk.key is None, "closed without a signature")
        else:
            raise Wrong("a frame of type %d" % kind)
    return closed and closed.hex()


def read_mirror(folder):
    with open(DICTIONARY, "rb") as file:
        dictionary = file.read()
    walk, previous, count = Walk(), "00" * HASH_SIZE, 0
    for name in sorted(os.listdir(folder)):
        number = re.fullmatch(r"shift-(\d{6,})\.kkj", name)
        if not number:
            continue
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        try:
            expect(previous is not None, "the file before it is not closed")
            previous = read_file(data, int(number[1]), previous, dictionary, walk)
        except (Wrong, ValueError, zlib.error, struct.error) as problem:
            print("%s: %s" % (name, problem))
            return 1
        count += 1
    print("%d files, %d records agree" % (count, walk.records))
    return 0


if __name__ == "__main__":
    sys.exit(read_mirror(sys.argv[2]) if sys.argv[1:2] == ["--mirror"] else read_vectors(sys.argv[1:]))
