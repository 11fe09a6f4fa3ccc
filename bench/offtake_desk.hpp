/// A desk of offtakes made to size, for benchmarks.
#pragma once

#include <lodestone/model/study.hpp>

namespace lodestone::bench {

struct DeskSize {
  int contracts = 200;
  int deliveries = 60;  ///< of each, monthly
  int licensed = 50;    ///< contracts that need a licence for each shipment
  int indices = 8;
  int speeds = 2;  ///< distinct mean-reversion speeds that an index and discounting load on: 2, or 4 (a second index
                   ///< factor, and a currency)
};

/// Four policy states, weekly steps to a horizon of one year, then months. Floors, collars, upside shares and linked prices.
Study offtake_desk(const DeskSize& size);

}  // namespace lodestone::bench
