#include <gtest/gtest.h>
#include <lodestone/plan/price_plan.hpp>

#include <algorithm>

namespace lodestone {
namespace {

/// Prices on both sides of every strike, and on them.
constexpr double kPrices[] = {0.0, 40.0, 60.0, 75.5, 110.0, 120.0, 150.0, 400.0};

TEST(Formula, OfEveryPresetIsItsPiecewiseLinearForm) {
  for (const double i : kPrices) {
    EXPECT_DOUBLE_EQ(compile_formula(FixedPrice{75.0})(i), 75.0);
    EXPECT_DOUBLE_EQ(compile_formula(IndexLinked{0.95, -2.0})(i), 0.95 * i - 2.0);
    EXPECT_DOUBLE_EQ(compile_formula(Floor{110.0})(i), std::max(i, 110.0));
    EXPECT_DOUBLE_EQ(compile_formula(Cap{110.0})(i), std::min(i, 110.0));
    EXPECT_DOUBLE_EQ(compile_formula(Collar{60.0, 120.0})(i), std::clamp(i, 60.0, 120.0));
    // MP–DoD: 110 USD/kg, 30 % of what is above to the buyer.
    EXPECT_DOUBLE_EQ(compile_formula(FloorWithUpsideShare{110.0, 0.3, 110.0})(i),
                     i <= 110.0 ? 110.0 : 110.0 + 0.7 * (i - 110.0));
    EXPECT_DOUBLE_EQ(compile_formula(PiecewiseLinear{1.0, 0.5, {{60.0, 0.25}, {120.0, -0.75}}})(i),
                     1.0 + 0.5 * i + 0.25 * std::max(i - 60.0, 0.0) - 0.75 * std::max(i - 120.0, 0.0));
  }
}

TEST(Formula, OfAFloorLessACapIsTheCollarLessTheIndex) {
  for (const double i : kPrices) {
    const double floor = compile_formula(Floor{60.0})(i);
    const double cap = compile_formula(Cap{120.0})(i);
    EXPECT_NEAR(floor + cap - i, compile_formula(Collar{60.0, 120.0})(i), 1e-12 * 400.0);
  }
}

TEST(Formula, HasAPositivePartThatBendsWhereItCrossesZero) {
  const FormulaPlan formulas[] = {{-50.0, 1.0, {}},                           // crosses upwards
                                  {50.0, -1.0, {}},                           // and downwards
                                  {10.0, -1.0, {{40.0, 2.5}, {90.0, -3.0}}},  // three times, once beyond the last strike
                                  {72.0, 0.0, {{72.0, 1.0}, {95.0, -0.3}}},   // never
                                  {-5.0, 0.0, {{-20.0, 1.0}, {60.0, -1.0}}},  // a strike below every price
                                  {0.0, 0.0, {}}};
  for (const FormulaPlan& formula : formulas) {
    const FormulaPlan positive = positive_part(formula);
    for (const Kink& kink : positive.kinks) EXPECT_GT(kink.strike, 0.0);
    for (double i = 0.0; i < 500.0; i += 0.37) EXPECT_NEAR(positive(i), std::max(formula(i), 0.0), 1e-11) << i;
  }
}

}  // namespace
}  // namespace lodestone
