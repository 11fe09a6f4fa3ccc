/// What one tile of paths holds while it runs: one a thread, sized once, never grown in the loop.
#pragma once

#include <lodestone/kernel/chain_kernels.hpp>
#include <lodestone/kernel/lane_lists.hpp>
#include <lodestone/kernel/outcome_counts.hpp>
#include <lodestone/kernel/put_kernels.hpp>
#include <lodestone/kernel/rows.hpp>
#include <lodestone/kernel/stage_timer.hpp>
#include <lodestone/kernel/step_kernels.hpp>
#include <lodestone/kernel/sum_index.hpp>
#include <lodestone/kernel/term_kernels.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// COVERED: failed, and replaced or taken from stock, so that goods came. LAPSED: ended by the counterparty's default.
enum class DeliveryStatus : std::uint8_t { OPEN, SHIPPED, FAILED, COVERED, EXCUSED, LAPSED };

/// Rows of one project (docs/models/projects.md gives each its meaning).
enum ProjectRow : int {
  STALLED_DAYS,     ///< of the running quarter
  STANDSTILL_DAYS,  ///< W
  SLIP_YEARS,
  COST_MULTIPLIER,
  SPENT,  ///< C
  DEBT,   ///< D
  CASH,
  COMMITMENT,   ///< E
  SHARE_VALUE,  ///< V
  INSTALMENT,   ///< 0 until it is fixed
  RATE,         ///< set at the start of the quarter [1/yr]
  INTEREST_SUM,
  DEBT_YEARS_SUM,
  MINIMUM_DSCR,  ///< ∞ before a quarter is tested
  FUNDING_GAP,
  HAS_BREACHED,  ///< 0 or 1
  PROJECT_ROWS
};

/// Paths handled together: `lanes` of them (a multiple of 64), of which `live_lanes` count. They are the paths from
/// `first_path` on, or, where `paths` is given, its `live_lanes` numbers in any order; what pads them repeats the last.
struct Tile {
  std::uint32_t first_path = 0;
  std::size_t lanes = 0;
  std::size_t live_lanes = 0;
  const std::uint32_t* paths = nullptr;
};

/// What some path of the tile may have of a licence slot; what none has needs no look at the paths.
struct SlotActivity {
  bool is_over = false;  ///< none holds, awaits or will want a licence
  bool may_hold = true;
  bool may_await = true;
};

/// Sums that a block keeps of one number.
inline constexpr std::size_t kSumLanes = 8;

class Workspace {
 public:
  /// Room for tiles of up to `tile_paths` paths, a multiple of 64.
  Workspace(const SimulationPlan& plan, std::size_t tile_paths);

  /// Whose paths the lanes are from now on. What the rows hold stays.
  void take(const Tile& tile);

  AlignedBuffer<std::uint32_t> paths;  ///< [lane]
  std::size_t lanes = 0;               ///< paths simulated: a multiple of 64
  std::size_t live_lanes = 0;          ///< paths that count: the first of them

  const StepKernels* steps = nullptr;
  const PutKernels* put_tables = nullptr;
  const TermKernels* terms = nullptr;
  const LaneLists* lists = nullptr;
  const ChainKernels* chains = nullptr;

  // Policy, [chain or stance][path]
  Rows<std::uint8_t> chain_state, level, old_level, move;
  Rows<double> feedback, feedback_factor;  ///< stages and K; h(K)

  // Market
  Rows<double> x, z, root_variance;      ///< [factor], [factor], [group]
  std::vector<FactorStep> factor_steps;  ///< in the order of the panels; a step fills in its coefficients
  Rows<double> observable, average_sum;  ///< [observable], [average]
  Rows<double> log_numeraire, discount;  ///< ln B, 1/B
  Rows<double> growth;                   ///< B over its value a step ago

  // Licences, [slot][path]
  Rows<std::int32_t> live_until, pending_since, may_apply_from;
  Rows<double> tonnes_left, hazard, clock;
  Rows<std::uint32_t> ordinal;
  std::vector<SlotActivity> slot_activity;  ///< [slot]
  Rows<std::uint16_t> account_counts;       ///< [4·account + what]: applications, approvals, refusals, revocations of the path

  // Contracts
  Rows<DeliveryStatus> delivery_status;  ///< [delivery]
  Rows<std::int32_t> shipped_day;        ///< [delivery]
  Rows<double> quantity;                 ///< [delivery], in the contract's unit; grows by what is made up
  Rows<double> arrived;                  ///< [delivery]: what came
  Rows<double> failure_cost;             ///< [delivery]: cost of the failure clause to the holder, discounted
  Rows<double> lost;                     ///< [delivery]: scheduled and neither shipped, replaced nor taken from stock
  Rows<double> allotted;                 ///< [allotment]
  Rows<double> deferred_price, deferred_damages, deferred_spot;  ///< [deferred]: quantities that wait for the last fixing
  Rows<double> damages_left, year_sum;                           ///< [cap]
  Rows<std::int32_t> default_day;                                ///< [counterparty]: kNever while it stands
  Rows<double> default_hazard, default_clock;
  Rows<double> loan_rate;                               ///< [loan]
  Rows<double> stock;                                   ///< [inventory]: quantity held
  Rows<double> flow, discounted, accrued, period_cash;  ///< [cash row], reporting currency: today's, Σ flow/B, Σ flow·B/B(t),
                                                        ///< this period's Σ flow; options need but the third

  // Projects
  Rows<double> project;                    ///< [project·PROJECT_ROWS + row]
  Rows<std::int32_t> milestone_day;        ///< [3·project + milestone]: kNever until it is known
  Rows<std::int32_t> project_default_day;  ///< kNever while it stands
  Rows<double> output_ratio;               ///< [project·quarters + quarter]: output / nameplate output

  // Values and scratch
  Rows<double> asset_value, option_value, inventory_value;
  Rows<double> contract_value;            ///< [cash row]
  Rows<std::int32_t> joint_state, label;  ///< [joint chain], [labelled slot]: where a law's numbers lie,
  Rows<std::int32_t> number;              ///< state·labels + label
  Rows<double> ones;                      ///< 1 row
  Rows<double> scratch;                   ///< 14 rows

  // Paths that something happens to, and their draws' addresses; those listed apart
  AlignedBuffer<std::uint32_t> list_lanes, list_paths, list_steps, list_apart;
  std::size_t list_size = 0;

  StageTimer timer;
  OutcomeCounts counts;
  /// Σ x and Σ x² of a block of kBlockPaths by SumIndex, eight of each: paths alike modulo 8 are added in their order, so that
  /// neither the tile nor the width of a vector shows.
  AlignedBuffer<double> block_sums;

  /// The sums of the pair at `index` of SumIndex: eight of x, eight of x².
  double* sums_at(std::size_t index) { return block_sums.data() + kSumLanes * index; }

  double quantity_of(int delivery, std::size_t p) const { return quantity.row(delivery)[p]; }
  double* project_row(int project_index, ProjectRow row) { return project.row(project_index * PROJECT_ROWS + row); }
  const double* project_row(int project_index, ProjectRow row) const { return project.row(project_index * PROJECT_ROWS + row); }

  /// Whether the project still needs its licence accounts: until on-spec if they hold up the schedule, always if output.
  bool project_needs_licence(const SimulationPlan& plan, int index, std::size_t p) const {
    if (project_default_day.row(index)[p] != kNever) return false;
    return plan.projects.projects[static_cast<std::size_t>(index)].stalls_output ||
           milestone_day.row(3 * index + 1)[p] == kNever;
  }

  /// Every lane becomes path `lane` of `from`, as it stands between two steps. `counts` and `block_sums` stay as they are.
  /// Precondition: both are made for one plan.
  void copy_path(const Workspace& from, std::size_t lane);

  std::size_t bytes() const;
};

/// One account's four counters on the paths of a tile.
struct AccountCounts {
  AccountCounts(Workspace& work, int account)
      : applications(work.account_counts.row(4 * account)),
        approvals(work.account_counts.row(4 * account + 1)),
        refusals(work.account_counts.row(4 * account + 2)),
        revocations(work.account_counts.row(4 * account + 3)) {}
  std::uint16_t* applications;
  std::uint16_t* approvals;
  std::uint16_t* refusals;
  std::uint16_t* revocations;
};

}  // namespace lodestone
