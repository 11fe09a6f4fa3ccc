/// Draws of a study's uncertain inputs.
#pragma once

#include <lodestone/math/two_piece_normal.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/simd/isa.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// One number for each input range, in the order of the inputs' names.
///
/// The normal of an input in a draw has the address (draw, attempt, name, Stream::INPUTS) under the run's seed, the name hashed
/// as a licence's is: the same for every thread, in whatever order the ranges stand, whichever other inputs have ranges, and
/// however many draws are made. Of two inputs with one hash the later by name takes the next free number.
class InputDraws {
 public:
  /// Precondition: the study is valid, and this processor supports `isa`.
  InputDraws(const Study& study, Isa isa);

  /// The inputs by their names, with their ranges.
  const std::vector<UncertainInput>& inputs() const { return inputs_; }

  /// Standard normals. `attempt` counts how often this draw was refused before.
  std::vector<double> normals(std::int64_t draw, int attempt) const;

  /// The study with its inputs at the values of these normals, by `input_law`, and rows that follow from them completed. It has
  /// no ranges; it may break rules.
  Study study_at(const std::vector<double>& normals) const;

 private:
  const Study& study_;
  Isa isa_;
  std::vector<UncertainInput> inputs_;
  std::vector<std::size_t> ranges_;  ///< by input: its place in the study
  std::vector<TwoPieceNormal> laws_;
  std::vector<std::uint32_t> addresses_;
};

}  // namespace lodestone
