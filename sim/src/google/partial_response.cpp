#include "google/partial_response.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "google/api_messages.h"
#include "google/message_shape.h"

namespace lockstep::sim::google {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t kDepthMax = 64;

bool is_name_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.' ||
         letter == '$';
}

OrderedJson select(const FieldSelection& selection, const OrderedJson& value) {
  if (selection.members().empty()) {
    return value;
  }
  if (value.is_array()) {
    OrderedJson items = OrderedJson::array();
    for (const OrderedJson& item : value) {
      items.push_back(select(selection, item));
    }
    return items;
  }
  if (!value.is_object()) {
    return value;
  }
  OrderedJson kept = OrderedJson::object();
  for (const auto& [name, member] : value.items()) {
    auto found = selection.members().find(name);
    found = found == selection.members().end() ? selection.members().find("*") : found;
    const bool reaches = found != selection.members().end() &&
                         (found->second.members().empty() || member.is_structured());
    if (reaches) {
      kept[name] = select(found->second, member);
    }
  }
  return kept;
}

bool fits_member(const FieldSelection& selection, const ApiMember& member) {
  if (selection.members().empty() || member.type == "any") {
    return true;
  }
  if (!api_messages().contains(member.type)) {
    return false;  // A string has no members.
  }
  return member.cardinality == Cardinality::map
             ? std::ranges::all_of(
                   selection.members(),
                   [&](const auto& entry) { return entry.second.fits(member.type); })
             : selection.fits(member.type);
}

}  // namespace

/// selector = path *("," path); path = name *("/" name) ["(" selector ")"]; name = "*" / letters
class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}

  std::optional<FieldSelection> parse() {
    FieldSelection selection;
    return read_selector(selection, 0) && text_.empty() ? std::optional(std::move(selection))
                                                        : std::nullopt;
  }

 private:
  bool take(char letter) {
    if (!text_.starts_with(letter)) {
      return false;
    }
    text_.remove_prefix(1);
    return true;
  }

  std::string take_name() {
    if (take('*')) {
      return "*";
    }
    const auto* const end = std::ranges::find_if_not(text_, is_name_letter);
    std::string name =
        to_camel_case(text_.substr(0, static_cast<std::size_t>(end - text_.begin())));
    text_.remove_prefix(static_cast<std::size_t>(end - text_.begin()));
    return name;
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kDepthMax.
  bool read_selector(FieldSelection& into, std::size_t depth) {
    do {
      FieldSelection path;
      if (!read_path(path, depth)) {
        return false;
      }
      into.merge(path);
    } while (take(','));
    return true;
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kDepthMax.
  bool read_path(FieldSelection& into, std::size_t depth) {
    const std::string name = take_name();
    if (name.empty() || depth == kDepthMax) {
      return false;
    }
    FieldSelection& below = into.members_[name];
    if (take('/')) {
      return read_path(below, depth + 1);
    }
    return !take('(') || (read_selector(below, depth + 1) && take(')'));
  }

  std::string_view text_;
};

std::optional<FieldSelection> FieldSelection::parse(std::string_view text) {
  return SelectorParser(text).parse();
}

bool FieldSelection::fits(std::string_view message) const {
  const auto found = api_messages().find(message);
  return found != api_messages().end() && std::ranges::all_of(members_, [&](const auto& entry) {
           if (entry.first == "*") {
             return true;
           }
           const auto member = std::ranges::find(found->second, entry.first, &ApiMember::name);
           return member != found->second.end() && fits_member(entry.second, *member);
         });
}

std::string FieldSelection::applied_to(const std::string& compact) const {
  FieldSelection selection = *this;
  selection.spread_star();
  return select(selection, OrderedJson::parse(compact)).dump();
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the selector.
void FieldSelection::spread_star() {
  const auto star = members_.find("*");
  for (auto& [name, selection] : members_) {
    if (star != members_.end() && star->first != name) {
      if (star->second.members_.empty()) {
        selection.members_.clear();
      } else if (!selection.members_.empty()) {
        selection.merge(star->second);
      }
    }
    selection.spread_star();
  }
}

void FieldSelection::merge(const FieldSelection& other) {
  for (const auto& [name, selection] : other.members_) {
    const auto [found, is_new] = members_.try_emplace(name, selection);
    if (is_new || found->second.members_.empty()) {
      continue;
    }
    if (selection.members_.empty()) {
      found->second.members_.clear();
    } else {
      found->second.merge(selection);
    }
  }
}

}  // namespace lockstep::sim::google
