#include <lodestone/model/find_input.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/model/describe_study.hpp>

#include <charconv>
#include <cmath>
#include <span>
#include <utility>

namespace lodestone {
namespace {

/// `factors[nd_oxide]`: a field, and which of its items. An item's name may hold dots and brackets, but not "]." .
struct Segment {
  std::string_view field;
  std::optional<std::string_view> item;
};

/// Empty when the path is not spelled as paths are.
std::vector<Segment> segments_of(std::string_view path) {
  std::vector<Segment> segments;
  while (true) {
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    Segment segment{path.substr(0, end), std::nullopt};
    path.remove_prefix(end);
    if (segment.field.empty()) return {};
    if (!path.empty() && path.front() == '[') {
      std::size_t close = path.find("].");
      if (close == std::string_view::npos && path.back() == ']') close = path.size() - 1;
      if (close == std::string_view::npos || close < 2) return {};
      segment.item = path.substr(1, close - 1);
      path.remove_prefix(close + 1);
    }
    segments.push_back(segment);
    if (path.empty()) return segments;
    if (path.front() != '.') return {};
    path.remove_prefix(1);
  }
}

/// What an item is called; empty where only its place tells it from others.
template <class Item>
std::string name_of_item(const Item& item) {
  if constexpr (requires { item.id; }) {
    return item.id;
  } else if constexpr (requires {
                         item.first + item.second;
                         item.first.size();
                       }) {
    return item.first + "," + item.second;
  } else if constexpr (requires { item.from_level; }) {
    return item.from_level + "," + item.to_level;
  } else if constexpr (requires { item.from_state; }) {
    return item.from_state;
  } else if constexpr (requires { item.level; }) {
    return item.level;
  } else if constexpr (requires { item.factor; }) {
    return item.factor;
  } else {
    return {};
  }
}

/// Goes down one path and leaves everything else alone.
class Locator {
 public:
  template <class T>
  using As = T;

  Locator(std::span<const Segment> way, InputPlace& place) : way_(way), place_(place) {}

  template <class T>
  void may(const char* name, T& member) {
    visit(name, member);
  }

  template <class T>
  void must(const char* name, T& member) {
    visit(name, member);
  }

  template <class... A>
  void one_of(const char*, std::variant<A...>& member, const std::array<const char*, sizeof...(A)>& fields) {
    std::visit([&](auto& value) { visit(fields[member.index()], value); }, member);
  }

  /// `value` has the first field of the way, or says that it has not.
  template <class T>
  void start(T& value) {
    describe(*this, value);
    if (!found_) fault("leads to no field: there is no " + show(way_.front().field) + " here", "One of " + known_ + ".");
  }

 private:
  template <class T>
  void visit(const char* name, T& member) {
    known_.append(known_.empty() ? "" : ", ").append(name);
    if (way_.front().field != name) return;
    found_ = true;
    for (std::string* text : {&place_.name, &place_.field}) text->append(text->empty() ? "" : ".").append(name);
    if constexpr (is_vector<T>) {
      enter_item(member);
    } else if (way_.front().item) {
      fault(show(name) + " is no list", "Leave out [" + std::string(*way_.front().item) + "].");
    } else {
      enter(member);
    }
  }

  template <class T>
  void enter_item(std::vector<T>& items) {
    const std::optional<std::size_t> index = index_of(items);
    if (!index) return;
    std::string name;
    if constexpr (is_message<T>) name = name_of_item(items[*index]);
    place_.name += "[" + (name.empty() ? std::to_string(*index) : name) + "]";
    if constexpr (std::is_same_v<T, double> || is_message<T>) {
      enter(items[*index]);
    } else {
      fault("leads to no real number", kNumbersOnly);
    }
  }

  template <class T>
  std::optional<std::size_t> index_of(const std::vector<T>& items) {
    const std::optional<std::string_view>& wanted = way_.front().item;
    const std::string list(way_.front().field);
    if (!wanted) {
      if (items.size() == 1 && std::is_same_v<T, double>) return 0;
      fault("leads to a list of " + std::to_string(items.size()), "Say which: " + list + "[0], say.");
      return std::nullopt;
    }
    if constexpr (is_message<T>) {
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (name_of_item(items[i]) == *wanted) return i;
      }
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(wanted->data(), wanted->data() + wanted->size(), index);
    if (error == std::errc{} && end == wanted->data() + wanted->size() && index < items.size()) return index;
    fault("leads to no item: " + list + " has no " + show(*wanted),
          list + " holds " + std::to_string(items.size()) + ", counted from 0.");
    return std::nullopt;
  }

  template <class T>
  void enter(T& value) {
    if constexpr (is_optional<T>) {
      if (!value) return fault("leads to a field that is not given", "Give its value first.");
      enter(*value);
    } else if constexpr (std::is_same_v<T, double>) {
      if (way_.size() > 1) return fault(show(way_.front().field) + " is a number and has no fields");
      if (std::isnan(value)) return fault("leads to a field that is not given", "Give its value first.");
      place_.number = &value;
    } else if constexpr (is_message<T>) {
      if (way_.size() == 1) return fault("leads to a group of fields", "Name one of its numbers.");
      Locator(way_.subspan(1), place_).start(value);
    } else {
      fault("leads to no real number", kNumbersOnly);
    }
  }

  void fault(std::string rule, std::string remedy = {}) {
    place_.rule = std::move(rule);
    place_.remedy = std::move(remedy);
  }

  static constexpr const char* kNumbersOnly = "Whole numbers, days, texts and choices have no range.";

  std::span<const Segment> way_;
  InputPlace& place_;
  std::string known_;
  bool found_ = false;
};

}  // namespace

InputPlace find_input(Study& study, std::string_view path) {
  InputPlace place;
  const std::vector<Segment> way = segments_of(path);
  if (way.empty()) {
    place.rule = "is not spelled as a path";
    place.remedy = "As in market.factors[nd_oxide].volatility_per_sqrt_year[0].";
  } else if (way.front().field == "measures" || way.front().field == "input_ranges") {
    place.rule = "leads to what is asked, not to an input";
    place.remedy = "Ranges belong to what the study says of the world.";
  } else {
    Locator(way, place).start(study);
  }
  return place;
}

}  // namespace lodestone
