#include <lodestone/wire/read_study.hpp>

#include <algorithm>
#include <lodestone/model/validate.hpp>
#include <lodestone/wire/merge_messages.hpp>
#include <lodestone/wire/read_message.hpp>
#include <lodestone/wire/schema/messages.hpp>

namespace lodestone {
namespace {

using wire::FileMessage;
using wire::Message;

bool lacks_section(const Message& study) {
  const auto& type = *study.GetDescriptor();
  for (int index = 0; index < type.field_count(); ++index) {
    if (!type.field(index)->is_repeated() && !study.GetReflection()->HasField(study, type.field(index))) return true;
  }
  return false;
}

/// What validation says about everything that is not already known to be wrong, or part of what is.
void add_other_violations(const Study& study, std::vector<Violation>& violations) {
  const std::size_t known = violations.size();
  for (Violation& found : find_violations(study)) {
    const bool is_known = std::any_of(violations.begin(), violations.begin() + static_cast<std::ptrdiff_t>(known),
                                      [&](const Violation& violation) { return found.path.rfind(violation.path, 0) == 0; });
    if (!is_known) violations.push_back(std::move(found));
  }
}

}  // namespace

Study read_study(std::span<const std::filesystem::path> files) {
  std::vector<Violation> violations;
  if (files.empty()) violations.push_back({"study", "", "must be given as one file or more", ""});
  std::vector<FileMessage> parsed;
  for (const std::filesystem::path& file : files) {
    parsed.push_back({file.string(), wire::new_study_message()});
    wire::read_message(file, *parsed.back().message, violations);
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));

  const std::unique_ptr<Message> merged = wire::merge_messages(parsed, violations);
  Study study = wire::to_study(*merged, violations);
  if (!violations.empty() && !lacks_section(*merged)) add_other_violations(study, violations);
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return study;
}

Study read_study(const std::filesystem::path& file) { return read_study(std::span(&file, 1)); }

}  // namespace lodestone
