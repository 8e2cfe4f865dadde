"""Everything that can be wrong with the answer of an exchange."""
import gzip
import random
import socket
import struct
import time

import shapes

MODES = """500 503 404 429 418 451 403 country hang slow garbage truncated truncated-json wrongtype
huge deep escape-sequences empty empty-result redirect redirect-loop reset reset-mid html
duplicates bad-chunk bad-gzip gzip-bomb bom invalid-utf8 envelope envelope-busy partial null-prices
zero-prices""".split()

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
COUNTRY = (b"<html><head><title>Error 403</title></head><body><h1>403 Forbidden</h1>The service is "
           b"configured to block access from your country.</body></html>")
PAGE = (b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your "
        b"browser</body></html>")
EVIL = ["\x1b[2J\x1b[HUSDT", "\x1b]0;owned\x07USDT", "\x9b31mredUSDT", "\u202egnp.exeUSDT",
        "A\0BUSDT", "LINE\nBREAK_USDT", "\u0301\u0301UP-USDT", "\uff22\uff34\uff23/USDT",
        "\U0001f680USDT", "<script>alert(1)</script>-USDT", "../../etc/passwd", "W" * 5000]
STATUS = {
    "500": (500, b"Internal Server Error", ()), "503": (503, b"", ()),
    "404": (404, b'{"message":"Not found"}', ()),
    "429": (429, b'{"code":"429","msg":"Too many requests"}', [("Retry-After", "20")]),
    "418": (418, b"{}", [("Retry-After", "20")]),
    "451": (451, b'{"code":0,"msg":"Service unavailable from a restricted location according to '
            b'the Terms of Use."}', ()),
    "403": (403, b'{"message":"Forbidden"}', ())}


def answer(handler, exchange, mode, kind, i, rest):
    """Answers in this way; the status that was told, `None` for none."""
    if mode in STATUS:
        status, body, fields = STATUS[mode]
        return handler.reply(status, body, fields)
    if mode == "country":
        return handler.reply(403, COUNTRY, (), "text/html")
    if mode == "html":
        return handler.reply(200, PAGE, (), "text/html; charset=UTF-8")
    if mode == "redirect":
        port = handler.server.server_address[1]
        return handler.reply(302, b"", [("Location", "http://localhost:%d%s" % (
            port, handler.path))])
    if mode == "redirect-loop":
        return handler.reply(302, b"", [("Location", handler.path)])
    if mode in ("hang", "reset"):
        return CONNECTION[mode](handler)
    if mode in ("empty", "garbage", "deep", "huge", "bad-gzip", "gzip-bomb"):
        return BODY[mode](handler, exchange, kind, i)
    good = exchange.answer(kind, i, rest, time.time())
    if not good:
        return handler.reply(400, b"{}")
    if mode in RAW:
        return RAW[mode](handler, good.body)
    changed = CHANGED[mode](exchange, kind, i, good.body)
    return handler.reply(200, changed)


# -- the connection


def hang(handler):
    """Until the other side has had enough of it."""
    handler.connection.settimeout(0.5)
    for _ in range(240):
        try:
            if not handler.connection.recv(1, socket.MSG_PEEK):
                break
        except TimeoutError:
            pass
    handler.close_connection = True


def reset(handler):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()
    raise ConnectionResetError


def send(handler, data, close=True):
    handler.wfile.write(data)
    handler.wfile.flush()
    handler.close_connection = handler.close_connection or close
    return 200


def slow(handler, body):
    send(handler, HEAD + b"Content-Length: %d\r\n\r\n" % len(body))
    for start in range(0, min(len(body), 600)):
        send(handler, body[start:start + 1])
        time.sleep(0.2)
    return 200


def reset_mid(handler, body):
    send(handler, HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body[:len(body) // 3])
    time.sleep(0.05)
    reset(handler)


RAW = {
    "slow": slow,
    "reset-mid": reset_mid,
    "truncated": lambda handler, body: send(
        handler, HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body[:len(body) // 2]),
    "bad-chunk": lambda handler, body: send(
        handler, HEAD + b"Transfer-Encoding: chunked\r\n\r\n10\r\n" + body[:16] + b"\r\nzz\r\n"
        + body[16:64])}
CONNECTION = {"hang": hang, "reset": reset}


# -- bodies that have nothing to do with prices


def huge(handler, *_):
    send(handler, HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    part = b'[{"x":' + b"9" * 60_000 + b"},"
    for _ in range(8000):
        send(handler, b"%x\r\n%s\r\n" % (len(part), part))
        part = part.lstrip(b"[")
    return 200


def deep(handler, exchange, kind, i):
    path = exchange.entry[kind][i].get("rows", "").replace(".*", "")
    body = shapes.written(exchange.shape.whole(path, "DEEP"))
    return handler.reply(200, body.replace(b'"DEEP"', b"[" * 10 ** 6 + b"]" * 10 ** 6))


def bomb(handler, *_):
    body = gzip.compress(b"[" + b"1," * (128 * 10 ** 6) + b"1]", 9, mtime=0)
    return handler.reply(200, body, [("Content-Encoding", "gzip")])


BODY = {
    "empty": lambda handler, *_: handler.reply(200, b""),
    "garbage": lambda handler, *_: handler.reply(200, random.Random(1).randbytes(30_000)),
    "bad-gzip": lambda handler, *_: handler.reply(
        200, b"\x1f\x8b\x08\x00" + b"x" * 96, [("Content-Encoding", "gzip")]),
    "deep": deep, "huge": huge, "gzip-bomb": bomb}


# -- bodies that are nearly right


def prices(change):
    """Other prices in the right shape; candles and listings stay as they are."""
    def changed(exchange, kind, i, body):
        if kind not in ("tickers", "detailed", "fallback"):
            return body
        minute = int(time.time() // 60)
        return shapes.written(exchange.prices(kind, i, minute, change))
    return changed


def rows(exchange, kind, i, nothing):
    path = exchange.entry[kind][i].get("rows", "").replace(".*", "")
    return shapes.written(exchange.shape.whole(path, nothing))


def envelope(is_busy):
    def changed(exchange, kind, i, body):
        complaint = exchange.shape.complaint(is_busy)
        return shapes.written(complaint or {"message": "Internal error"})
    return changed


def escapes(quotes):
    return [(text, "1.5") for text in EVIL] + quotes[:200]


CHANGED = {
    "truncated-json": lambda exchange, kind, i, body: body[:len(body) // 2],
    "bom": lambda exchange, kind, i, body: b"\xef\xbb\xbf" + body,
    "invalid-utf8": lambda exchange, kind, i, body: body.replace(b"BTC", b"\xff\xfe\xc0", 1)
    .replace(b"btc", b"\xff\xfe\xc0", 1),
    "wrongtype": lambda exchange, kind, i, body: rows(exchange, kind, i, "nope"),
    "empty-result": lambda exchange, kind, i, body: rows(exchange, kind, i, []),
    "escape-sequences": prices(escapes),
    # An object with one name twice cannot be written here: there it is the same once more.
    "duplicates": prices(lambda quotes: quotes + [(symbol, "987.5") for symbol, _ in quotes[:50]]),
    "partial": prices(lambda quotes: quotes[:max(1, len(quotes) // 10)]),
    "null-prices": prices(lambda quotes: [(symbol, None) for symbol, _ in quotes]),
    "zero-prices": prices(lambda quotes: [(symbol, "0") for symbol, _ in quotes]),
    "envelope": envelope(False), "envelope-busy": envelope(True)}
