#include <lodestone/app/number_text.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace lodestone::app {

namespace {

/// Commas between groups of three digits of the part before the point.
std::string with_thousands(std::string digits) {
  const std::size_t first = digits.find_first_of("0123456789");
  std::size_t end = digits.find('.');
  if (end == std::string::npos) end = digits.size();
  for (std::size_t at = end; at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace

std::string fixed(double value, int decimals) {
  std::string digits = fmt::format("{:.{}f}", value, decimals);
  if (digits.find_first_of("123456789") == std::string::npos && digits.front() == '-') digits.erase(0, 1);
  return with_thousands(std::move(digits));
}

std::string whole(std::int64_t value) { return with_thousands(fmt::format("{}", value)); }

std::string confidence_text(double confidence) {
  std::string digits = fmt::format("{:.4f}", 100.0 * confidence);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits + " %";
}

std::string bytes_text(double bytes) {
  constexpr double kKibi = 1024.0;
  if (bytes < kKibi) return fmt::format("{:.0f} bytes", bytes);
  if (bytes < kKibi * kKibi) return fmt::format("{:.1f} KiB", bytes / kKibi);
  if (bytes < kKibi * kKibi * kKibi) return fmt::format("{:.1f} MiB", bytes / (kKibi * kKibi));
  return fixed(bytes / (kKibi * kKibi * kKibi), 2) + " GiB";
}

std::string duration_text(double seconds) {
  if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
  const auto total = static_cast<std::int64_t>(std::llround(seconds));
  if (total < 60) return fmt::format("{} s", total);
  if (total < 3600) return fmt::format("{} min {:02} s", total / 60, total % 60);
  return fmt::format("{} h {:02} min", total / 3600, total % 3600 / 60);
}

std::string threads_text(int threads) { return fmt::format("{} thread{}", threads, threads == 1 ? "" : "s"); }

NumberScale money_scale(const std::vector<double>& amounts, std::string_view currency) {
  double largest = 0.0;
  for (const double amount : amounts) largest = std::max(largest, std::fabs(amount));
  if (largest >= 1e10) return {1e6, 0, fmt::format("m {}", currency)};
  if (largest >= 1e9) return {1e6, 1, fmt::format("m {}", currency)};
  if (largest >= 1e7) return {1e6, 2, fmt::format("m {}", currency)};
  if (largest >= 1e6) return {1e6, 3, fmt::format("m {}", currency)};
  return {1.0, largest >= 1e3 ? 0 : 2, std::string(currency)};
}

NumberScale percent_scale(int decimals) { return {0.01, decimals, "%"}; }

std::string scaled(const NumberScale& scale, double value) { return fixed(value / scale.divisor, scale.decimals); }

std::optional<double> quantile_at(const std::vector<Quantile>& quantiles, double probability) {
  // Probabilities of a grid are written by people: 0.05 and 0.050000000000000003 are the same one.
  constexpr double kSameProbability = 1e-9;
  for (const Quantile& quantile : quantiles)
    if (std::fabs(quantile.probability - probability) < kSameProbability) return quantile.value;
  return std::nullopt;
}

}  // namespace lodestone::app
