"""Ed25519 as RFC 8032 describes it, for verifying alone; points are (X, Y, Z, T). Tables of multiples make many signatures
of few keys quick."""

import functools
import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return (x * y % P, z * t % P, y * z % P, x * t % P)


def decompress(data):
    """None: no point of the curve."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (sign and not x):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def compress(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def table_of(point):
    """256 multiples for each byte of a scalar."""
    table = []
    for _ in range(32):
        row = [NEUTRAL]
        for _ in range(255):
            row.append(add(row[-1], point))
        table.append(row)
        point = add(row[-1], point)
    return table


def multiply(table, scalar):
    result = NEUTRAL
    for row, byte in zip(table, scalar.to_bytes(32, "little")):
        result = add(result, row[byte])
    return result


BASE = table_of(decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")))


@functools.lru_cache(maxsize=8)
def key_table(public):
    """Of the point's negative; None: no key."""
    point = decompress(public)
    return point and table_of((P - point[0], point[1], 1, P - point[3]))


@functools.lru_cache(maxsize=1 << 16)
def is_signed(public, message, signature):
    table = key_table(public)
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= ORDER or table is None:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return compress(add(multiply(BASE, s), multiply(table, h))) == signature[:32]
