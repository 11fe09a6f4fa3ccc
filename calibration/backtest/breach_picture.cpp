#include <lodestone/calibration/backtest/breach_picture.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

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
    ".grid{stroke:#e4e4e4}.returns{stroke:#9aa5b1;stroke-width:.7;fill:none}.var-97{stroke:#2b6cb0;fill:none}"
    ".var-99{stroke:#1a365d;fill:none}.breach-97{fill:#dd6b20}.breach-99{fill:#c53030}";

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
      low_ = std::min({low_, forecast.realised, -forecast.value_at_risk[1]});
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

}  // namespace

std::string draw_breaches(std::string_view title, std::span<const Forecast> forecasts) {
  LODESTONE_EXPECT(forecasts.size() > 1);
  const Frame frame(forecasts);
  std::string circles;
  int count_97 = 0;
  int count_99 = 0;
  for (const Forecast& forecast : forecasts) {
    if (!(forecast.realised < -forecast.value_at_risk[0])) continue;
    const bool beyond_both = forecast.realised < -forecast.value_at_risk[1];
    ++count_97;
    count_99 += beyond_both ? 1 : 0;
    circles += "<circle class=\"" + std::string(beyond_both ? "breach-99" : "breach-97") + "\" cx=\"" +
               fixed(frame.x(forecast.ends_on)) + "\" cy=\"" + fixed(frame.y(forecast.realised)) + "\" r=\"3\"><title>" +
               to_string(forecast.ends_on) + ": " + fixed(100.0 * forecast.realised) + " %</title></circle>\n";
  }
  const double expected = static_cast<double>(forecasts.size());
  const auto counted = [expected](std::string_view level, int count, double tail) {
    return "VaR " + std::string(level) + " %: " + std::to_string(count) + " breaches, " + fixed(expected * tail, 1) +
           " expected";
  };
  const double legend = kHeight - 14.0;
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + fixed(kWidth, 0) + " " + fixed(kHeight, 0) +
                    "\" role=\"img\">\n<title>" + escaped(title) + "</title>\n<style>" + std::string(kStyle) + "</style>\n";
  svg += label(kLeft, 24.0, "start", title, "title") + axes(frame) + returns_path(frame, forecasts);
  svg += var_path(frame, forecasts, 0, "var-97") + var_path(frame, forecasts, 1, "var-99") + circles;
  svg += line(kLeft, legend - 4.0, kLeft + 24.0, legend - 4.0, "var-97") +
         label(kLeft + 30.0, legend, "start", counted("97.5", count_97, kTails[0]));
  svg += line(kLeft + 320.0, legend - 4.0, kLeft + 344.0, legend - 4.0, "var-99") +
         label(kLeft + 350.0, legend, "start", counted("99", count_99, kTails[1]));
  return svg + "</svg>\n";
}

}  // namespace lodestone::calibration
