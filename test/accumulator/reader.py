"""Reads records of the accumulator from docs/record-format.md alone: standard library, none of the register's code.

    reader.py VECTOR.json...

The vectors are the records of one journal in the order of sealing. Every header field, both hashes, the body and the
links between the records are compared; the first difference ends it with exit code 1.
"""

import hashlib
import json
import struct
import sys

HEADER = struct.Struct(">BBBBQ32s32sQ32sqIQIQI")
HASH_SIZE = 32
DOMAIN = b"kkm.record.1\x00"


class Wrong(Exception):
    pass


def expect(condition, problem):
    if not condition:
        raise Wrong(problem)


def read_record(data):
    expect(len(data) >= HEADER.size + HASH_SIZE, "too short")
    (fmt, algorithm, chain, kind, sequence, previous, totals, other_sequence, other_hash, time, boot, monotonic,
     shift, document, body_length) = HEADER.unpack_from(data)
    expect(fmt == 1 and algorithm == 1, "unknown format or algorithm")
    expect(len(data) == HEADER.size + body_length + HASH_SIZE, "wrong length")
    content, stored = data[:-HASH_SIZE], data[-HASH_SIZE:]
    expect(hashlib.sha256(DOMAIN + content).digest() == stored, "wrong hash")
    expect(chain == (1 if kind < 64 else 2), "wrong chain")
    header = {
        "format": fmt, "algorithm": algorithm, "chain": chain, "kind": kind, "sequence": str(sequence),
        "previous": previous.hex(), "totals": totals.hex(), "otherSequence": str(other_sequence),
        "otherHash": other_hash.hex(), "timeMilliseconds": time, "boot": boot, "monotonicMicroseconds": monotonic,
        "shift": shift, "documentNumber": document,
    }
    body = content[HEADER.size:].decode("utf-8")
    expect(isinstance(json.loads(body), dict), "the body is no object")
    return header, body, stored.hex()


def follow(heads, header, digest):
    own, other = header["chain"], 3 - header["chain"]
    sequence, previous = heads[own]
    expect(int(header["sequence"]) == sequence + 1, "a gap")
    expect(header["previous"] == previous, "not linked to the record before it")
    expect((int(header["otherSequence"]), header["otherHash"]) == heads[other], "not linked to the other chain")
    heads[own] = (sequence + 1, digest)


def main(paths):
    heads = {1: (0, "00" * HASH_SIZE), 2: (0, "00" * HASH_SIZE)}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            vector = json.load(file)
        try:
            header, body, digest = read_record(bytes.fromhex(vector["hex"]))
            expect(header == vector["header"], "another header: %s" % header)
            expect(body == vector["body"], "another body: %s" % body)
            expect(digest == vector["hash"], "another hash: %s" % digest)
            expect(hashlib.sha256(vector["totalsText"].encode("utf-8")).hexdigest() == header["totals"], "other totals")
            follow(heads, header, digest)
        except (Wrong, ValueError) as problem:
            print("%s: %s" % (path, problem))
            return 1
    print("%d records agree" % len(paths))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
