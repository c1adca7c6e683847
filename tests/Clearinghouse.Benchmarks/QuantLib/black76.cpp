// QuantLib's side of the Black-76 benchmark: rates on one core, or values beside references in 113-bit arithmetic.
//   black76 version                               prints which QuantLib it is
//   black76 rates <columns> <count> <seconds>     prints what was measured and options per second, a line each
//   black76 values <columns> <count> <results>    writes 12 doubles per option: price, delta, gamma, vega of QuantLib, then high and low part of each reference
// The columns are doubles: right (0 call, 1 put), forward, strike, volatility, years, discount factor.
#include <ql/pricingengines/blackcalculator.hpp>
#include <ql/pricingengines/blackformula.hpp>
#include <ql/version.hpp>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <quadmath.h>
#include <string>
#include <vector>

using namespace QuantLib;

struct Columns {
    std::vector<Option::Type> right;
    std::vector<double> forward, strike, volatility, years, discount;

    Columns(const char* path, size_t count) : right(count) {
        std::vector<double> puts(count);
        std::FILE* file = std::fopen(path, "rb");
        if (!file) std::exit(1);
        for (auto* column : {&puts, &forward, &strike, &volatility, &years, &discount}) {
            column->resize(count);
            if (std::fread(column->data(), sizeof(double), count, file) != count) std::exit(1);
        }
        std::fclose(file);
        for (size_t i = 0; i < count; i++) right[i] = puts[i] != 0 ? Option::Put : Option::Call;
    }
};

template <class Pass>
void measure(const char* name, size_t count, double seconds, Pass pass) {
    pass();
    const auto began = std::chrono::steady_clock::now();
    double elapsed = 0;
    size_t done = 0;
    do {
        pass();
        done += count;
        elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    } while (elapsed < seconds);
    std::printf("%s %.17g\n", name, done / elapsed);
}

void rates(const Columns& c, size_t count, double seconds) {
    std::vector<double> price(count), delta(count), gamma(count), vega(count);
    measure("blackFormula", count, seconds, [&] {
        for (size_t i = 0; i < count; i++)
            price[i] = blackFormula(c.right[i], c.strike[i], c.forward[i], c.volatility[i] * std::sqrt(c.years[i]), c.discount[i]);
    });
    measure("blackFormulaDerivatives", count, seconds, [&] {
        for (size_t i = 0; i < count; i++) {
            const double root = std::sqrt(c.years[i]), deviation = c.volatility[i] * root;
            price[i] = blackFormula(c.right[i], c.strike[i], c.forward[i], deviation, c.discount[i]);
            delta[i] = blackFormulaForwardDerivative(c.right[i], c.strike[i], c.forward[i], deviation, c.discount[i]);
            vega[i] = blackFormulaStdDevDerivative(c.strike[i], c.forward[i], deviation, c.discount[i]) * root;
        }
    });
    measure("BlackCalculator", count, seconds, [&] {
        for (size_t i = 0; i < count; i++) {
            const BlackCalculator calculator(c.right[i], c.strike[i], c.forward[i], c.volatility[i] * std::sqrt(c.years[i]), c.discount[i]);
            price[i] = calculator.value();
            delta[i] = calculator.deltaForward();
            gamma[i] = calculator.gammaForward();
            vega[i] = calculator.vega(c.years[i]);
        }
    });
}

__float128 normal(__float128 x) { return erfcq(-x / sqrtq(2)) / 2; }

void values(const Columns& c, size_t count, const char* path) {
    std::FILE* file = std::fopen(path, "wb");
    if (!file) std::exit(1);
    for (size_t i = 0; i < count; i++) {
        // The total standard deviation is the rounded one that both sides compute with.
        const double deviation = c.volatility[i] * std::sqrt(c.years[i]);
        const BlackCalculator calculator(c.right[i], c.strike[i], c.forward[i], deviation, c.discount[i]);
        const __float128 f = c.forward[i], k = c.strike[i], s = deviation, d = c.discount[i], sign = c.right[i] == Option::Put ? -1 : 1;
        const __float128 d1 = logq(f / k) / s + s / 2, density = d * expq(-d1 * d1 / 2) / sqrtq(2 * M_PIq);
        const __float128 exact[] = {
            d * sign * (f * normal(sign * d1) - k * normal(sign * (d1 - s))),
            d * sign * normal(sign * d1),
            density / (f * s),
            density * f * sqrtq(c.years[i]),
        };
        double row[12] = {
            blackFormula(c.right[i], c.strike[i], c.forward[i], deviation, c.discount[i]),
            calculator.deltaForward(),
            calculator.gammaForward(),
            calculator.vega(c.years[i]),
        };
        for (int j = 0; j < 4; j++) {
            row[4 + 2 * j] = static_cast<double>(exact[j]);
            row[5 + 2 * j] = static_cast<double>(exact[j] - row[4 + 2 * j]);
        }
        std::fwrite(row, sizeof(double), 12, file);
    }
    std::fclose(file);
}

int main(int argc, char** argv) {
    if (argc == 2 && std::string(argv[1]) == "version") return std::printf("QuantLib %s\n", QL_VERSION) < 0;
    if (argc != 5) return 2;
    const size_t count = std::strtoull(argv[3], nullptr, 10);
    const Columns columns(argv[2], count);
    if (std::string(argv[1]) == "rates") rates(columns, count, std::strtod(argv[4], nullptr));
    else values(columns, count, argv[4]);
    return 0;
}
