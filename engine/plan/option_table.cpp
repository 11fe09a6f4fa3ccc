#include <lodestone/plan/option_table.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/math/cosine_expansion.hpp>

#include <algorithm>
#include <cmath>
#include <deque>

namespace lodestone {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kNeglectedMass = 1e-11;    // outside the interval, and in the terms left out
constexpr double kTrimmedMass = 1e-10;      // a piece whose value is this near to what lies outside is not stored
constexpr double kLeastShareOfMass = 1e-6;  // rows with less mass than this of the heaviest are held to that
constexpr double kOneAtom = 1e-11;          // |φ| within this of the mass on every frequency: Y is one number
constexpr int kFirstTerms = 64;
constexpr int kMostTerms = 8192;
constexpr std::size_t kFewestPieces = 32;
constexpr std::size_t kMostPieces = 1 << 15;

/// What is known of one state and label on the way to its table.
struct Row {
  double power = 1.0;
  double mass = 0.0;
  double forward = 0.0;
  double scale = 0.0;  ///< of what may be neglected
  bool is_one_atom = true;
  double tail = 0.0;  ///< bound on what the terms left out add up to
  std::vector<double> coefficients;
};

class TableBuilder {
 public:
  TableBuilder(const std::function<Transform(const Frequencies&)>& transform_of, const std::vector<double>& powers,
               double tolerance)
      : transform_of_(transform_of), tolerance_(tolerance) {
    read_moments(powers);
    if (width_ > 0.0) read_coefficients();
  }

  std::vector<OptionTable> build() {
    std::vector<OptionTable> tables;
    for (const Row& row : rows_) tables.push_back(build_table(row));
    return tables;
  }

 private:
  /// Mass, forward and interval, from real u.
  void read_moments(const std::vector<double>& powers) {
    std::vector<double> u{0.0};
    for (int m = -2; m <= 9; ++m) {
      u.push_back(std::ldexp(1.0, m));
      u.push_back(-std::ldexp(1.0, m));
    }
    const std::size_t first_power = u.size();
    std::vector<double> different = powers.empty() ? std::vector<double>{1.0} : powers;
    std::sort(different.begin(), different.end());
    different.erase(std::unique(different.begin(), different.end()), different.end());
    u.insert(u.end(), different.begin(), different.end());
    const Transform moments = transform_of_({.is_imaginary = false, .count = static_cast<int>(u.size()), .points = u});

    rows_.resize(static_cast<std::size_t>(moments.states * moments.labels));
    LODESTONE_EXPECT(powers.empty() || powers.size() == rows_.size());
    double heaviest = 0.0;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      Row& row = rows_[r];
      const double* of_row = moments.real.data() + r * u.size();
      row.power = powers.empty() ? 1.0 : powers[r];
      row.mass = of_row[0];
      const auto power = std::lower_bound(different.begin(), different.end(), row.power);
      row.forward = of_row[first_power + static_cast<std::size_t>(power - different.begin())];
      heaviest = std::max(heaviest, row.mass);
    }
    if (heaviest == 0.0) return;
    Interval whole{HUGE_VAL, -HUGE_VAL};
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (rows_[r].mass == 0.0) continue;
      rows_[r].scale = std::max(rows_[r].mass, kLeastShareOfMass * heaviest);
      const double* of_row = moments.real.data() + r * u.size();
      const Interval interval = chernoff_interval(u, {of_row, of_row + u.size()}, kNeglectedMass * rows_[r].scale);
      whole = {std::min(whole.low, interval.low), std::max(whole.high, interval.high)};
    }
    low_ = whole.low;
    width_ = whole.high - whole.low;
  }

  /// More cosine terms, at most as many again, until what is left out does not matter.
  void read_coefficients() {
    for (int terms = 0, wanted = kFirstTerms; terms < wanted && terms < kMostTerms;) {
      const int count = std::min({wanted, 2 * terms + kFirstTerms, kMostTerms}) - terms;
      const Transform part = transform_of_({.is_imaginary = true, .spacing = kPi / width_, .count = count, .first = terms});
      terms += count;
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        if (rows_[r].mass > 0.0) wanted = std::max(wanted, read_part(part, r, terms - count, static_cast<std::size_t>(count)));
      }
    }
  }

  /// Says how many terms the row wants in all, supposing that |φ| goes on as a normal law's does.
  int read_part(const Transform& part, std::size_t r, int first, std::size_t count) {
    Row& row = rows_[r];
    double least = row.mass;
    double last = 0.0;
    for (std::size_t n = 0; n < count; ++n) {
      const double real = part.real[r * count + n];
      const double imaginary = part.imaginary[r * count + n];
      const double angle = -kPi / width_ * low_ * (first + static_cast<double>(n));
      const double halved = first == 0 && n == 0 ? 0.5 : 1.0;
      row.coefficients.push_back(halved * 2.0 / width_ * (real * std::cos(angle) - imaginary * std::sin(angle)));
      const double modulus = std::hypot(real, imaginary);
      least = std::min(least, modulus);
      if (n >= count - count / 8) last = std::max(last, modulus);
    }
    row.is_one_atom = row.is_one_atom && least >= (1.0 - kOneAtom) * row.mass;
    const int terms = static_cast<int>(row.coefficients.size());
    row.tail = cosine_tail(width_, row.power, last, row.coefficients.size());
    const double excess = row.tail / (kNeglectedMass * row.scale);
    if (row.is_one_atom || excess <= 1.0) return terms;
    const double decayed = std::max(std::log(row.mass / last), 0.0);
    const double growth = std::min(std::sqrt(1.0 + std::log(excess) / decayed), 2.0);
    return terms + 16 + static_cast<int>(terms * (growth - 1.0));
  }

  OptionTable build_table(const Row& row) {
    OptionTable table;
    table.mass = row.mass;
    table.forward = row.forward;
    if (row.mass == 0.0 || row.is_one_atom) return table;
    const CosineExpansion law{low_, width_, row.coefficients};
    for (std::size_t pieces = kFewestPieces;; pieces *= 2) {
      const CosinePuts puts = cosine_puts(law, row.power, fourier_sum(4 * pieces));
      set_pieces(row, puts, pieces, table);
      if (table.error <= std::max(tolerance_, row.tail) || pieces == kMostPieces) break;
    }
    table.error += row.tail;
    trim(row, table);
    return table;
  }

  /// Cubics through every other of the puts, in the order of a (the puts stand in that of −a), and their error at the others.
  void set_pieces(const Row& row, const CosinePuts& puts, std::size_t pieces, OptionTable& table) const {
    table.first = -row.power * (low_ + width_);
    table.pieces_per_unit = static_cast<double>(pieces) / (row.power * width_);
    table.cubics.assign(4 * pieces, 0.0);
    table.error = 0.0;
    double right = std::max(puts.value[0], 0.0);
    for (std::size_t k = 0; k < pieces; ++k) {
      const double left = std::max(puts.value[2 * k + 2], right);  // it falls in a, to 0: noise may not
      const double secant = right - left;
      const double least = 3.0 * secant;  // slopes between this and 0 keep the piece decreasing (Fritsch and Carlson 1980)
      const double left_slope = std::clamp(puts.slope[2 * k + 2] / table.pieces_per_unit, least, 0.0);
      const double right_slope = std::clamp(puts.slope[2 * k] / table.pieces_per_unit, least, 0.0);
      double* cubic = table.cubics.data() + 4 * (pieces - 1 - k);
      cubic[0] = left;
      cubic[1] = left_slope;
      cubic[2] = 3.0 * secant - 2.0 * left_slope - right_slope;
      cubic[3] = left_slope + right_slope - 2.0 * secant;
      const double middle = cubic[0] + 0.5 * (cubic[1] + 0.5 * (cubic[2] + 0.5 * cubic[3]));
      table.error = std::max(table.error, std::abs(middle - puts.value[2 * k + 1]));
      right = left;
    }
  }

  /// Leaves out pieces at both ends that say no more than the intrinsic value.
  static void trim(const Row& row, OptionTable& table) {
    const std::size_t pieces = table.cubics.size() / 4;
    const double negligible = kTrimmedMass * row.mass;
    std::size_t end = pieces;
    while (end > 0 && table.cubics[4 * (end - 1)] <= negligible) --end;
    std::size_t begin = 0;
    for (; begin + 1 < end; ++begin) {
      const double right = table.first + static_cast<double>(begin + 1) / table.pieces_per_unit;
      if (table.cubics[4 * (begin + 1)] - (row.mass - std::exp(right) * row.forward) > negligible) break;
    }
    table.first += static_cast<double>(begin) / table.pieces_per_unit;
    table.cubics = {table.cubics.begin() + static_cast<std::ptrdiff_t>(4 * begin),
                    table.cubics.begin() + static_cast<std::ptrdiff_t>(4 * end)};
  }

  const FourierSum& fourier_sum(std::size_t size) {
    for (const FourierSum& known : sums_) {
      if (known.size() == size) return known;
    }
    return sums_.emplace_back(size);
  }

  const std::function<Transform(const Frequencies&)>& transform_of_;
  double tolerance_;
  std::vector<Row> rows_;
  double low_ = 0.0;
  double width_ = 0.0;
  std::deque<FourierSum> sums_;
};

}  // namespace

std::vector<OptionTable> option_tables(const std::function<Transform(const Frequencies&)>& transform_of,
                                       const std::vector<double>& powers, double tolerance) {
  return TableBuilder(transform_of, powers, tolerance).build();
}

}  // namespace lodestone
