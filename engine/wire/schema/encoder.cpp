#include <lodestone/wire/schema/encoder.hpp>

namespace lodestone::wire {

const FieldDescriptor& Encoder::field(const char* name) const {
  const FieldDescriptor* found = message_.GetDescriptor()->FindFieldByName(name);
  LODESTONE_EXPECT(found != nullptr);
  return *found;
}

void Encoder::put(const FieldDescriptor& described, const std::string& value) {
  const auto& reflection = *message_.GetReflection();
  described.is_repeated() ? reflection.AddString(&message_, &described, value)
                          : reflection.SetString(&message_, &described, value);
}

void Encoder::put(const FieldDescriptor& described, bool value) {
  const auto& reflection = *message_.GetReflection();
  described.is_repeated() ? reflection.AddBool(&message_, &described, value) : reflection.SetBool(&message_, &described, value);
}

void Encoder::put(const FieldDescriptor& described, double value) {
  const auto& reflection = *message_.GetReflection();
  described.is_repeated() ? reflection.AddDouble(&message_, &described, value)
                          : reflection.SetDouble(&message_, &described, value);
}

void Encoder::put(const FieldDescriptor& described, std::int32_t value) {
  const auto& reflection = *message_.GetReflection();
  described.is_repeated() ? reflection.AddInt32(&message_, &described, value)
                          : reflection.SetInt32(&message_, &described, value);
}

void Encoder::put(const FieldDescriptor& described, std::int64_t value) {
  const auto& reflection = *message_.GetReflection();
  described.is_repeated() ? reflection.AddInt64(&message_, &described, value)
                          : reflection.SetInt64(&message_, &described, value);
}

void Encoder::put(const FieldDescriptor& described, std::uint64_t value) {
  const auto& reflection = *message_.GetReflection();
  described.is_repeated() ? reflection.AddUInt64(&message_, &described, value)
                          : reflection.SetUInt64(&message_, &described, value);
}

void Encoder::put(const FieldDescriptor& described, Date value) {
  const std::chrono::year_month_day civil{value};
  Encoder date(new_message(described));
  date.put(date.field("year"), static_cast<std::int32_t>(static_cast<int>(civil.year())));
  date.put(date.field("month"), static_cast<std::int32_t>(static_cast<unsigned>(civil.month())));
  date.put(date.field("day"), static_cast<std::int32_t>(static_cast<unsigned>(civil.day())));
}

void Encoder::put_enum(const FieldDescriptor& described, int number) {
  const auto& reflection = *message_.GetReflection();
  described.is_repeated() ? reflection.AddEnumValue(&message_, &described, number)
                          : reflection.SetEnumValue(&message_, &described, number);
}

Message& Encoder::new_message(const FieldDescriptor& described) {
  const auto& reflection = *message_.GetReflection();
  return *(described.is_repeated() ? reflection.AddMessage(&message_, &described)
                                   : reflection.MutableMessage(&message_, &described));
}

}  // namespace lodestone::wire
