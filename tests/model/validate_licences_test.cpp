#include "model/broken_study.hpp"

namespace lodestone {
namespace {

// Lanes of the example: 0 per shipment, 1 per period, 2 per quantity; the accounts are in the same order.

TEST(ValidateLanes, FindsEachFaultAlone) {
  expect_each_alone({
      {"licences.lanes[3].id", "must be unique", [](Study& s) { s.licences.lanes.push_back(s.licences.lanes[0]); }},
      {"licences.lanes[0].product_class", "300 characters",
       [](Study& s) { s.licences.lanes[0].product_class = std::string(300, 'x'); }},
      {"licences.lanes[0].end_use", "300 characters", [](Study& s) { s.licences.lanes[0].end_use = std::string(300, 'x'); }},
      {"licences.lanes[1].stance", "names no stance", [](Study& s) { s.licences.lanes[1].stance = "jp"; }},
      {"licences.lanes[1].free_levels[0]", R"(names no level of stance "eu")",
       [](Study& s) { s.licences.lanes[1].free_levels[0] = "open"; }},
      {"licences.lanes[1].free_levels[1]", "must be unique",
       [](Study& s) { s.licences.lanes[1].free_levels.push_back("truce"); }},
      {"licences.lanes[0].age_bin_edges_days[0]", "0 d: must be > 0",
       [](Study& s) { s.licences.lanes[0].age_bin_edges_days[0] = 0.0; }},
      {"licences.lanes[0].age_bin_edges_days[1]", "must be above the edge before it",
       [](Study& s) { s.licences.lanes[0].age_bin_edges_days[1] = 45.0; }},
      {"licences.lanes[0].age_bin_edges_days[1]", "1e+06 d: must be at most 36525 d",
       [](Study& s) { s.licences.lanes[0].age_bin_edges_days[1] = 1e6; }},
      {"licences.lanes[0].age_bin_edges_days", "101 edges: must be from 0 to 100",
       [](Study& s) {
         Lane& lane = s.licences.lanes[0];
         while (lane.age_bin_edges_days.size() < 101) lane.age_bin_edges_days.push_back(lane.age_bin_edges_days.back() + 1.0);
         for (LevelHazard& hazard : lane.hazards) hazard.hazards_per_year.assign(102, 1.0);
       }},
      {"licences.lanes[0].hazards[0].level", "names no level", [](Study& s) { s.licences.lanes[0].hazards[0].level = "t"; }},
      {"licences.lanes[0].hazards[1].level", "must be unique",
       [](Study& s) { s.licences.lanes[0].hazards[1].level = "truce"; }},
      {"licences.lanes[0].hazards", R"(must hold an entry for level "freeze")",
       [](Study& s) { s.licences.lanes[0].hazards.pop_back(); }},
      {"licences.lanes[0].hazards[2].hazards_per_year", "2 values: must hold 3 values",
       [](Study& s) { s.licences.lanes[0].hazards[2].hazards_per_year.pop_back(); }},
      {"licences.lanes[0].hazards[2].hazards_per_year[1]", "-2 1/yr: must be ≥ 0",
       [](Study& s) { s.licences.lanes[0].hazards[2].hazards_per_year[1] = -2.0; }},
      {"licences.lanes[0].approval_probability_by_level", "4 values: must hold 3 values",
       [](Study& s) { s.licences.lanes[0].approval_probability_by_level.push_back(0.5); }},
      {"licences.lanes[0].approval_probability_by_level[0]", "95: must be from 0 to 1",
       [](Study& s) { s.licences.lanes[0].approval_probability_by_level[0] = 95.0; }},
      {"licences.lanes[0].validity_days", "0 d: must be > 0", [](Study& s) { s.licences.lanes[0].validity_days = 0.0; }},
      {"licences.lanes[0].validity_days", "0.5 d: must be at least 1 d",
       [](Study& s) { s.licences.lanes[0].validity_days = 0.5; }},
      {"licences.lanes[0].validity_days", "40000 d: must be at most 36525 d",
       [](Study& s) { s.licences.lanes[0].validity_days = 4e4; }},
      {"licences.lanes[0].revocations[0].from_level", "names no level",
       [](Study& s) { s.licences.lanes[0].revocations[0].from_level = "a"; }},
      {"licences.lanes[0].revocations[0].to_level", "names no level",
       [](Study& s) { s.licences.lanes[0].revocations[0].to_level = "b"; }},
      {"licences.lanes[0].revocations[0]", "must be a move between two levels",
       [](Study& s) { s.licences.lanes[0].revocations[0].to_level = "truce"; }},
      {"licences.lanes[0].revocations[1]", "must be unique",
       [](Study& s) { s.licences.lanes[0].revocations.push_back(s.licences.lanes[0].revocations[0]); }},
      {"licences.lanes[0].revocations[0].probability", "-0.5: must be from 0 to 1",
       [](Study& s) { s.licences.lanes[0].revocations[0].probability = -0.5; }},
      {"licences.lanes[0].cooldown_days", "must be ≥ 0", [](Study& s) { s.licences.lanes[0].cooldown_days = -1.0; }},
      {"licences.lanes[0].breaking_levels", "must be left out but on basis PER_PERIOD",
       [](Study& s) { s.licences.lanes[0].breaking_levels = {"freeze"}; }},
      {"licences.lanes[1].breaking_levels[0]", "names no level",
       [](Study& s) { s.licences.lanes[1].breaking_levels[0] = "ice"; }},
      {"licences.lanes[0].lead_time_days", "must be ≥ 0", [](Study& s) { s.licences.lanes[0].lead_time_days = -1.0; }},
      {"licences.lanes[0].renewal_lead_time_days", "must be at most",
       [](Study& s) { s.licences.lanes[0].renewal_lead_time_days = 1e9; }},
      {"licences.lanes[0].climate_correlation", "1: must be ≥ 0 and < 1",
       [](Study& s) { s.licences.lanes[0].climate_correlation = 1.0; }},
  });
}

TEST(ValidateAccounts, FindsEachFaultAlone) {
  expect_each_alone({
      {"licences.accounts[3].id", "must be unique", [](Study& s) { s.licences.accounts.push_back(s.licences.accounts[1]); }},
      {"licences.accounts[2].lane", R"(names no lane. Known: "heavy_civil", "magnets_general", "ndpr_quota".)",
       [](Study& s) { s.licences.accounts[2].lane = "quota"; }},
      {"licences.accounts[2].tonnes_per_licence", "must be given for basis PER_QUANTITY",
       [](Study& s) { s.licences.accounts[2].tonnes_per_licence = kNotGiven; }},
      {"licences.accounts[2].tonnes_per_licence", "0 t: must be > 0",
       [](Study& s) { s.licences.accounts[2].tonnes_per_licence = 0.0; }},
      {"licences.accounts[1].tonnes_per_licence", "must be left out but for basis PER_QUANTITY",
       [](Study& s) { s.licences.accounts[1].tonnes_per_licence = 5.0; }},
      {"licences.accounts[1].today", "3 entries: must hold at most one entry, or a LIVE one and its PENDING renewal",
       [](Study& s) { s.licences.accounts[1].today.push_back(s.licences.accounts[1].today[0]); }},
      {"licences.accounts[1].today", "2 entries",
       [](Study& s) { s.licences.accounts[1].today[0] = s.licences.accounts[1].today[1]; }},
      {"licences.accounts[0].today[0].since", "not given: must be a day",
       [](Study& s) { s.licences.accounts[0].today[0].since = kNoDate; }},
      {"licences.accounts[0].today[0].since", "2025-11-20: must not be after the as-of date 2025-11-19",
       [](Study& s) { s.licences.accounts[0].today[0].since = make_date(2025, 11, 20); }},
      {"licences.accounts[0].today[0].since", "must be a day",
       [](Study& s) {
         s.licences.accounts[0].today[0] = {LicenceState::REFUSED, kNoDate, kNoDate, kNotGiven, "dy_purchase",
                                            make_date(2026, 1, 30)};
       }},
      {"licences.accounts[2].today[0].live_until", "must be given for a LIVE licence",
       [](Study& s) { s.licences.accounts[2].today[0].live_until = kNoDate; }},
      {"licences.accounts[2].today[0].live_until", "2025-11-18: must not be before the as-of date 2025-11-19",
       [](Study& s) { s.licences.accounts[2].today[0].live_until = make_date(2025, 11, 18); }},
      {"licences.accounts[1].today[1].live_until", "must be left out but for a LIVE licence",
       [](Study& s) { s.licences.accounts[1].today[1].live_until = make_date(2026, 11, 10); }},
      {"licences.accounts[2].today[0].tonnes_left", "must be given for a LIVE licence on basis PER_QUANTITY",
       [](Study& s) { s.licences.accounts[2].today[0].tonnes_left = kNotGiven; }},
      {"licences.accounts[2].today[0].tonnes_left", "-1 t: must be ≥ 0",
       [](Study& s) { s.licences.accounts[2].today[0].tonnes_left = -1.0; }},
      {"licences.accounts[1].today[0].tonnes_left", "must be left out",
       [](Study& s) { s.licences.accounts[1].today[0].tonnes_left = 1.0; }},
  });
}

TEST(ValidateAccounts, TiesEveryShipmentToADeliveryUnderTheAccount) {
  expect_each_alone({
      {"licences.accounts[0].today[0].position", "names no position",
       [](Study& s) { s.licences.accounts[0].today[0].position = "dy"; }},
      {"licences.accounts[0].today[0].position", R"("dy_swap": must be an offtake under licence account "desk_dy")",
       [](Study& s) { s.licences.accounts[0].today[0].position = "dy_swap"; }},
      {"licences.accounts[0].today[0].position", "must be an offtake under licence account",
       [](Study& s) { s.licences.accounts[0].today[0].position = "dy_sale"; }},
      {"licences.accounts[0].today[0].delivery_due", R"(2026-01-31: must be the due date of a delivery of "dy_purchase")",
       [](Study& s) { s.licences.accounts[0].today[0].delivery_due = make_date(2026, 1, 31); }},
      {"licences.accounts[0].today[1]", R"("dy_purchase" on 2026-01-30: must be unique)",
       [](Study& s) { s.licences.accounts[0].today.push_back(s.licences.accounts[0].today[0]); }},
      {"licences.accounts[1].today[0].position", "must be left out but for basis PER_SHIPMENT",
       [](Study& s) { s.licences.accounts[1].today[0].position = "dy_purchase"; }},
      {"licences.accounts[1].today[0].delivery_due", "must be left out but for basis PER_SHIPMENT",
       [](Study& s) { s.licences.accounts[1].today[0].delivery_due = make_date(2026, 1, 30); }},
  });
}

}  // namespace
}  // namespace lodestone
