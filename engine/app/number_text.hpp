/// Numbers for people: thousands apart, one decimal count a column, plain units.
#pragma once

#include <lodestone/risk/report.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::app {

/// `1,234,567.89`; a zero is never negative.
std::string fixed(double value, int decimals);

/// `1,234,567`.
std::string whole(std::int64_t value);

/// `99 %`, `97.5 %`: as many decimals as the confidence has, at most 4.
std::string confidence_text(double confidence);

/// `1.25 GiB`, `38.1 MiB`, `512 bytes`.
std::string bytes_text(double bytes);

/// `0.8 s`, `12 s`, `3 min 20 s`, `1 h 05 min`.
std::string duration_text(double seconds);

/// `1 thread`, `2 threads`.
std::string threads_text(int threads);

/// How a column of numbers is written: value / divisor with `decimals`, `unit` in the head.
struct NumberScale {
  double divisor = 1.0;
  int decimals = 0;
  std::string unit;
};

/// One scale for numbers of the same money, by the largest magnitude: from 1e6 on in millions with four significant digits or
/// so.
NumberScale money_scale(const std::vector<double>& amounts, std::string_view currency);

/// Shares and probabilities in per cent.
NumberScale percent_scale(int decimals = 1);

std::string scaled(const NumberScale& scale, double value);

/// The quantile at `probability` of a distribution's grid; none when the grid lacks it.
std::optional<double> quantile_at(const std::vector<Quantile>& quantiles, double probability);

}  // namespace lodestone::app
