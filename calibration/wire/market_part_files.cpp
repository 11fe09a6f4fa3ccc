#include <lodestone/calibration/wire/calibration_files.hpp>
#include <lodestone/model/describe_study.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/file_format.hpp>
#include <lodestone/wire/merge_messages.hpp>
#include <lodestone/wire/print_message.hpp>
#include <lodestone/wire/read_message.hpp>
#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/messages.hpp>
#include <set>
#include <utility>

namespace lodestone::calibration {
namespace {

using wire::FileMessage;
using wire::Message;

const std::set<std::string> kWritten = {"market", "policy", "licences", "input_ranges"};

FileMessage read_part(const std::filesystem::path& path, std::vector<Violation>& violations) {
  FileMessage parsed{path.string(), wire::new_study_message()};
  wire::read_message(path, *parsed.message, violations);
  std::vector<const google::protobuf::FieldDescriptor*> given;
  parsed.message->GetReflection()->ListFields(*parsed.message, &given);
  for (const auto* field : given) {
    if (!kWritten.contains(field->name())) {
      violations.push_back({parsed.file + ": " + field->name(), "", "is not part of what a calibration writes",
                            "Give this file to the run only."});
    }
  }
  return parsed;
}

std::unique_ptr<Message> to_message(const MarketPart& part) {
  std::unique_ptr<Message> study = wire::new_study_message();
  wire::Encoder encoder(*study);
  encoder.must(LODESTONE_FIELD(part, market));
  encoder.must(LODESTONE_FIELD(part, policy));
  encoder.must(LODESTONE_FIELD(part, licences));
  encoder.may(LODESTONE_FIELD(part, input_ranges));
  return study;
}

}  // namespace

MarketPart read_market_part(std::span<const std::filesystem::path> files) {
  MarketPart part;
  if (files.empty()) return part;
  std::vector<Violation> violations;
  std::vector<FileMessage> parsed;
  for (const std::filesystem::path& file : files) parsed.push_back(read_part(file, violations));
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  const std::unique_ptr<Message> merged = wire::merge_messages(parsed, violations);
  wire::Decoder decoder(*merged, "", violations);
  decoder.may(LODESTONE_FIELD(part, market));
  decoder.may(LODESTONE_FIELD(part, policy));
  decoder.may(LODESTONE_FIELD(part, licences));
  decoder.may(LODESTONE_FIELD(part, input_ranges));
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return part;
}

std::string to_text(const MarketPart& part) { return wire::print_text(*to_message(part)); }

void write_market_part(const MarketPart& part, const std::filesystem::path& file, const std::string& comment) {
  const auto format = wire::format_of(file);
  if (!format) throw InvalidInput({Violation{file.string(), "", wire::kFormatRule, ""}});
  if (*format == wire::FileFormat::BINARY) return write_whole(file, to_message(part)->SerializeAsString());
  if (*format == wire::FileFormat::JSON) return write_whole(file, wire::print_json(*to_message(part)));
  std::string text = "# ";
  for (const char c : comment) text += c == '\n' ? std::string("\n# ") : std::string(1, c);
  write_whole(file, text + "\n\n" + to_text(part));
}

}  // namespace lodestone::calibration
