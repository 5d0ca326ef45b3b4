"""Reads what a register recorded from docs/record-format.md and docs/journal.md alone: Python 3 and its standard library, none
of the register's code.

    reader.py VECTOR.json...        the records of one journal in the order of sealing, each compared with what it says
    reader.py --mirror FOLDER       the mirror files of one register, from the first: frames, hashes, links, signatures
    reader.py --export FOLDER [--key HEX] [--checksum TEXT]
                                    an export, or the mirror files of a register, with times, sums and the event journal
    reader.py --pack FOLDER         every export of a tamper pack, compared with what pack.json says of it
    reader.py --documents FOLDER    the documents of a register, a line each: number, shift, time, document, sum, how it
                                    ended, fiscal sign

The first thing that does not hold ends it with exit code 1; --export with 12, after the name of the fault.
"""

import base64
import datetime
import hashlib
import json
import os
import re
import struct
import sys

sys.dont_write_bytecode = True

from ed25519 import is_signed  # noqa: E402
from records import NOTHING, Fault, Record, expect, frames, json_of, kind_names, records_in  # noqa: E402
from totals import BelowZero, Totals  # noqa: E402

RECORD_SIGNED = b"kkm.record.sign.1\x00"
FILE_SIGNED = b"kkm.file.sign.1\x00"
EXPORT_SIGNED = b"kkm.export.sign.1\x00"
SIGNED_KINDS = {2, 7, 9, 17, 18, 19}
REGISTRATION, ATTEMPT, OUTCOME, DEVICE_KEY, ADOPTED = 2, 6, 7, 17, 19
#: Facts are stamped where they happen and sealed a moment later.
TOLERANCE_MS = 60_000


class Walk:
    """All records in the order of sealing."""

    def __init__(self, totals=None, key=None, checksums=()):
        self.heads = {1: (0, NOTHING), 2: (0, NOTHING)}
        self.key = None
        self.early_key = None
        self.noted_key = key and bytes.fromhex(key)
        self.unseen = {base64.b32decode(text) for text in checksums}
        self.totals = totals
        self.boot = self.monotonic = 0
        self.document_time = None
        self.attempt = None
        self.records = self.signatures = self.documents = 0
        self.made = lambda document, outcome: None

    def follow(self, record):
        self.check_links(record)
        if self.totals:
            self.check_times(record)
        self.check_signature(record)
        if self.totals:
            self.check_totals(record)
        self.heads[record.chain] = (record.sequence, record.hash)
        self.records += 1
        if record.chain == 1:
            self.unseen.discard(bytes.fromhex(record.hash)[:10])

    def check_links(self, record):
        sequence, previous = self.heads[record.chain]
        other = self.heads[3 - record.chain]
        expect(record.sequence == sequence + 1, "a gap", "gap")
        expect(record.previous == previous, "not linked to the record before it")
        expect(record.other_sequence <= other[0], "knows a later record of the other chain", "short")
        expect((record.other_sequence, record.other_hash) == other, "not linked to the other chain")

    def check_times(self, record):
        expect(record.boot >= self.boot, "an earlier start", "time")
        before = self.monotonic if record.boot == self.boot else 0
        expect(record.monotonic >= before - 1000 * TOLERANCE_MS, "the monotonic clock ran back", "time")
        self.boot, self.monotonic = record.boot, max(before, record.monotonic)
        if record.kind == ATTEMPT:
            last = record.time if self.document_time is None else self.document_time
            expect(record.time >= last - TOLERANCE_MS, "a document older than the one before it", "time")
            self.document_time = max(last, record.time)

    def check_signature(self, record):
        if record.kind == DEVICE_KEY:
            told = record.members()
            public = bytes.fromhex(told["publicKey"])
            expect(self.key is None or told.get("lost") is True, "a second key without a reason", "signature")
            expect(self.key or self.noted_key in (None, public), "another key than the noted one", "signature")
            expect(self.early_key in (None, public), "files were closed by another key", "signature")
            self.key, self.early_key = public, None
        needed = self.key is not None and record.kind in SIGNED_KINDS
        expect(needed == bool(record.signature), "a signature too many or too few", "signature")
        if needed:
            message = RECORD_SIGNED + bytes.fromhex(record.hash)
            expect(is_signed(self.key, message, record.signature), "a wrong signature", "signature")
            self.signatures += 1

    def check_totals(self, record):
        if record.kind == ATTEMPT:
            self.attempt = record.members()["document"]
            if self.attempt["type"] == "close":
                control = base64.b32encode(bytes.fromhex(record.previous)[:10]).decode("ascii")
                expect(self.attempt["report"]["checksum"] == control, "a Z that names another record")
        elif record.kind == OUTCOME:
            self.count(record.members())
        elif record.kind in (REGISTRATION, ADOPTED):
            base = record.members().get("base")
            if base:
                self.totals.base(base)
        expect(self.totals.digest() == record.totals, "other totals", "totals")

    def count(self, outcome):
        document, self.attempt = self.attempt, None
        expect(document and document["documentNumber"] == outcome["documentNumber"], "no attempt", "totals")
        self.made(document, outcome)
        if outcome["result"] == "refused":
            return
        self.documents += 1
        try:
            self.totals.document(document, outcome["result"] == "autonomous")
        except BelowZero:
            raise Fault("totals", "takes more cash than there is") from None

    def end(self):
        expect(self.noted_key is None or self.key is not None, "no key at all", "signature")
        expect(not self.unseen, "ends before a checksum", "short")


def read_vectors(paths):
    walk = Walk()
    for path in paths:
        with open(path, encoding="utf-8") as file:
            vector = json.load(file)
        try:
            record = Record(bytes.fromhex(vector["hex"]))
            record.members()
            expect(record.header() == vector["header"], "another header: %s" % record.header())
            expect(record.body.decode("utf-8") == vector["body"], "another body")
            expect(record.hash == vector["hash"], "another hash")
            expect(hashlib.sha256(vector["totalsText"].encode("utf-8")).digest() == record.totals, "other totals")
            walk.follow(record)
        except Fault as fault:
            print("%s: %s" % (path, fault))
            return 1
    print("%d records agree" % len(paths))
    return 0


def head_of(text):
    return (int(text["sequence"]), text["hash"])


def shift_files(folder):
    names = [name for name in os.listdir(folder) if re.fullmatch(r"shift-\d{6,}\.kkj", name)]
    return sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))


def read_file(folder, name, previous, walk, may_be_torn):
    """What there is of it: bytes, the SHA-256 that its closing tells or would, whether it is closed."""
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    digest, end, closing, opened = None, 0, None, False
    for at, kind, content in frames(data):
        expect(closing is None, "something behind the closing")
        if kind is None:
            expect(may_be_torn and opened, "a frame cut short")
            break
        end = at + 8 + 1 + len(content)
        if kind == 1:
            expect(not opened, "opened twice")
            check_opening(json_of(content), int(re.sub(r"\D", "", name)), previous, walk)
            opened = True
        elif kind in (2, 3):
            expect(opened, "no opening")
            for record in records_in(kind, content):
                walk.follow(Record(record))
        elif kind == 4:
            closing, digest = json_of(content), hashlib.sha256(data[:at]).digest()
        else:
            raise Fault("chain", "a frame of type %d" % kind)
    expect(opened, "is empty", "short")
    if closing:
        check_closing(closing, digest, walk)
    return end, (digest or hashlib.sha256(data[:end]).digest()).hex(), closing is not None


def check_opening(opening, number, previous, walk):
    expect(opening["format"] == 1 and opening["file"] == number, "a wrong opening")
    for chain, name in ((1, "fiscal"), (2, "events")):
        told = head_of(opening[name])
        expect(told[0] <= walk.heads[chain][0], "begins behind a record that is not there", "short")
        expect(told == walk.heads[chain], "other heads")
    expect(opening["previous"] == previous, "not linked to the file before it")


def check_closing(closing, digest, walk):
    expect(closing["sha256"] == digest.hex(), "not what was closed")
    if "signature" not in closing:
        return expect(walk.key is None, "closed without a signature", "signature")
    public = bytes.fromhex(closing["publicKey"])
    if walk.key is None:
        walk.early_key = public
    expect(public == (walk.key or walk.early_key), "closed by another key", "signature")
    signature = bytes.fromhex(closing["signature"])
    expect(is_signed(public, FILE_SIGNED + digest, signature), "a wrong signature", "signature")


def read_files(folder, walk, is_live):
    seen, previous, is_closed = {}, NOTHING, True
    names = shift_files(folder)
    for name in names:
        try:
            expect(is_closed, "the file before it is not closed", "short")
            size, previous, is_closed = read_file(folder, name, previous, walk, is_live and name == names[-1])
        except Fault as fault:
            raise Fault(fault.fault, "%s: %s" % (name, fault)) from None
        seen[name] = (size, previous)
    return seen


def read_mirror(folder):
    walk = Walk()
    try:
        files = read_files(folder, walk, False)
    except (Fault, struct.error) as fault:
        print(fault)
        return 1
    print("%d files, %d records agree" % (len(files), walk.records))
    return 0


def read_manifest(folder):
    path = os.path.join(folder, "manifest.json")
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        data = file.read()
    with open(os.path.join(folder, "manifest.sig"), encoding="ascii") as file:
        signature = bytes.fromhex(file.read().strip())
    manifest = json_of(data)
    message = EXPORT_SIGNED + hashlib.sha256(data).digest()
    expect(is_signed(bytes.fromhex(manifest["publicKey"]), message, signature), "the list is not signed", "signature")
    return manifest


def check_manifest(manifest, files, walk):
    for file in manifest["files"]:
        expect(file["name"] in files, "%s is not there" % file["name"], "short")
        size, digest = files[file["name"]]
        expect(size >= file["bytes"], "%s is too short" % file["name"], "short")
        expect((size, digest) == (file["bytes"], file["sha256"]), "%s is another" % file["name"])
    expect(set(files) == {file["name"] for file in manifest["files"]}, "a file that was not exported")
    for chain, name in ((1, "fiscal"), (2, "events")):
        told = head_of(manifest["heads"][name])
        expect(told[0] <= walk.heads[chain][0], "the files end before the list", "short")
        expect(told == walk.heads[chain], "another head")
    expect(walk.key and walk.key.hex() == manifest["publicKey"], "another key than the records tell", "signature")


def event_line(record, names):
    time = datetime.datetime.fromtimestamp(0, datetime.timezone.utc) + datetime.timedelta(milliseconds=record.time)
    facts = {
        "sequence": str(record.sequence), "time": time.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (record.time % 1000),
        "kind": record.kind, "name": names.get(record.kind, ""), "shift": record.shift, "document": record.document,
    }
    start = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))[:-1].encode("utf-8")
    return start + b',"body":' + record.body + b',"record":"' + base64.b64encode(record.data) + b'"}\n'


def check_events(folder, head, is_named):
    path = os.path.join(folder, "events.jsonl")
    if not os.path.exists(path):
        return expect(not is_named, "no event journal", "short")
    names, sequence, previous = kind_names(), 0, NOTHING
    with open(path, "rb") as file:
        for line in file:
            told = json_of(line)
            expect(isinstance(told, dict) and isinstance(told.get("record"), str), "no event")
            record = Record(base64.b64decode(told["record"]))
            expect(record.chain == 2, "no event")
            expect(record.sequence == sequence + 1, "an event is missing", "gap")
            expect(record.previous == previous, "not linked to the event before it")
            expect(line == event_line(record, names), "a line that does not say what its record does")
            sequence, previous = record.sequence, record.hash
    expect(sequence >= head[0], "the event journal ends early", "short")
    expect((sequence, previous) == head, "another event journal")


def verify(folder, key=None, checksums=()):
    """@throws Fault"""
    walk = Walk(Totals(), key, checksums)
    manifest = read_manifest(folder)
    files = read_files(folder, walk, manifest is None)
    walk.end()
    if manifest:
        check_manifest(manifest, files, walk)
        check_events(folder, walk.heads[2], "events" in manifest)
    return walk, files


def read_export(folder, options):
    key = options[options.index("--key") + 1] if "--key" in options else None
    checksums = [options[n + 1] for n, option in enumerate(options) if option == "--checksum"]
    try:
        walk, files = verify(folder, key, checksums)
    except Fault as fault:
        print("%s: %s" % (fault.fault, fault))
        return 12
    print("%d files, %d records, %d documents, %d signatures agree"
          % (len(files), walk.records, walk.documents, walk.signatures))
    return 0


def read_pack(folder):
    with open(os.path.join(folder, "pack.json"), encoding="utf-8") as file:
        cases = json.load(file)
    wrong = 0
    for case in cases:
        try:
            checksums = [case["checksum"]] if "checksum" in case else []
            verify(os.path.join(folder, case["folder"]), case.get("key"), checksums)
            found = None
        except Fault as fault:
            found = fault.fault
        if found != case.get("fault"):
            print("%s (%s): expected %s, found %s" % (case["folder"], case["does"], case.get("fault"), found))
            wrong += 1
    sound = sum("fault" not in case for case in cases)
    print("%d sound, %d tampered: %d told wrongly" % (sound, len(cases) - sound, wrong))
    return 1 if wrong else 0


def tenge(value):
    return "%s%d.%02d" % (("-" if value < 0 else ""), abs(value) // 100, abs(value) % 100)


def document_line(document, outcome):
    kind, value = document["type"], document.get("sum")
    if kind == "ticket":
        kind, value = document["ticket"]["operation"], document["ticket"]["total"]
    elif kind == "placement":
        kind = document["direction"]
    # The law's clock: five hours before UTC
    zone = datetime.timezone(datetime.timedelta(hours=5))
    time = datetime.datetime.fromtimestamp(document["time"] / 1000, zone).isoformat(timespec="seconds")
    fields = (document["documentNumber"], document["shift"], time, kind, tenge(int(value["int"])) if value else "",
              outcome["result"], outcome.get("sign", ""))
    return "\t".join(str(field) for field in fields)


def read_documents(folder):
    walk = Walk(Totals())
    walk.made = lambda document, outcome: print(document_line(document, outcome))
    try:
        read_files(folder, walk, True)
        walk.end()
    except Fault as fault:
        print("%s: %s" % (fault.fault, fault))
        return 1
    return 0


def read(arguments):
    modes = {"--mirror": read_mirror, "--pack": read_pack, "--documents": read_documents}
    if arguments[:1] == ["--export"]:
        return read_export(arguments[1], arguments[2:])
    if arguments and arguments[0] in modes:
        return modes[arguments[0]](arguments[1])
    return read_vectors(arguments)


def main(arguments):
    modes_with_folder = ("--mirror", "--pack", "--documents", "--export")
    if not arguments or arguments[0] in modes_with_folder and len(arguments) < 2:
        print("name what is to be read: FILE..., or one of %s with a folder" % ", ".join(modes_with_folder), file=sys.stderr)
        return 2
    try:
        return read(arguments)
    except OSError as error:
        print("%s cannot be read: %s" % (error.filename, error.strerror), file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
