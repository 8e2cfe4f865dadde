"""A full day of made-up prices as CSV, for a store that is filled."""
import random
import time

MARKETS = ("kraken", "binance", "bitfinex", "bitstamp", "coinbase", "gemini", "huobi", "okx",
           "poloniex", "bittrex", "hitbtc", "kucoin")
MINUTES = 1440


def pairs(count):
    """(market, pair, first price): so many, spread evenly over the markets."""
    dice = random.Random(1)
    for i in range(count):
        yield MARKETS[i % len(MARKETS)], "c%04dusd" % (i // len(MARKETS)), 10 ** dice.uniform(-4, 5)


def write(path, count):
    """A day up to now: random walks, of which six in ten pairs rest in a given minute.

    Returns the last prices as {"market:name:pair": price}.
    """
    dice = random.Random(2)
    newest = int(time.time()) // 60 * 60
    prices = [[market, pair, price] for market, pair, price in pairs(count)]
    with open(path, "w") as file:
        file.write("unix_minute,market,pair,price\n")
        for minute in range(newest - (MINUTES - 1) * 60, newest + 60, 60):
            rows = []
            for entry in prices:
                if dice.random() < 0.4:
                    entry[2] = float("%.5g" % (entry[2] * (1 + dice.gauss(0, 0.002))))
                rows.append("%d,%s,%s,%r\n" % (minute, *entry))
            file.writelines(rows)
    return {"market:%s:%s" % (market, pair): price for market, pair, price in prices}
