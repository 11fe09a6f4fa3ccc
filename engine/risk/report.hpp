/// What a run says: results (a function of the study alone), how it was run, and a fingerprint of the results.
///
/// Money is in the reporting currency, losses are positive in VaR and ES, P&L gains are positive. Member names are the names
/// of the wire's `lodestone.v1.RiskReport`.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>
#include <lodestone/base/input_file.hpp>
#include <lodestone/model/input_range.hpp>
#include <lodestone/model/instruments.hpp>
#include <lodestone/model/node.hpp>
#include <lodestone/model/repaired_correlation.hpp>
#include <lodestone/model/settings.hpp>
#include <lodestone/model/units.hpp>
#include <lodestone/model/valuation.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lodestone {

enum class AbsenceReason { TOO_FEW_PATHS, NOT_APPLICABLE };

/// A number with its standard error and 95 % interval; each part is there or the reason why not.
struct Estimate {
  std::optional<double> value;
  std::optional<double> standard_error;
  std::optional<double> lower_95;
  std::optional<double> upper_95;
  std::optional<AbsenceReason> absence;  ///< of whichever part is missing

  friend bool operator==(const Estimate&, const Estimate&) = default;
};

/// Value x with P(X ≤ x) ≥ probability, the order statistic at rank ⌈n·probability − 1e-9⌉.
struct Quantile {
  double probability = 0;
  double value = 0;
};

/// counts[k] paths fall in [edges[k], edges[k+1]); the last bin includes its upper edge.
struct Histogram {
  std::vector<double> edges;
  std::vector<std::int64_t> counts;
};

/// VaR and ES of the loss at one confidence.
struct TailMeasure {
  double confidence = 0;
  LossReference reference = LossReference::ZERO;
  Estimate value_at_risk;
  Estimate expected_shortfall;
  double atom_mass_at_var = 0;  ///< share of paths whose loss equals VaR to the last bit
};

/// A sample described: P&L, cash flow, or an outcome.
struct Distribution {
  std::int64_t paths = 0;
  Estimate mean;
  Estimate standard_deviation;
  std::vector<Quantile> quantiles;
  std::optional<Histogram> histogram;
  std::vector<TailMeasure> measures;  ///< empty for outcomes that are not P&L or cash flow
};

/// The same sample on the paths where a stance ends at one level.
struct ConditionalDistribution {
  std::string stance;
  std::string level;
  Estimate probability;
  std::optional<Distribution> distribution;  ///< absent when no path ends there
};

/// P&L of a node at a horizon on one basis.
struct NodePnl {
  Node node;
  std::string horizon;
  PnlBasis pnl_basis = PnlBasis::MARK_TO_MODEL;
  Estimate value_today;
  Distribution distribution;
  std::vector<ConditionalDistribution> conditionals;
};

/// A node's mean loss on the paths of the portfolio's ES (Euler): the parts of a partition add up to the portfolio's ES.
struct Contribution {
  Node node;
  std::string horizon;
  PnlBasis pnl_basis = PnlBasis::MARK_TO_MODEL;
  double confidence = 0;
  Estimate expected_shortfall;
  std::optional<double> share;  ///< of the portfolio's ES; absent when that is 0
};

/// Cash flow of a node in one calendar quarter, undiscounted. Cash flow at risk is the measure's VaR of it.
struct QuarterCashFlow {
  Node node;
  std::string quarter;
  Distribution distribution;
};

/// E[Σ flow/B + V_H/B_H], the mean of what a contract has paid by a horizon and is worth there: its value today, by simulation.
struct PresentValue {
  std::string horizon;
  Estimate mean;
};

/// A contract's value today, how it is valued and how well.
struct ContractValue {
  std::string position;
  Estimate value_today;  ///< without an error where it is exact
  ValuationMethod method = ValuationMethod::TRANSFORM;
  std::string reason;                  ///< why the method is not TRANSFORM: "payments of a year are capped"; empty
  double table_error = 0;              ///< largest interpolation error, as a share of a delivery's notional value
  std::optional<double> method_error;  ///< PROXY: root mean square error at horizons, in the lowest 5 %. GEOMETRIC_AVERAGE:
                                       ///< mean error, today or at horizons, there in the lowest 5 % too. Each as high as its
                                       ///< measurement leaves open [reporting currency]
  std::vector<PresentValue> present_values;  ///< one for each horizon
};

/// What became of a delivery.
struct DeliveryOutcome {
  std::string position;
  Date due = kNoDate;
  double scheduled_quantity = 0;
  Unit unit = Unit::KG;
  Estimate probability_on_time;  ///< shipped on the first grid date on or after its due date
  Estimate probability_late;
  Estimate probability_failed;
  Estimate probability_pending;  ///< none of these by the last horizon
  Estimate delay_days;           ///< mean, of those that shipped
  Estimate lost_tonnes;          ///< mean: scheduled, and neither shipped, replaced nor taken from stock
  Estimate failure_cost;         ///< mean cost to the holder of the failure clause, discounted
  FailureClause clause = FailureClause::CANCEL;
};

/// Decisions in an account.
struct LicenceOutcome {
  std::string account;
  Estimate applications;  ///< mean a path
  Estimate approvals;
  Estimate refusals;
  Estimate revocations;
  Estimate pending_at_horizon;  ///< share of paths with an open application at the last horizon
  Estimate mean_days_to_decision;
  std::vector<Quantile> days_to_decision;  ///< over the decided applications of all paths
};

struct NamedProbability {
  std::string name;
  Estimate probability;
};

/// What became of a project by the last horizon.
struct ProjectOutcome {
  std::string project;
  Distribution slip_years;
  Distribution cost_overrun;          ///< cost multiplier − 1
  Distribution all_in_rate_per_year;  ///< interest paid over mean debt
  Distribution interest_bill;         ///< [project currency]
  Distribution minimum_dscr;          ///< of paths with a tested quarter
  Distribution funding_gap;           ///< raised from shareholders or unfunded [project currency]
  Estimate probability_on_spec;
  Estimate probability_breach;
  Estimate probability_default;
  std::vector<NamedProbability> default_by_quarter;
  std::vector<NamedProbability> breach_by_quarter;
};

struct StanceOutcome {
  std::string stance;
  std::string horizon;
  std::vector<NamedProbability> levels;
};

/// An identity that the report itself must satisfy.
struct Reconciliation {
  std::string name;
  bool passed = false;
  double left = 0;
  double right = 0;
  double tolerance = 0;
};

/// Drift that values take off a factor's, echoed from the study; none is listed where none is charged.
struct RiskPremium {
  std::string factor;
  double risk_premium_per_year = 0;
};

/// An input that was drawn, echoed from the study.
struct UncertainInput {
  std::string path;  ///< with items by name
  InputBasis basis = InputBasis::JUDGEMENT;
  std::string source;
  double low = 0;
  double value = 0;
  double high = 0;
};

/// One measure of loss over the draws of the inputs.
struct ParameterSpread {
  Estimate at_estimate;   ///< of the study as it stands, over as many paths as a draw has, with its Monte Carlo error
  double predictive = 0;  ///< of all paths of all draws as one sample
  double lower_5 = 0;     ///< 5 % and 95 % points over the draws: a 90 % band over parameters
  double upper_95 = 0;
  double standard_deviation = 0;  ///< over the draws
};

/// An input's share of the variance of ES over the draws, by regression (<lodestone/math/variance_shares.hpp>).
struct InputShare {
  std::string input;
  double share = 0;
  double standard_error = 0;
};

/// VaR and ES of the portfolio over the draws.
struct ParameterMeasure {
  std::string horizon;
  PnlBasis pnl_basis = PnlBasis::MARK_TO_MODEL;
  double confidence = 0;
  LossReference reference = LossReference::ZERO;
  ParameterSpread value_at_risk;
  ParameterSpread expected_shortfall;
  std::vector<InputShare> inputs;  ///< all of them, the largest share first
  double judgement_share = 0;      ///< sum over the inputs that rest on judgement
  double judgement_standard_error = 0;
  double unexplained_share = 0;  ///< curvature, inputs acting together, Monte Carlo noise
};

/// The study run again and again, its inputs drawn from their ranges, over the same random numbers.
struct ParameterUncertainty {
  std::int64_t draws = 0;
  std::int64_t redrawn = 0;       ///< draws beside these that made the study invalid, and were made anew
  std::int64_t paths = 0;         ///< of each draw: the run's first
  bool joint_regression = false;  ///< shares: all inputs in one regression, or each in one of its own where draws are too few
  std::vector<UncertainInput> inputs;
  std::vector<ParameterMeasure> measures;
};

struct HorizonDate {
  std::string label;
  Date date = kNoDate;
};

/// The results: the same bits for every thread count, tile size and instruction set.
struct LODESTONE_EXPORT Results {
  Date as_of = kNoDate;
  Currency reporting_currency = Currency::USD;
  std::uint64_t seed = 0;
  std::string sampler;  ///< "philox4x32-10/box-muller"
  std::int64_t first_path = 0;
  std::int64_t path_count = 0;
  std::int64_t steps = 0;
  std::int64_t factors = 0;
  std::int64_t positions = 0;
  std::string input_fingerprint;  ///< of the study, however it was split over files
  std::vector<HorizonDate> horizons;
  std::vector<NodePnl> pnl;
  std::vector<Contribution> contributions;
  std::vector<QuarterCashFlow> cash_flows;
  std::vector<ContractValue> contract_values;
  std::vector<DeliveryOutcome> deliveries;
  std::vector<LicenceOutcome> licences;
  std::vector<ProjectOutcome> projects;
  std::vector<StanceOutcome> stances;
  std::vector<Reconciliation> reconciliations;
  std::vector<std::string> warnings;
  std::vector<RiskPremium> risk_premia;
  std::optional<RepairedCorrelation> repaired_correlation;    ///< absent unless the study's correlations had to be repaired
  std::optional<ParameterUncertainty> parameter_uncertainty;  ///< absent unless draws of parameters were asked for

  // Compiled once, in report.cpp, for all who hold a report.
  Results();
  Results(const Results& other);
  Results(Results&& other) noexcept;
  Results& operator=(const Results& other);
  Results& operator=(Results&& other) noexcept;
  ~Results();
};

struct StageTime {
  std::string stage;
  double seconds = 0;
};

/// How the run was made: nothing here enters the fingerprint.
struct RunRecord {
  std::string request_id;
  int threads = 0;
  int tile_paths = 0;
  std::string isa;
  std::string started_at;  ///< UTC, ISO 8601
  double seconds = 0;
  std::vector<StageTime> stages;
  std::string engine_version;
  std::string compiler;
  std::vector<std::string> overrides;  ///< settings that the command line replaced
  std::vector<InputFile> inputs;
};

struct RiskReport {
  Results results;
  RunRecord run;
  std::string fingerprint;  ///< over `results` alone, 64 hexadecimal digits; filled by the wire
};

}  // namespace lodestone
