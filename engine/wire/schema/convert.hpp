/// Structs to messages and back, for any struct that has a description.
#pragma once

#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <memory>

namespace lodestone::wire {

/// `message`, empty until then, filled with what `value` says.
template <class T>
std::unique_ptr<Message> encoded(std::unique_ptr<Message> message, const T& value) {
  Encoder encoder(*message);
  describe(encoder, value);
  return message;
}

/// The struct that a message means. What is missing or is no number is added to `violations`.
template <class T>
T decoded(const Message& message, std::vector<Violation>& violations) {
  T value;
  Decoder decoder(message, "", violations);
  describe(decoder, value);
  return value;
}

}  // namespace lodestone::wire
