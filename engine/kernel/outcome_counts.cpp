#include <lodestone/kernel/outcome_counts.hpp>

namespace lodestone {

void LicenceCounts::add(const LicenceCounts& other) {
  for (std::size_t a = 0; a < accounts.size(); ++a) {
    Account& to = accounts[a];
    const Account& from = other.accounts[a];
    for (std::size_t n = 0; n < to.sum.size(); ++n) {
      to.sum[n] += from.sum[n];
      to.squares[n] += from.squares[n];
    }
    to.pending_paths += from.pending_paths;
    to.days_to_decision += from.days_to_decision;
    for (std::size_t d = 0; d < kDecisionDays; ++d) to.decided_after[d] += from.decided_after[d];
  }
}

void DeliveryCounts::add(const DeliveryCounts& other) {
  for (std::size_t d = 0; d < deliveries.size(); ++d) {
    Delivery& to = deliveries[d];
    const Delivery& from = other.deliveries[d];
    to.on_time += from.on_time;
    to.late += from.late;
    to.failed += from.failed;
    to.open += from.open;
    to.delay_days += from.delay_days;
    to.delay_squares += from.delay_squares;
  }
}

void ProjectCounts::add(const ProjectCounts& other) {
  for (std::size_t p = 0; p < projects.size(); ++p) {
    Project& to = projects[p];
    const Project& from = other.projects[p];
    to.on_spec += from.on_spec;
    to.breached += from.breached;
    to.defaulted += from.defaulted;
    for (std::size_t q = 0; q < to.breaches_in_quarter.size(); ++q) {
      to.breaches_in_quarter[q] += from.breaches_in_quarter[q];
      to.defaults_in_quarter[q] += from.defaults_in_quarter[q];
    }
  }
}

void StanceCounts::add(const StanceCounts& other) {
  for (std::size_t h = 0; h < paths.size(); ++h) {
    for (std::size_t s = 0; s < paths[h].size(); ++s) {
      for (std::size_t level = 0; level < paths[h][s].size(); ++level) paths[h][s][level] += other.paths[h][s][level];
    }
  }
}

}  // namespace lodestone
