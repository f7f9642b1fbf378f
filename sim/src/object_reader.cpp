#include "lockstep/sim/object_reader.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <utility>

#include "lockstep/base/text.h"

namespace lockstep::sim {
namespace {

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, substituted}));
    }
  }
  return row.back();
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  result += text;
  result += '"';
  return result;
}

}  // namespace

std::string nearest(std::string_view text, const std::vector<std::string>& names) {
  constexpr std::size_t kLongestWorthComparing = 80;
  if (text.empty() || text.size() > kLongestWorthComparing) {
    return "";
  }
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, text.size() / 2) + 1;
  const std::string lower = ascii_lower(text);
  for (const std::string& name : names) {
    const std::string candidate = ascii_lower(name);
    // "sett" is far from "settings" in letters, and still what was meant.
    const bool begins = text.size() >= 3 && candidate.starts_with(lower);
    const std::size_t distance = begins ? 1 : edit_distance(lower, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = name;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view text, const std::vector<std::string>& names) {
  const std::string name = nearest(text, names);
  return name.empty() ? "" : " (did you mean " + in_quotes(name) + "?)";
}

std::optional<Duration> parse_duration(std::string_view text) {
  using namespace std::chrono_literals;
  constexpr std::pair<std::string_view, Duration> kUnits[] = {
      {"ms", 1ms}, {"s", 1s}, {"m", 1min}, {"h", 1h}, {"d", 24h}};
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number < 0) {
    return std::nullopt;
  }
  constexpr Duration kLongest = std::chrono::hours(24 * 3660);
  for (const auto& [unit, duration] : kUnits) {
    if (std::string_view(rest, static_cast<std::size_t>(end - rest)) == unit) {
      return number > kLongest / duration ? std::nullopt : std::optional(number * duration);
    }
  }
  return std::nullopt;
}

std::optional<std::string> read_text(const Node& node, Mistakes& mistakes, std::string_view what) {
  if (!node.is_text()) {
    mistakes.add(node.line,
                 std::string(what) + " must be text, and is " + std::string(kind_name(node)));
    return std::nullopt;
  }
  return node.scalar.get<std::string>();
}

std::optional<std::string> read_choice(const Node& node, Mistakes& mistakes, std::string_view what,
                                       const std::vector<std::string>& names) {
  auto text = read_text(node, mistakes, what);
  if (!text || std::ranges::find(names, *text) != names.end()) {
    return text;
  }
  std::string message = std::string(what) + " cannot be " + in_quotes(*text);
  const std::string hint = did_you_mean(*text, names);
  if (hint.empty()) {
    message += ", only ";
    for (const std::string& name : names) {
      message += (&name == &names.front() ? "" : ", ") + in_quotes(name);
    }
  }
  mistakes.add(node.line, message + hint);
  return std::nullopt;
}

std::vector<std::string> read_texts(const Node& node, Mistakes& mistakes, std::string_view what) {
  std::vector<std::string> texts;
  if (!node.is_array()) {
    mistakes.add(node.line,
                 std::string(what) + " must be a list, and is " + std::string(kind_name(node)));
    return texts;
  }
  for (const Node& item : node.items) {
    if (auto text = read_text(item, mistakes, "an item of " + std::string(what))) {
      texts.push_back(std::move(*text));
    }
  }
  return texts;
}

std::optional<Duration> read_duration(const Node& node, Mistakes& mistakes, std::string_view what) {
  std::optional<Duration> duration;
  if (node.kind == Node::Kind::scalar && node.scalar.is_number_unsigned()) {
    duration = parse_duration(std::to_string(node.scalar.get<std::uint64_t>()) + "ms");
  } else if (node.is_text()) {
    duration = parse_duration(node.scalar.get_ref<const std::string&>());
  }
  if (!duration) {
    mistakes.add(
        node.line,
        std::string(what) + R"( must be a duration such as "250ms", "90s", "10m", "4h" or "2d")");
  }
  return duration;
}

ObjectReader::ObjectReader(const Node& node, Mistakes& mistakes, std::string_view what)
    : node_(&node), mistakes_(&mistakes), what_(what) {
  if (!node.is_object()) {
    mistakes.add(node.line, what_ + " must be an object, and is " + std::string(kind_name(node)));
  }
}

const Node* ObjectReader::find(std::string_view key) {
  known_.emplace_back(key);
  const auto member = std::ranges::find(node_->members, key, &NodeMember::key);
  return member == node_->members.end() ? nullptr : &member->value;
}

const Node* ObjectReader::require(std::string_view key) {
  const Node* const value = find(key);
  if (value == nullptr && node_->is_object()) {
    mistakes_->add(node_->line, what_ + " needs " + in_quotes(key));
  }
  return value;
}

void ObjectReader::wrong_type(std::string_view key, const Node& value, std::string_view expected) {
  mistakes_->add(value.line, in_quotes(key) + " must be " + std::string(expected) + ", and is " +
                                 std::string(kind_name(value)));
}

std::optional<std::string> ObjectReader::text(std::string_view key) {
  const Node* const value = find(key);
  return value == nullptr ? std::nullopt : read_text(*value, *mistakes_, in_quotes(key));
}

std::string ObjectReader::required_text(std::string_view key) {
  const Node* const value = require(key);
  if (value == nullptr) {
    return "";
  }
  return read_text(*value, *mistakes_, in_quotes(key)).value_or("");
}

std::vector<std::string> ObjectReader::texts(std::string_view key) {
  const Node* const value = find(key);
  return value == nullptr ? std::vector<std::string>{}
                          : read_texts(*value, *mistakes_, in_quotes(key));
}

std::optional<bool> ObjectReader::flag(std::string_view key) {
  const Node* const value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != Node::Kind::scalar || !value->scalar.is_boolean()) {
    wrong_type(key, *value, "true or false");
    return std::nullopt;
  }
  return value->scalar.get<bool>();
}

std::optional<std::size_t> ObjectReader::count(std::string_view key, std::size_t most) {
  const Node* const value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != Node::Kind::scalar || !value->scalar.is_number_unsigned()) {
    wrong_type(key, *value, "a whole number, 0 or more");
    return std::nullopt;
  }
  const auto number = value->scalar.get<std::uint64_t>();
  if (number > most) {
    mistakes_->add(value->line, in_quotes(key) + " must be at most " + std::to_string(most));
    return std::nullopt;
  }
  return number;
}

std::optional<Duration> ObjectReader::duration(std::string_view key) {
  const Node* const value = find(key);
  return value == nullptr ? std::nullopt : read_duration(*value, *mistakes_, in_quotes(key));
}

const std::vector<Node>& ObjectReader::list(std::string_view key) {
  static const std::vector<Node> kNone;
  const Node* const value = find(key);
  if (value == nullptr) {
    return kNone;
  }
  if (!value->is_array()) {
    wrong_type(key, *value, "a list");
    return kNone;
  }
  return value->items;
}

void ObjectReader::finish() {
  for (const NodeMember& member : node_->members) {
    if (std::ranges::find(known_, member.key) == known_.end()) {
      mistakes_->add(member.line, "unknown key " + in_quotes(member.key) + " in " + what_ +
                                      did_you_mean(member.key, known_));
    }
  }
}

}  // namespace lockstep::sim
