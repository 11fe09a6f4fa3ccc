#include <lodestone/calibration/backtest/breach_picture.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

namespace lodestone::calibration {
namespace {

constexpr double kWidth = 960.0;
constexpr double kHeight = 420.0;
constexpr double kLeft = 60.0;
constexpr double kRight = 16.0;
constexpr double kTop = 48.0;
constexpr double kBottom = 56.0;

constexpr std::string_view kStyle =
    "text{font:12px sans-serif;fill:#333}.title{font-size:15px;font-weight:bold}.axis{stroke:#999;fill:none}"
    ".grid{stroke:#e4e4e4}.returns{stroke:#9aa5b1;stroke-width:.7;fill:none}.var{stroke:#2b6cb0;fill:none}"
    ".var.last{stroke:#1a365d}.breach{fill:#dd6b20}.breach.last{fill:#c53030}";
constexpr double kLegendStep = 290.0;

std::string fixed(double value, int decimals = 2) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, value == 0.0 ? 0.0 : value);  // no −0
  return text;
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

int year_of(Date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

/// Of 1, 2, 5 times a power of ten, the least that needs at most eight lines.
double grid_step(double range) {
  double step = std::pow(10.0, std::floor(std::log10(range / 8.0)));
  for (const double factor : {2.0, 2.5, 2.0}) {
    if (range / step <= 8.0) break;
    step *= factor;
  }
  return step;
}

/// Where a forecast's end and a return stand on the page.
class Frame {
 public:
  explicit Frame(std::span<const Forecast> forecasts) : first_(forecasts.front().ends_on), last_(forecasts.back().ends_on) {
    for (const Forecast& forecast : forecasts) {
      low_ = std::min(low_, forecast.realised);
      for (const double value_at_risk : forecast.value_at_risk) low_ = std::min(low_, -value_at_risk);
      high_ = std::max(high_, forecast.realised);
    }
    step_ = grid_step(std::max(high_ - low_, 1e-9));
    low_ = step_ * std::floor(low_ / step_);
    high_ = step_ * std::ceil(high_ / step_);
  }
  double x(Date date) const {
    const double share =
        static_cast<double>((date - first_).count()) / static_cast<double>(std::max<long>((last_ - first_).count(), 1));
    return kLeft + share * (kWidth - kLeft - kRight);
  }
  double y(double value) const { return kTop + (high_ - value) / (high_ - low_) * (kHeight - kTop - kBottom); }
  Date first() const { return first_; }
  Date last() const { return last_; }
  double low() const { return low_; }
  double high() const { return high_; }
  double step() const { return step_; }

 private:
  Date first_;
  Date last_;
  double low_ = 0.0;
  double high_ = 0.0;
  double step_ = 1.0;
};

std::string label(double x, double y, std::string_view anchor, std::string_view text, std::string_view css = "") {
  std::string element = "<text x=\"" + fixed(x) + "\" y=\"" + fixed(y) + "\" text-anchor=\"";
  element.append(anchor).append("\"");
  if (!css.empty()) element.append(" class=\"").append(css).append("\"");
  return element + ">" + escaped(text) + "</text>\n";
}

std::string line(double x1, double y1, double x2, double y2, std::string_view css) {
  return "<line class=\"" + std::string(css) + "\" x1=\"" + fixed(x1) + "\" y1=\"" + fixed(y1) + "\" x2=\"" + fixed(x2) +
         "\" y2=\"" + fixed(y2) + "\"/>\n";
}

std::string axes(const Frame& frame) {
  std::string text;
  const auto lines = std::lround((frame.high() - frame.low()) / frame.step());
  for (long i = 0; i <= lines; ++i) {
    const double value = frame.low() + static_cast<double>(i) * frame.step();
    text += line(kLeft, frame.y(value), kWidth - kRight, frame.y(value), "grid");
    text += label(kLeft - 6.0, frame.y(value) + 4.0, "end", fixed(100.0 * value, frame.step() < 0.01 ? 1 : 0) + " %");
  }
  for (int year = year_of(frame.first()); year <= year_of(frame.last()); ++year) {
    const Date start = make_date(year, 1, 1);
    if (start < frame.first() || start > frame.last()) continue;
    text += line(frame.x(start), kTop, frame.x(start), kHeight - kBottom, "grid");
    text += label(frame.x(start), kHeight - kBottom + 16.0, "middle", std::to_string(year));
  }
  return text + line(kLeft, frame.y(0.0), kWidth - kRight, frame.y(0.0), "axis");
}

std::string returns_path(const Frame& frame, std::span<const Forecast> forecasts) {
  std::string path;
  const std::string zero = fixed(frame.y(0.0));
  for (const Forecast& forecast : forecasts) {
    path += "M" + fixed(frame.x(forecast.ends_on)) + " " + zero + "V" + fixed(frame.y(forecast.realised));
  }
  return "<path class=\"returns\" d=\"" + path + "\"/>\n";
}

std::string var_path(const Frame& frame, std::span<const Forecast> forecasts, std::size_t level, std::string_view css) {
  std::string path;
  for (const Forecast& forecast : forecasts) {
    path +=
        (path.empty() ? "M" : "L") + fixed(frame.x(forecast.ends_on)) + " " + fixed(frame.y(-forecast.value_at_risk[level]));
  }
  return "<path class=\"" + std::string(css) + "\" d=\"" + path + "\"/>\n";
}

/// Confidence as people write it: 97.5, 99.
std::string percent_of(double tail) {
  std::string text = fixed(100.0 * (1.0 - tail), 2);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string with_last(std::string_view css, std::size_t level, std::size_t levels) {
  return std::string(css) + (level + 1 == levels ? " last" : "");
}

/// How many of the levels, the widest tail first, the return lies beyond.
std::size_t levels_beyond(const Forecast& forecast) {
  std::size_t beyond = 0;
  for (const double value_at_risk : forecast.value_at_risk) beyond += forecast.realised < -value_at_risk ? 1 : 0;
  return beyond;
}

std::string circle(const Frame& frame, const Forecast& forecast, std::size_t beyond, std::size_t levels) {
  return "<circle class=\"" + with_last("breach", beyond - 1, levels) + "\" cx=\"" + fixed(frame.x(forecast.ends_on)) +
         "\" cy=\"" + fixed(frame.y(forecast.realised)) + "\" r=\"3\"><title>" + to_string(forecast.ends_on) + ": " +
         fixed(100.0 * forecast.realised) + " %</title></circle>\n";
}

}  // namespace

std::string draw_breaches(std::string_view title, std::span<const Forecast> forecasts, std::span<const double> tails) {
  LODESTONE_EXPECT(forecasts.size() > 1 && !tails.empty() && std::is_sorted(tails.rbegin(), tails.rend()));
  const Frame frame(forecasts);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + fixed(kWidth, 0) + " " + fixed(kHeight, 0) +
                    "\" role=\"img\">\n<title>" + escaped(title) + "</title>\n<style>" + std::string(kStyle) + "</style>\n";
  svg += label(kLeft, 24.0, "start", title, "title") + axes(frame) + returns_path(frame, forecasts);
  for (std::size_t level = 0; level < tails.size(); ++level) {
    svg += var_path(frame, forecasts, level, with_last("var", level, tails.size()));
  }
  std::vector<int> breaches(tails.size(), 0);
  for (const Forecast& forecast : forecasts) {
    const std::size_t beyond = levels_beyond(forecast);
    for (std::size_t level = 0; level < beyond; ++level) ++breaches[level];
    if (beyond > 0) svg += circle(frame, forecast, beyond, tails.size());
  }
  const double y = kHeight - 14.0;
  for (std::size_t level = 0; level < tails.size(); ++level) {
    const double x = kLeft + kLegendStep * static_cast<double>(level);
    svg += line(x, y - 4.0, x + 24.0, y - 4.0, with_last("var", level, tails.size()));
    svg += label(x + 30.0, y, "start",
                 "VaR " + percent_of(tails[level]) + " %: " + std::to_string(breaches[level]) + " breaches, " +
                     fixed(static_cast<double>(forecasts.size()) * tails[level], 1) + " expected");
  }
  return svg + "</svg>\n";
}

}  // namespace lodestone::calibration
