/// Whole numbers counted over paths: sums of them are the same in any order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lodestone {

/// Days from application to decision, in whole days; the last entry holds everything longer.
inline constexpr std::size_t kDecisionDays = 1096;

/// What happened to the applications of each account, summed over paths.
struct LicenceCounts {
  struct Account {
    std::array<std::int64_t, 4> sum{};      ///< applications, approvals, refusals, revocations
    std::array<std::int64_t, 4> squares{};  ///< of the numbers a path
    std::int64_t pending_paths = 0;         ///< with an open application at the end
    std::array<std::int64_t, kDecisionDays> decided_after{};
    std::int64_t days_to_decision = 0;
  };
  std::vector<Account> accounts;

  void add_decision(int account, std::int32_t age, bool counts) {
    if (!counts) return;
    Account& at = accounts[static_cast<std::size_t>(account)];
    at.days_to_decision += age;
    const std::size_t bin = age < static_cast<std::int32_t>(kDecisionDays) ? static_cast<std::size_t>(age) : kDecisionDays - 1;
    ++at.decided_after[bin];
  }

  void add(const LicenceCounts& other);
};

/// What became of each delivery, summed over paths.
struct DeliveryCounts {
  struct Delivery {
    std::int64_t on_time = 0;
    std::int64_t late = 0;
    std::int64_t failed = 0;
    std::int64_t open = 0;
    std::int64_t delay_days = 0;
    std::int64_t delay_squares = 0;
  };
  std::vector<Delivery> deliveries;

  void add(const DeliveryCounts& other);
};

/// Milestones, breaches and defaults of each project, summed over paths.
struct ProjectCounts {
  struct Project {
    std::int64_t on_spec = 0;
    std::int64_t breached = 0;  ///< paths with a breach in any quarter
    std::int64_t defaulted = 0;
    std::vector<std::int64_t> breaches_in_quarter;  ///< paths with a breach in that quarter
    std::vector<std::int64_t> defaults_in_quarter;
  };
  std::vector<Project> projects;

  void add(const ProjectCounts& other);
};

/// Paths at each level of each stance at each horizon: [horizon][stance][level].
struct StanceCounts {
  std::vector<std::vector<std::array<std::int64_t, 8>>> paths;

  void add(const StanceCounts& other);
};

/// All whole-number outcomes of some paths.
struct OutcomeCounts {
  LicenceCounts licences;
  DeliveryCounts deliveries;
  ProjectCounts projects;
  StanceCounts stances;

  void add(const OutcomeCounts& other) {
    licences.add(other.licences);
    deliveries.add(other.deliveries);
    projects.add(other.projects);
    stances.add(other.stances);
  }
};

}  // namespace lodestone
