/// The drift at which a price is expected to grow at a given rate.
#pragma once

#include <lodestone/calibration/market/calibrate.hpp>

#include <string>
#include <vector>

namespace lodestone::calibration {

/// What ln E[price] grows by, at each level of the factor's stance, besides the drift of the factor itself [1/yr]:
///   ½ Σ w_i w_j σ_i σ_j ρ_ij + Σ_{others} w_i μ_i + Σ_l q_kl (e^{wJ + ½w²δ²} − 1),
/// w the observable's weights, J and δ the factor's own jumps from level k to l, q the rate of that move: those of the stance's
/// chains added, twins weighted as they are likely today. Other factors' σ and μ are those of their level today; what reverts
/// adds no drift. One number for a factor without a stance.
std::vector<double> growth_besides_drift(const MarketPart& part, const std::string& factor, const std::string& observable);

}  // namespace lodestone::calibration
