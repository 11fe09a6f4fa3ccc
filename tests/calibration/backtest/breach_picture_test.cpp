#include <lodestone/calibration/backtest/breach_picture.hpp>

#include <gtest/gtest.h>

namespace lodestone::calibration {
namespace {

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

const std::vector<double> kTails = {0.025, 0.01};

std::vector<Forecast> made_up_forecasts() {
  std::vector<Forecast> forecasts;
  for (int i = 0; i < 800; ++i) {
    Forecast forecast;
    forecast.ends_on = make_date(2021, 6, 1) + days{i};
    forecast.realised = i % 2 == 0 ? 0.01 : -0.01;
    forecast.value_at_risk = {0.04, 0.05};
    forecasts.push_back(forecast);
  }
  forecasts[100].realised = -0.045;  // beyond 97.5 % alone
  forecasts[200].realised = -0.06;
  forecasts[300].realised = -0.04;  // at the VaR, not beyond
  return forecasts;
}

TEST(BreachPicture, ShowsEachReturnBothLinesAndEachBreachOnce) {
  const std::string svg = draw_breaches("MP, one day", made_up_forecasts(), kTails);
  EXPECT_EQ(svg.find("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 420\""), 0u);
  EXPECT_TRUE(svg.ends_with("</svg>\n"));
  EXPECT_EQ(count_of(svg, "<path class=\"returns\""), 1u);
  EXPECT_EQ(count_of(svg, "<path class=\"var\""), 1u);
  EXPECT_EQ(count_of(svg, "<path class=\"var last\""), 1u);
  EXPECT_EQ(count_of(svg, "V"), 800u + 2u) << "a stroke a return, and two words VaR";
  EXPECT_EQ(count_of(svg, "L"), 2u * 799u);
  EXPECT_EQ(count_of(svg, "<circle class=\"breach\""), 1u);
  EXPECT_EQ(count_of(svg, "<circle class=\"breach last\""), 1u);
  EXPECT_NE(svg.find("<title>2021-12-18: -6.00 %</title>"), std::string::npos);
  EXPECT_NE(svg.find("VaR 97.5 %: 2 breaches, 20.0 expected"), std::string::npos);
  EXPECT_NE(svg.find("VaR 99 %: 1 breaches, 8.0 expected"), std::string::npos);
  EXPECT_NE(svg.find(">2022<"), std::string::npos);
  EXPECT_NE(svg.find(">2023<"), std::string::npos);
  EXPECT_EQ(svg.find(">2021<"), std::string::npos) << "its first of January is not in the picture";
}

TEST(BreachPicture, KeepsEveryPointInsideTheFrame) {
  const std::string svg = draw_breaches("A", made_up_forecasts(), kTails);
  for (const std::string_view key : {"cx=\"", "x1=\"", "x2=\""}) {
    for (std::size_t at = svg.find(key); at != std::string::npos; at = svg.find(key, at + 1)) {
      const double x = std::stod(svg.substr(at + key.size(), 8));
      EXPECT_GE(x, 60.0);
      EXPECT_LE(x, 944.0);
    }
  }
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(BreachPicture, DrawsAsManyLevelsAsThereAre) {
  std::vector<Forecast> forecasts = made_up_forecasts();
  for (Forecast& forecast : forecasts) forecast.value_at_risk = {0.05};
  const std::string svg = draw_breaches("A", forecasts, std::vector<double>{0.05});
  EXPECT_EQ(count_of(svg, "<path class=\"var"), 1u);
  EXPECT_EQ(count_of(svg, "<circle class=\"breach last\""), 1u);
  EXPECT_NE(svg.find("VaR 95 %: 1 breaches, 40.0 expected"), std::string::npos);
}

TEST(BreachPicture, EscapesItsTitleAndRepeatsItself) {
  const std::string svg = draw_breaches("a < b & \"c\"", made_up_forecasts(), kTails);
  EXPECT_EQ(count_of(svg, "a &lt; b &amp; &quot;c&quot;"), 2u);
  EXPECT_EQ(svg, draw_breaches("a < b & \"c\"", made_up_forecasts(), kTails));
}

}  // namespace
}  // namespace lodestone::calibration
