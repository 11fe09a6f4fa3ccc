/// Where a value stands in the schema: `market.factors[2].jumps[0].mean`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lodestone {

/// A chain of names on the stack, spelled out only when something is wrong, so that a valid study builds no strings.
/// A path refers to the one it was made from, which must outlive it; names are literals.
class SchemaPath {
 public:
  SchemaPath() = default;

  SchemaPath field(std::string_view name) const& { return {this, name, kNoIndex}; }
  SchemaPath item(std::string_view list, std::size_t index) const& { return {this, list, index}; }
  SchemaPath field(std::string_view name) const&& = delete;
  SchemaPath item(std::string_view list, std::size_t index) const&& = delete;

  std::string text() const {
    std::string text = parent_ != nullptr ? parent_->text() : std::string();
    if (!text.empty()) text += '.';
    text += name_;
    if (index_ != kNoIndex) text += '[' + std::to_string(index_) + ']';
    return text;
  }

 private:
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);
  SchemaPath(const SchemaPath* parent, std::string_view name, std::size_t index)
      : parent_(parent), name_(name), index_(index) {}

  const SchemaPath* parent_ = nullptr;
  std::string_view name_;
  std::size_t index_ = kNoIndex;
};

}  // namespace lodestone
