#ifndef NUMBER_H
#define NUMBER_H
#include <cfloat>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

/* The nearest double of a number in decimal digits.

   simdjson's own get_double is not asked: up to 3.6.2 it reads "0." with 20 or more digits wrong
   (simdjson issue 2093), and a wrong price is worse than none. */

namespace tj {

/* The fast path below needs a product and a quotient to be rounded once, to a double. */
static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles");

/* A number taken apart: mantissa * 10^exponent, if `fits`. */
struct decimal {
    uint64_t mantissa = 0;
    /* Of the digits without the zeros in front of them, whether they fit or not. */
    int64_t digits = 0;
    int64_t exponent = 0;
    bool fits = true;

    void add(char digit) {
        if (digits == 0 && digit == '0') return;
        if (++digits <= 19) mantissa = mantissa * 10 + uint64_t(digit - '0');
        else fits = false;
    }
};

inline bool is_digit(const char *at, const char *end) {
    return at != end && uint8_t(*at - '0') <= 9;
}

/* Takes a token apart; whether it is written as JSON demands from end to end. */
inline bool take_apart(std::string_view token, decimal &to) {
    const char *at = token.data(), *end = at + token.size();
    if (at != end && *at == '-') at++;
    if (!is_digit(at, end)) return false;
    const char *first = at;
    for (; is_digit(at, end); at++) to.add(*at);
    if (*first == '0' && at != first + 1) return false;
    if (at != end && *at == '.') {
        const char *point = ++at;
        for (; is_digit(at, end); at++) to.add(*at);
        if (at == point) return false;
        to.exponent = point - at;
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        at++;
        bool is_negative = at != end && *at == '-';
        if (at != end && (*at == '-' || *at == '+')) at++;
        if (!is_digit(at, end)) return false;
        int64_t power = 0;
        /* Past a body's length no zeros of its digits can make up for it. */
        for (; is_digit(at, end); at++) power = power < int64_t(1) << 40 ? power * 10 + (*at - '0') : power;
        to.exponent += is_negative ? -power : power;
    }
    return at == end;
}

/* The powers of ten that a double has exactly. */
constexpr double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                           1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* The nearest double of a number of JSON: NaN if it is none, infinity, without a sign, if no double
   can hold it. One that is too small for a double is 0. */
inline double number_of(std::string_view token) {
    decimal parts;
    if (!take_apart(token, parts)) return NAN;
    bool is_negative = token[0] == '-';
    if (parts.digits == 0) return is_negative ? -0.0 : 0.0;
    if (parts.fits && parts.mantissa <= uint64_t(1) << 53 && parts.exponent >= -22
        && parts.exponent <= 22) {
        /* Both are exact, so one rounding gives the nearest double (Clinger 1990). */
        double number = double(parts.mantissa);
        number = parts.exponent < 0 ? number / tens[-parts.exponent] : number * tens[parts.exponent];
        return is_negative ? -number : number;
    }
    double number;
    auto result = std::from_chars(token.data(), token.data() + token.size(), number);
    if (result.ec == std::errc()) return std::isinf(number) ? INFINITY : number;
    if (parts.digits + parts.exponent > 0) return INFINITY;
    return is_negative ? -0.0 : 0.0;
}

/* Of a text that is a number from end to end: what JSON demands of one, and what servers write
   instead: "01", "1.", ".5". NaN for any other. */
inline double number_in(std::string_view text) {
    double number = number_of(text);
    if (!std::isnan(number) || text.empty()) return number;
    auto end = text.data() + text.size();
    auto result = std::from_chars(text.data(), end, number);
    if (result.ptr != end) return NAN;
    if (result.ec == std::errc::result_out_of_range) return INFINITY;
    return result.ec == std::errc() ? number : NAN;
}

} // namespace tj
#endif
