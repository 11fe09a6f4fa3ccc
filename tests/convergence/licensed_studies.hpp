/// Contracts that ship under licence: every basis, state of today and failure clause.
#pragma once

#include <convergence/markets.hpp>

namespace lodestone::convergence {

/// Each contract has an account of its own; the accounts stand at every state today.
Study licensed(Study market, LicenceBasis basis);

/// Two contracts under one account, with different counterparties (but PER_QUANTITY) that may default.
Study shared_account(Study market, LicenceBasis basis);

/// Contracts of one account each, apart in their failure clause and side alone.
Study two_sides(Study market, LicenceBasis basis);

/// Contracts that the transform does not carry: what fails is made up, taken from stock or damaged up to a cap, in two indices;
/// a sale served from a purchase. All are over by the last horizon.
Study proxied_licences(Study market, LicenceBasis basis);

}  // namespace lodestone::convergence
