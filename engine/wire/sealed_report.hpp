/// Reading any report that ends with the fingerprint of its results.
#pragma once

#include <lodestone/base/violation.hpp>
#include <lodestone/wire/digest.hpp>
#include <lodestone/wire/parse_message.hpp>
#include <lodestone/wire/schema/convert.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::wire {

/// The report that `bytes` are; `empty` is a new message of its type, `name` says in violations where the bytes come from.
/// Throws InvalidInput when they are no such report, or a part of one: the fingerprint must match the results.
template <class Report>
Report decode_sealed(std::string_view bytes, const std::string& name, std::unique_ptr<Message> empty) {
  std::vector<Violation> violations;
  const std::unique_ptr<Message> message = std::move(empty);
  parse_message(bytes, FileFormat::BINARY, name, *message, violations);
  if (!violations.empty()) throw InvalidInput(std::move(violations));

  Report report = decoded<Report>(*message, violations);
  for (Violation& violation : violations) violation.path = name + ": " + violation.path;
  const std::unique_ptr<Message> again = encoded(std::unique_ptr<Message>(message->New()), report);
  const std::string expected = results_digest(*again);
  if (report.fingerprint != expected) {
    violations.push_back({name + ": fingerprint", report.fingerprint.empty() ? "" : show(report.fingerprint),
                          "must be that of the results, " + show(expected), "The report was cut or changed; make it again."});
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return report;
}

}  // namespace lodestone::wire
