#include <lodestone/model/unit_names.hpp>

#include <gtest/gtest.h>

namespace lodestone {
namespace {

TEST(UnitNames, AreThoseOfTheEnumerators) {
  EXPECT_EQ(name_of(Currency::USD), "USD");
  EXPECT_EQ(name_of(Currency::MYR), "MYR");
  EXPECT_EQ(name_of(Unit::SHARE), "SHARE");
  EXPECT_EQ(name_of(ObservableMeaning::NUMBER), "NUMBER");
  EXPECT_EQ(name_of(LicenceBasis::PER_PERIOD), "PER_PERIOD");
  EXPECT_EQ(price_unit(Currency::CNY, Unit::T), "CNY/T");
}

TEST(UnitNames, NameTheFieldOfEveryInstrument) {
  EXPECT_EQ(field_name(EquityPosition{}), "equity_position");
  EXPECT_EQ(field_name(EquityOption{}), "equity_option");
  EXPECT_EQ(field_name(Offtake{}), "offtake");
  EXPECT_EQ(field_name(PriceFloorAgreement{}), "price_floor_agreement");
  EXPECT_EQ(field_name(IndexSwap{}), "index_swap");
  EXPECT_EQ(field_name(Inventory{}), "inventory");
  EXPECT_EQ(field_name(Loan{}), "loan");
}

}  // namespace
}  // namespace lodestone
