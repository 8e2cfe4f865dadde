#ifndef NUMBER_H
#define NUMBER_H
#include <cfloat>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

/* The nearest double of a number in decimal digits.

   Up to 8 bytes past the end of a token are looked at, and must be there; what they are does not
   matter. Bodies and the parser's texts have more.

   simdjson's own get_double is not asked: up to 3.6.2 it reads "0." with 20 or more digits wrong
   (simdjson issue 2093), and a wrong price is worse than none. */

namespace tj {

/* The fast path below needs a product and a quotient to be rounded once, to a double. */
static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles");
static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the first digit must be the lowest byte");

/* A number taken apart: mantissa * 10^exponent, if `fits`. */
struct decimal {
    uint64_t mantissa = 0;
    int64_t exponent = 0;
    /* Of all digits, without the point and the zeros before the first other one. */
    int64_t digits = 0;
    bool fits = true;
};

inline bool is_digit(const char *at, const char *end) {
    return at != end && uint8_t(*at - '0') <= 9;
}

/* How many of eight characters are digits, from the first one on. */
inline int leading_digits(uint64_t eight) {
    /* The upper half of a byte is 3 for '0' to '9', and also after 6 is added; for no other. */
    uint64_t upper = 0xF0F0F0F0F0F0F0F0;
    uint64_t other = ((eight & upper) | (((eight + 0x0606060606060606) & upper) >> 4))
        ^ 0x3333333333333333;
    return other == 0 ? 8 : __builtin_ctzll(other) / 8;
}

/* The number that eight digits are, the first one in the lowest byte. */
inline uint64_t eight_digits(uint64_t eight) {
    eight = (eight & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;
    eight = (eight & 0x00FF00FF00FF00FF) * 6553601 >> 16;
    return (eight & 0x0000FFFF0000FFFF) * 42949672960001 >> 32;
}

constexpr uint64_t whole_tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

/* The digits from one place on, as a number that runs over after 19 of them. Up to eight at a time:
   a loop over them costs most in the guess where it ends. */
inline const char *take_digits(const char *at, const char *end, uint64_t &number) {
    for (;;) {
        uint64_t eight;
        memcpy(&eight, at, 8);
        int count = leading_digits(eight);
        if (count > end - at) count = int(end - at);
        if (count == 0) return at;
        number = number * whole_tens[count] + eight_digits(eight << (64 - 8 * count));
        at += count;
        if (count < 8) return at;
    }
}

/* As many digits as this always fit into a mantissa. */
constexpr int64_t most_digits = 19;

/* Counts the digits of a long number anew, without its leading zeros. */
[[gnu::noinline]] inline void recount(const char *at, const char *end, decimal &to) {
    to.mantissa = 0;
    to.digits = 0;
    for (; at != end; at++) {
        if (*at == '.' || (to.digits == 0 && *at == '0')) continue;
        if (++to.digits <= most_digits) to.mantissa = to.mantissa * 10 + uint64_t(*at - '0');
    }
    to.fits = to.digits <= most_digits;
}

/* Takes a token apart; whether it is written as JSON demands from end to end. */
[[gnu::always_inline]] inline bool take_apart(std::string_view token, decimal &to) {
    const char *at = token.data(), *end = at + token.size();
    if (at != end && *at == '-') at++;
    const char *first = at;
    at = take_digits(at, end, to.mantissa);
    if (at == first || (*first == '0' && at != first + 1)) return false;
    to.digits = at - first;
    if (at != end && *at == '.') {
        const char *point = ++at;
        at = take_digits(at, end, to.mantissa);
        if (at == point) return false;
        to.exponent = point - at;
        to.digits += at - point;
    }
    if (to.digits > most_digits) recount(first, at, to);
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
    if (parts.mantissa == 0 && parts.fits) return is_negative ? -0.0 : 0.0;
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
    /* What begins like a word is none: most symbols and names end here. */
    if (text.empty() || !strchr("-.0123456789iInN", text[0])) return NAN;
    double number = number_of(text);
    if (!std::isnan(number)) return number;
    auto end = text.data() + text.size();
    auto result = std::from_chars(text.data(), end, number);
    if (result.ptr != end) return NAN;
    if (result.ec == std::errc::result_out_of_range) return INFINITY;
    return result.ec == std::errc() ? number : NAN;
}

} // namespace tj
#endif
