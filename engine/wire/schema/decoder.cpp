#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/field_names.hpp>

namespace lodestone::wire {
namespace {

/// Day, month or year of a `Date` message; 0, which no day has, when it is left out.
int part(const Message& date, const char* name) {
  return date.GetReflection()->GetInt32(date, date.GetDescriptor()->FindFieldByName(name));
}

}  // namespace

const FieldDescriptor& Decoder::field(const char* name) const {
  const FieldDescriptor* found = message_.GetDescriptor()->FindFieldByName(name);
  LODESTONE_EXPECT(found != nullptr);
  return *found;
}

bool Decoder::is_given(const FieldDescriptor& described) const {
  return message_.GetReflection()->HasField(message_, &described);
}

int Decoder::count(const FieldDescriptor& described) const { return message_.GetReflection()->FieldSize(message_, &described); }

std::string Decoder::path_of(const FieldDescriptor& described, int index) const { return field_path(path_, described, index); }

const FieldDescriptor* Decoder::given_of(const char* oneof_name, std::size_t alternatives) {
  const auto* oneof = message_.GetDescriptor()->FindOneofByName(oneof_name);
  LODESTONE_EXPECT(oneof != nullptr && static_cast<std::size_t>(oneof->field_count()) == alternatives);
  const FieldDescriptor* given = message_.GetReflection()->GetOneofFieldDescriptor(message_, oneof);
  if (given == nullptr) violations_.push_back({path_, "", "must say what it is", "One of " + known_names(*oneof) + "."});
  return given;
}

void Decoder::get(const FieldDescriptor& described, int index, std::string& value) const {
  const auto& reflection = *message_.GetReflection();
  value = index == kSingular ? reflection.GetString(message_, &described)
                             : reflection.GetRepeatedString(message_, &described, index);
}

void Decoder::get(const FieldDescriptor& described, int index, bool& value) const {
  const auto& reflection = *message_.GetReflection();
  value =
      index == kSingular ? reflection.GetBool(message_, &described) : reflection.GetRepeatedBool(message_, &described, index);
}

void Decoder::get(const FieldDescriptor& described, int index, double& value) const {
  const auto& reflection = *message_.GetReflection();
  value = index == kSingular ? reflection.GetDouble(message_, &described)
                             : reflection.GetRepeatedDouble(message_, &described, index);
}

void Decoder::get(const FieldDescriptor& described, int index, std::int32_t& value) const {
  const auto& reflection = *message_.GetReflection();
  value =
      index == kSingular ? reflection.GetInt32(message_, &described) : reflection.GetRepeatedInt32(message_, &described, index);
}

void Decoder::get(const FieldDescriptor& described, int index, std::int64_t& value) const {
  const auto& reflection = *message_.GetReflection();
  value =
      index == kSingular ? reflection.GetInt64(message_, &described) : reflection.GetRepeatedInt64(message_, &described, index);
}

void Decoder::get(const FieldDescriptor& described, int index, std::uint64_t& value) const {
  const auto& reflection = *message_.GetReflection();
  value = index == kSingular ? reflection.GetUInt64(message_, &described)
                             : reflection.GetRepeatedUInt64(message_, &described, index);
}

void Decoder::get(const FieldDescriptor& described, int index, Date& value) {
  const Message& date = get_message(described, index);
  const int year = part(date, "year");
  const int month = part(date, "month");
  const int day = part(date, "day");
  const bool in_range = year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  value = in_range ? make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) : kNoDate;
  if (value != kNoDate) return;
  const std::string shown = std::to_string(year) + "-" + std::to_string(month) + "-" + std::to_string(day);
  violations_.push_back({path_of(described, index), shown, "must be a day from 1900-01-01 to 2199-12-31",
                         "Give year, month and day, as in { year: 2025 month: 12 day: 31 }."});
}

int Decoder::get_enum(const FieldDescriptor& described, int index) const {
  const auto& reflection = *message_.GetReflection();
  return index == kSingular ? reflection.GetEnumValue(message_, &described)
                            : reflection.GetRepeatedEnumValue(message_, &described, index);
}

const Message& Decoder::get_message(const FieldDescriptor& described, int index) const {
  const auto& reflection = *message_.GetReflection();
  return index == kSingular ? reflection.GetMessage(message_, &described)
                            : reflection.GetRepeatedMessage(message_, &described, index);
}

void Decoder::violate_missing(const FieldDescriptor& described) {
  std::string remedy;
  if (described.enum_type() != nullptr) {
    remedy = "One of " + known_names(*described.enum_type()) + ".";
  } else if (described.message_type() != nullptr && described.message_type()->name() == "Date") {
    remedy = "As in " + described.name() + " { year: 2025 month: 12 day: 31 }.";
  } else if (described.message_type() != nullptr && path_.empty()) {
    remedy = "An empty section counts: " + described.name() + " {}.";
  }
  violations_.push_back({path_of(described, kSingular), "", "must be given", remedy});
}

void Decoder::violate_nan(const FieldDescriptor& described, int index) {
  violations_.push_back({path_of(described, index), "nan", "must be a number", "Leave it out where it is not known."});
}

}  // namespace lodestone::wire
