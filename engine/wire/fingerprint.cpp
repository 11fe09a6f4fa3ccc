#include <lodestone/wire/fingerprint.hpp>

#include <lodestone/base/sha256.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/digest.hpp>
#include <lodestone/wire/schema/messages.hpp>

namespace lodestone {

std::string fingerprint(const RiskReport& report) { return wire::results_digest(*wire::to_message(report)); }

std::string input_fingerprint(const Study& study) { return wire::digest_of(*wire::to_message(study)); }

void seal(RiskReport& report, const Study& study) {
  report.results.input_fingerprint = input_fingerprint(study);
  report.fingerprint = fingerprint(report);
}

std::string sha256_of_file(const std::filesystem::path& path) { return sha256(read_whole(path)); }

}  // namespace lodestone
