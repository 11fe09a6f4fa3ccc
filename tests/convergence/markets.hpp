/// Markets in which contracts are valued: one thing that a law may depend on in each, and one with all of them.
#pragma once

#include <convergence/contracts.hpp>

namespace lodestone::convergence {

// Every market has the indices "metal" and "goods" in USD per kg near 60, the rate "rate", the spread "credit" with the
// counterparty "owner" on it, three horizons and fixings of "metal".

/// No chain: an Ornstein–Uhlenbeck log price; fixed rate and spread.
Study one_regime();

/// Schwartz–Smith: a factor that reverts and one with drift that does not, correlated.
Study two_factors();

/// Volatility that decays from 1.8 times its long run.
Study decaying_volatility();

/// One chain of four states, one of them a twin: means, volatilities and jumps by level.
Study one_chain();

/// The same with events between the horizons, on one and after the last, and rates that change.
Study with_events();

/// Two chains: the index on one stance, discount on another, goods on the more severe of both.
Study two_chains();

/// Where both chains stand today is drawn.
Study drawn_today();

/// Two mixtures of normals, correlated.
Study fat_tails();

/// Rate, spread and index, correlated; spread and rate move with the chain.
Study stochastic_rates();

/// "metal" and "goods" in CNY, turned at a rate that jumps with the chain.
Study foreign_exchange();

/// "metal" is LINEAR in a factor that may fall below 0.
Study linear_index();

/// A grid of quarters and what contracts add to it; the index adjusted on three dates.
Study sparse_grid();

/// All of it.
Study everything();

}  // namespace lodestone::convergence
