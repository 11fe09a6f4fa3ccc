#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include <lodestone/base/expect.hpp>
#include <lodestone/wire/parse_message.hpp>
#include <lodestone/wire/schema/field_names.hpp>
#include <optional>
#include <utility>

namespace lodestone::wire {
namespace {

namespace io = google::protobuf::io;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::TextFormat;

constexpr int kDeepest = 64;  // messages within messages, also within unknown fields; the schema itself needs 8

/// Places in a text count from 0, as the parser's do; −1 when nothing was said.
struct Remark {
  int line = -1;
  int column = -1;
  std::string text;
};

class Remarks : public io::ErrorCollector {
 public:
  void AddError(int line, io::ColumnNumber column, const std::string& text) override {
    if (error.line < 0 && error.text.empty()) error = {line, column, text};
  }
  void AddWarning(int line, io::ColumnNumber column, const std::string& text) override {
    warnings.push_back({line, column, text});
  }

  Remark error;  // the first one
  std::vector<Remark> warnings;
};

std::string place(const std::string& file, int line, int column) {
  if (line < 0) return file;
  return file + ":" + std::to_string(line + 1) + ":" + std::to_string(column + 1);
}

/// The part of `text` between its nth pair of quotation marks, n from 0.
std::string quoted(const std::string& text, int n) {
  std::size_t begin = text.find('"');
  for (int skipped = 0; skipped < 2 * n && begin != std::string::npos; ++skipped) begin = text.find('"', begin + 1);
  if (begin == std::string::npos) return {};
  return text.substr(begin + 1, text.find('"', begin + 1) - begin - 1);
}

/// A word of the text and where it begins.
struct Word {
  std::string text;
  int line = -1;
  int column = -1;
};

/// The parser remarks on an unknown name when it stands at the token after it; this is the name. None when no word stands
/// there.
std::optional<Word> word_before(const Remark& remark, const std::string& text) {
  io::ArrayInputStream stream(text.data(), static_cast<int>(text.size()));
  Remarks ignored;
  io::Tokenizer tokens(&stream, &ignored);
  tokens.set_comment_style(io::Tokenizer::SH_COMMENT_STYLE);
  tokens.set_allow_f_after_float(true);
  while (tokens.Next() && (tokens.current().line != remark.line || tokens.current().column != remark.column)) {
  }
  const io::Tokenizer::Token& word = tokens.previous();
  if (word.type != io::Tokenizer::TYPE_IDENTIFIER) return std::nullopt;
  return Word{word.text, word.line, word.column};
}

/// The byte at which a column of a line begins; the tokenizer counts a tab to the next multiple of 8.
std::size_t byte_at(const std::string& text, int line, int column) {
  std::size_t at = 0;
  for (int passed = 0; passed < line; ++passed) at = text.find('\n', at) + 1;
  for (int passed = 0; passed < column; ++at) passed += text[at] == '\t' ? 8 - passed % 8 : 1;
  return at;
}

/// The parser stops at a choice that it does not know. To find what else is wrong, the choice is made the number 1, which every
/// enum knows, in the same columns.
void replace_by_known_choice(const Word& choice, std::string& text) {
  const std::size_t begin = byte_at(text, choice.line, choice.column);
  LODESTONE_EXPECT(text.compare(begin, choice.text.size(), choice.text) == 0);  // or the parser would stop here again
  text.replace(begin, choice.text.size(), choice.text.size(), ' ');
  text[begin] = '1';
}

/// The parser says: Message type "lodestone.v1.Factor" has no field named "volatilty".
Violation unknown_field(const std::string& file, const Remark& remark, const std::string& text, const Message& message) {
  const Descriptor* type = message.GetDescriptor()->file()->pool()->FindMessageTypeByName(quoted(remark.text, 0));
  const auto name = word_before(remark, text);
  if (type == nullptr || !name) return {place(file, remark.line, remark.column), "", remark.text, ""};
  return {place(file, name->line, name->column), show(name->text), "is no field of " + type->name(),
          "Known: " + known_names(*type) + "."};
}

/// The field that was written where `choice` stands, and its path from the message at `path`.
std::pair<const FieldDescriptor*, std::string> find_choice(const Word& choice, const Message& message,
                                                           const TextFormat::ParseInfoTree& places, const std::string& path) {
  const std::pair<int, int> sought{choice.line, choice.column};
  std::vector<const FieldDescriptor*> given;
  message.GetReflection()->ListFields(message, &given);
  for (const FieldDescriptor* field : given) {
    const int size = field->is_repeated() ? message.GetReflection()->FieldSize(message, field) : 1;
    for (int item = 0; item < size; ++item) {
      const int index = field->is_repeated() ? item : -1;
      const TextFormat::ParseInfoTree* below = places.GetTreeForNested(field, index);
      if (below != nullptr) {
        const auto& inner = index < 0 ? message.GetReflection()->GetMessage(message, field)
                                      : message.GetReflection()->GetRepeatedMessage(message, field, index);
        const auto found = find_choice(choice, inner, *below, field_path(path, *field, index));
        if (found.first != nullptr) return found;
      }
      const auto range = places.GetLocationRange(field, index);
      const bool within =
          std::pair{range.start.line, range.start.column} <= sought && sought < std::pair{range.end.line, range.end.column};
      if (field->enum_type() != nullptr && within) return {field, field_path(path, *field, index)};
    }
  }
  return {nullptr, {}};
}

Violation unknown_choice(const std::string& file, const Word& choice, const Message& message,
                         const TextFormat::ParseInfoTree& places) {
  const auto [field, path] = find_choice(choice, message, places, "");
  const std::string at = place(file, choice.line, choice.column);
  if (field == nullptr) return {at, choice.text, "is no known choice", ""};
  return {at + ": " + path, choice.text, "is no " + field->enum_type()->name(),
          "One of " + known_names(*field->enum_type()) + "."};
}

}  // namespace

void parse_text(std::string_view text, const std::string& file, Message& message, std::vector<Violation>& violations) {
  std::string tried(text);
  std::vector<Word> choices;
  for (;;) {
    Remarks remarks;
    TextFormat::ParseInfoTree places;
    TextFormat::Parser parser;
    parser.AllowUnknownField(true);  // each becomes a warning instead of an end
    parser.SetRecursionLimit(kDeepest);
    parser.RecordErrorsTo(&remarks);
    parser.WriteLocationsTo(&places);
    if (parser.ParseFromString(tried, &message)) {
      for (const Word& choice : choices) violations.push_back(unknown_choice(file, choice, message, places));
      for (const Remark& remark : remarks.warnings) violations.push_back(unknown_field(file, remark, tried, message));
      return;
    }
    message.Clear();
    const bool stopped_at_choice = remarks.error.text.rfind("Unknown enumeration value", 0) == 0;
    const auto choice = stopped_at_choice ? word_before(remarks.error, tried) : std::nullopt;
    if (!choice) {
      violations.push_back(
          {place(file, remarks.error.line, remarks.error.column), "", remarks.error.text, "Correct the syntax first."});
      return;
    }
    replace_by_known_choice(*choice, tried);
    choices.push_back(*choice);
  }
}

}  // namespace lodestone::wire
