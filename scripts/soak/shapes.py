"""Answers in the shape of an exchange, made of what its entry in the catalogue says."""
import json
import re
from datetime import datetime, timezone
from urllib.parse import unquote

# Of members that nobody should read: a price that no walk has.
ODD = "987654321"
# Traded within 24 hours, of every pair.
TRADED = "12345.5"


def put(holder, path, value):
    """Sets a member by a path such as `result.list` or `c.0`; lists grow as far as they must."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step, after in zip(steps, [*steps[1:], last]):
        if isinstance(step, int):
            grow(holder, step)
            holder[step] = holder[step] if isinstance(holder[step], (list, dict)) else None
            holder[step] = holder[step] or empty(after)
        else:
            holder.setdefault(step, empty(after))
        holder = holder[step]
    if isinstance(last, int):
        grow(holder, last)
    holder[last] = value


def grow(holder, place):
    holder.extend([ODD] * (place + 1 - len(holder)))


def empty(step):
    return [] if isinstance(step, int) else {}


def member(path):
    """What holds a member at this path."""
    return empty(int(path) if path.split(".")[0].isdigit() else path)


def plain(text):
    """`true` and `false` as JSON has them, other words as they are."""
    return {"true": True, "false": False}.get(text, text)


def ahead(zone):
    """Seconds that the clocks of `+9` or `-3:30` are ahead of UTC; 0 for no text."""
    sign, hours, minutes = re.fullmatch(r"(?:([+-])(\d+)(?::(\d+))?)?", zone).groups()
    offset = int(hours or 0) * 3600 + int(minutes or 0) * 60
    return -offset if sign == "-" else offset


def moment(unit, seconds):
    if unit.startswith("iso"):
        seconds += ahead(unit[3:])
        return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return int(seconds * (1000 if unit == "ms" else 1))


class Shape:
    """Bodies of one exchange."""

    def __init__(self, entry):
        self.entry = entry
        self.rules = entry.get("errors", [])

    def whole(self, path, rows):
        """Rows at their place, with what else a good answer says."""
        if not path:
            return rows
        if path == "@self":
            return rows[0] if rows else {}
        top = {}
        for rule in self.rules:
            if rule.get("fine"):
                put(top, rule["code"], plain(words(rule["fine"])[0]))
        if path.endswith(".*"):
            put(top, path[:-2], rows)
        else:
            put(top, path, rows)
        return top

    def prices(self, call, quotes, now):
        """`quotes`: (symbol, price or what else is to stand there), in order."""
        is_keyed = call["symbol"] == "@key"
        path = words(call["price"])[0]
        rows = {} if is_keyed else []
        for symbol, price in quotes:
            row = member(path)
            if isinstance(row, list):
                price = float(price) if isinstance(price, str) else price
            put(row, path, price)
            for key in ("turnover", "volume"):
                if key in call:
                    put(row, words(call[key])[0], TRADED)
            for key, values in call.get("only", {}).items():
                put(row, key, plain(words(values)[0]))
            if "age" in call:
                put(row, call["age"]["path"], moment(call["age"]["unit"], now))
            if is_keyed:
                rows[symbol] = row
            else:
                for path_of, part in zip(words(call["symbol"]), words(symbol)):
                    put(row, path_of, part)
                rows.append(row)
        return self.whole(call.get("rows", ""), rows)

    def listing(self, pairs):
        form = self.entry["listing"]
        is_keyed = form["symbol"] == "@key"
        rows = {} if is_keyed else []
        for pair in pairs:
            row = {}
            if "pair" in form:
                put(row, form["pair"], pair.base + form["separator"] + pair.quote)
            else:
                put(row, form["base"], pair.base)
                put(row, form["quote"], pair.quote)
            for key, values in form.get("only", {}).items():
                put(row, key, plain(words(values)[0]))
            if is_keyed:
                rows[pair.symbol] = row
            else:
                put(row, form["symbol"], pair.symbol)
                rows.append(row)
        return self.whole(form.get("rows", ""), rows)

    def candles(self, call, pair, asked, now):
        """The candles that are asked for, the running one too where it is."""
        step = call.get("step", 1)
        current = int(now // 60)
        last = current // step * step
        first, end = asked.get("from"), asked.get("end")
        if end is not None:
            last = min(last, (int(end) - 1) // 60 // step * step)
        if first is None:
            start = last - (call["limit"] - 1) * step
        else:
            start = -(-int(first) // (60 * step)) * step
        rows = []
        for minute in range(start, last + 1, step):
            trade = pair.last_trade(min(minute + step, current))
            if trade <= minute and minute != current // step * step:
                continue
            close = pair.price(min(minute + step, current))
            rows.append(self.candle(call, minute + (step if call.get("ends") else 0), close))
        # Where the end is not asked for, the first ones; otherwise those before it.
        rows = rows[:call["limit"]] if end is None and first is not None else rows[-call["limit"]:]
        if sum(self.entry["id"].encode()) % 2:
            rows.reverse()
        path = call.get("rows", "")
        if call.get("columns"):
            columns = {}
            put(columns, call["time"], [row[0] for row in rows])
            put(columns, call["close"], [row[1] for row in rows])
            return self.whole(path, columns)
        if path.endswith(".*"):
            return self.whole(path, {pair.symbol: rows, "last": current * 60})
        return self.whole(path, rows)

    @staticmethod
    def candle(call, minute, close):
        if call.get("columns"):
            return [moment(call["unit"], minute * 60), close]
        row = member(call["time"])
        put(row, call["close"], close)
        put(row, call["time"], moment(call["unit"], minute * 60))
        return row

    def complaint(self, is_busy):
        """An answer that says that it is none; `None` where the exchange never does that."""
        for rule in self.rules:
            code = words(rule["failed"])[0] if rule.get("failed") else "90000"
            text = "Internal error"
            if is_busy:
                text = (words(rule.get("busy", [])) or [text])[0].replace("*", " ").strip()
                code = code if rule.get("failed") or not re.match(r"\w+$", text) else text
            top = member(rule["code"])
            put(top, rule["code"], code)
            for path in words(rule.get("words", []))[:1]:
                put(top, path, text)
            return top
        return None


def words(value):
    return [value] if isinstance(value, str) else list(value)


class Template:
    """Reads the addresses that a template with places such as `{from:ms}` makes."""

    def __init__(self, url):
        text = url.split("://", 1)[1].split("/", 1)[1]
        self.places, pattern = [], ""
        for i, part in enumerate(re.split(r"\{([^}]*)\}", text)):
            if i % 2:
                self.places.append(part.split(":", 1))
                pattern += "([^/?&]*?)"
            else:
                pattern += re.escape(part)
        self.pattern = re.compile(pattern)

    def values(self, text):
        """`{place: text}`, times in seconds; `None` for an address that is not of this kind."""
        found = self.pattern.fullmatch(text)
        if not found:
            return None
        values = {}
        for (place, *form), value in zip(self.places, found.groups()):
            value = unquote(value)
            if place == "day":
                start = datetime.strptime(value, "%Y%m%d").replace(tzinfo=timezone.utc)
                values["from"] = start.timestamp() - ahead("".join(form))
                values["end"] = values["from"] + 86_400
            elif place in ("from", "until", "end", "first"):
                value = seconds(value, form[0])
                if place == "until":
                    place, value = "end", value + (0.001 if form[0] == "ms" else 1)
            values[place] = value
        return values


def seconds(text, form):
    if form.startswith("iso"):
        return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(
            tzinfo=timezone.utc).timestamp() - ahead(form[3:])
    return int(text) / (1000 if form == "ms" else 1)


def written(body):
    return json.dumps(body, separators=(",", ":")).encode()
