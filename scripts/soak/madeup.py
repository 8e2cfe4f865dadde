"""Made-up pairs for each exchange of the catalogue, and their prices: a walk by the minute.

A price is a function of the pair and the minute, and of nothing else: who asks twice, or asks for
candles afterwards, gets the same. Coins move together on all exchanges. Many pairs have minutes
without a trade, at which the price before them stands.
"""
import fnmatch
import functools
import math

# In US dollars, roughly.
KNOWN = {
    "BTC": 67000, "ETH": 2600, "USDT": 1, "USDC": 1, "XRP": 2.2, "SOL": 150, "BNB": 620,
    "DOGE": 0.17, "ADA": 0.44, "TRX": 0.27, "LTC": 88, "LINK": 14, "DOT": 4.1, "AVAX": 21,
    "XLM": 0.29, "BCH": 410, "ETC": 17, "XMR": 290, "ATOM": 4.6, "ALGO": 0.2, "UNI": 7,
    "AAVE": 240, "MKR": 1500, "CRV": 0.6, "SHIB": 0.0000121, "PEPE": 0.0000089, "FIL": 2.6,
    "NEAR": 2.3, "ARB": 0.33, "OP": 0.6, "SUI": 3.1, "APT": 4.7, "INJ": 11, "TIA": 1.8,
    "EOS": 0.7, "XTZ": 0.6, "ZEC": 48, "DASH": 22, "BAT": 0.13, "GRT": 0.09, "SAND": 0.27,
    "MANA": 0.28, "CELO": 0.31, "IOTA": 0.18, "BSV": 33, "STORJ": 0.26, "QTUM": 2, "NEO": 5.6,
    "KSM": 14, "FLOW": 0.35, "CHZ": 0.04, "ENJ": 0.07, "LRC": 0.08, "ZRX": 0.22, "COMP": 50,
    "SNX": 0.64, "YFI": 5300, "SUSHI": 0.62, "1INCH": 0.19, "DYDX": 0.52}
MONEY = {
    "USD": 1, "EUR": 1.08, "GBP": 1.27, "JPY": 0.0067, "CAD": 0.73, "AUD": 0.66, "CHF": 1.13,
    "KRW": 0.00072, "TRY": 0.029, "BRL": 0.18, "ZAR": 0.055, "NGN": 0.00065, "IDR": 0.000063,
    "MYR": 0.23, "UAH": 0.024, "RUB": 0.011, "PLN": 0.26, "SGD": 0.75, "MXN": 0.05}
USUAL_QUOTES = ["USDT", "USD", "BTC", "EUR", "USDC", "ETH"]
SYLLABLES = ("ab ac ad ak al am an ar as ba be bi bo da de di do el em en fa fi go ha ho ka ki "
             "ko la li lo ma me mi mo na ne no pa pi po ra re ri ro sa si so ta te ti to vi vo "
             "wa xa xo ya yo za ze zo").upper().split()
# Minutes of the swings, each twice the height of the one before: close to a random walk.
SWINGS = (4, 16, 64, 256, 1024)
MASK = (1 << 64) - 1


def mix(number):
    number &= MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return number ^ (number >> 31)


def seed(text):
    number = 0xCBF29CE484222325
    for byte in text.encode():
        number = ((number ^ byte) * 0x100000001B3) & MASK
    return mix(number)


@functools.lru_cache(1 << 18)
def post(number, swing, place):
    """In [-1, 1]: what a swing goes through at one of its posts."""
    return mix(number + swing * 0x9E3779B97F4A7C15 + place * 0xD1B54A32D192ED03) / (MASK / 2) - 1


def swings(number, minute, lengths):
    total = 0
    for length in lengths:
        place, rest = divmod(minute, length)
        first, second = post(number, length, place), post(number, length, place + 1)
        total += math.sqrt(length) * (first + (second - first) * rest / length)
    return total


class Pair:
    """A pair of an exchange: its spelling there, and its prices."""

    def __init__(self, symbol, base, quote, assets, market):
        self.symbol, self.base, self.quote, self.assets = symbol, base, quote, assets
        #: The name of the pair, as the program has it.
        self.slug = "".join(assets).lower()
        self.number = seed(market + self.slug)
        self.coin = seed(assets[0])
        level = dollars(assets[0]) / dollars(assets[1]) * (1 + (self.number % 9 - 4) / 4000)
        self.level = level
        self.decimals = max(0, 5 - math.floor(math.log10(level)))
        # How far apart its trades are, in minutes.
        self.rest = (1, 1, 1, 1, 2, 3, 6)[self.number // 16 % 7]
        self.restless = 0.0002 + self.coin % 64 / 100_000

    def last_trade(self, minute):
        """The minute in which, or before which, it was traded last, up to this one.

        Counted by the end: the trade of the candle that ends at it."""
        if self.rest == 1:
            return minute
        block = minute // self.rest
        while True:
            trade = block * self.rest + mix(self.number + block) % self.rest
            if trade <= minute:
                return trade
            block -= 1

    def price(self, minute):
        """The last price at a minute, in minutes since 1970, as it is written."""
        trade = self.last_trade(minute)
        move = swings(self.coin, trade, SWINGS[1:]) + swings(self.number, trade, SWINGS[:1])
        move += post(self.number, 1, trade)
        return "%.*f" % (self.decimals, self.level * math.exp(self.restless * move))


def dollars(asset):
    known = KNOWN.get(asset) or MONEY.get(asset)
    return known or 10 ** (seed(asset) % 7000 / 1000 - 4)


def coins():
    """Names of coins without end: some that there are, then made-up ones."""
    yield from KNOWN
    count = len(SYLLABLES)
    for i in range(10 ** 9):
        yield SYLLABLES[i % count] + SYLLABLES[i * 7 // count % count] + "QVWXZ"[i // count % 5]


class Spelling:
    """How an exchange writes its pairs, by the rules of its entry turned round."""

    def __init__(self, entry):
        rule = entry.get("symbols", {})
        self.codes = rule.get("codes", {})
        self.own = {}
        for code, asset in self.codes.items():
            self.own.setdefault(asset, code)
        self.prefix, self.separator = rule.get("prefix", ""), rule.get("separator", "")
        self.width, self.endings = rule.get("width"), rule.get("endings", [])
        self.is_quote_first = rule.get("order") == "quote base"
        # Base and quote stand apart somewhere: a symbol need not tell them.
        self.is_listed = "listing" in entry or any(
            isinstance(call["symbol"], list) for call in entry["tickers"])
        self.skip = rule.get("skip", [])
        self.is_lower = bool(self.endings) and all(word.islower() for word in self.endings)
        fixed = [call["quote"] for call in entry["tickers"] if "quote" in call]
        self.is_fixed = bool(fixed)
        self.quotes = fixed or self.endings or [self.own.get(q, q) for q in USUAL_QUOTES]

    def asset(self, code):
        return self.codes.get(code, code).upper()

    def symbol(self, base, quote):
        """`None` for a pair that could not be told apart again."""
        if self.is_fixed:
            text = base
        else:
            first, second = (quote, base) if self.is_quote_first else (base, quote)
            joined = self.width and len(base) == len(quote) == self.width
            text = self.prefix + first + ("" if joined else self.separator) + second
            if not self.separator and not self.is_listed:
                ends = [end for end in self.endings if text.endswith(end)]
                if max(ends, key=len, default="") != quote:
                    return None
        if any(fnmatch.fnmatchcase(text, glob) for glob in self.skip):
            return None
        return text


def pairs(entry, count):
    """So many pairs of an exchange: the great coins in all its quotes, the others in a few."""
    spelling = Spelling(entry)
    products = [call["url"].split("=")[-1] for call in entry["tickers"]
                if call.get("rows") == "@self"]
    if products:
        # A call for each pair: it has those, and no others.
        sides = [product.split(spelling.separator) for product in products]
        return [Pair(product, base, quote, (base, quote), entry["id"])
                for product, (base, quote) in zip(products, sides)]
    found, slugs = [], set()
    for place, coin in enumerate(coins()):
        base = spelling.own.get(coin, coin)
        if spelling.asset(base) != coin:
            continue
        base = base.lower() if spelling.is_lower else base
        most = len(spelling.quotes) if place < 8 else 4 if place < 40 else 1 + place % 2
        for quote in spelling.quotes[:most]:
            assets = (coin, spelling.asset(quote))
            symbol = spelling.symbol(base, quote)
            if symbol is None or coin == assets[1] or "".join(assets) in slugs:
                continue
            slugs.add("".join(assets))
            found.append(Pair(symbol, base, quote, assets, entry["id"]))
            if len(found) == count:
                return found


def spread(entries, total):
    """How many of all pairs an exchange has, by what the catalogue recorded: `{id: count}`."""
    sizes = {entry["id"]: entry.get("pairs", 400) for entry in entries}
    whole = sum(sizes.values())
    counts = {name: max(3, size * total // whole) for name, size in sizes.items()}
    counts[max(counts, key=counts.get)] += max(0, total - sum(counts.values()))
    return counts
