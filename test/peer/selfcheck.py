"""Reads every request of the protocol's vectors with wire.py and says what it made of it.

python3 selfcheck.py FOLDER: one JSON line a vector, {"name", "problems", "same"}: `same` tells that writing the message
again gives the frame's very bytes.
"""
import json
import pathlib
import sys

import wire

for file in sorted(pathlib.Path(sys.argv[1]).glob('*.json')):
    vector = json.loads(file.read_text())
    data = bytes.fromhex(vector['frame'])
    appcode, version, size, id_, token, reqnum = wire.HEADER.unpack(data[:wire.HEADER.size])
    header = {'version': version, 'id': id_, 'token': token, 'reqnum': reqnum}
    name = 'Request' if vector['direction'] == 'request' else 'Response'
    reader = wire.Reader(version)
    message = reader.read(name, data[wire.HEADER.size:], name)
    again = wire.frame(version, id_, token, reqnum, wire.write(version, name, message))
    ok = appcode == wire.APPCODE and size == len(data) and header == vector['header']
    print(json.dumps({'name': file.stem, 'direction': vector['direction'], 'problems': reader.problems, 'header': ok, 'same': again == data}))
