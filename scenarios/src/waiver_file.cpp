#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <optional>
#include <utility>

#include "lockstep/base/rule.h"
#include "lockstep/base/text.h"
#include "lockstep/scenario/waiver.h"

#include "load_parts.h"

namespace lockstep::scenario {
namespace {

constexpr std::size_t kFileBytesMax = std::size_t{1} << 20U;
constexpr std::size_t kCoveredMax = 1'000;

std::optional<int> digits(std::string_view text) {
  int number = 0;
  for (const char letter : text) {
    if (letter < '0' || letter > '9') {
      return std::nullopt;
    }
    number = number * 10 + (letter - '0');
  }
  return number;
}

/// A text that somebody has to have written.
std::string filled_in(ObjectReader& reader, std::string_view key, std::string_view what) {
  const Node* const node = reader.require(key);
  std::string text = node == nullptr ? "" : reader.text(key).value_or("");
  if (node != nullptr && node->is_text() && trim(text).empty()) {
    reader.mistake(*node, '"' + std::string(key) + "\" is empty: say " + std::string(what));
  }
  return text;
}

void check_rule(ObjectReader& reader, const std::string& id) {
  const auto rule = find_rule(id);
  const Node* const node = reader.find("rule");
  if (id.empty() || node == nullptr) {
    return;
  }
  if (!rule) {
    reader.mistake(*node, "there is no rule \"" + id + '"');
  } else if (rule->info().kind != RuleKind::must) {
    reader.mistake(*node, id + " is no MUST: a certification never fails by it, so that there is "
                               "nothing to waive");
  }
}

Waiver read_waiver(const Node& node, Mistakes& mistakes) {
  ObjectReader reader(node, mistakes, "a waiver");
  Waiver waiver;
  waiver.line = node.line;
  waiver.rule = reader.required_text("rule");
  check_rule(reader, waiver.rule);
  const Node* const scenarios = reader.require("scenarios");
  waiver.scenarios = reader.texts("scenarios");
  if (scenarios != nullptr && scenarios->is_array() && waiver.scenarios.empty()) {
    reader.mistake(*scenarios, "\"scenarios\" names none");
  }
  waiver.message = filled_in(reader, "message", "how the message of a check that is waived begins");
  waiver.reason = filled_in(reader, "reason", "why this may fail");
  waiver.issue = filled_in(reader, "issue", "where it is tracked, as a URL");
  if (const Node* const issue = reader.find("issue"); !waiver.issue.empty() &&
                                                      !waiver.issue.starts_with("https://") &&
                                                      !waiver.issue.starts_with("http://")) {
    reader.mistake(*issue, "\"issue\" must be a URL of http or https");
  }
  waiver.owner = filled_in(reader, "owner", "who answers for it");
  waiver.expires = filled_in(reader, "expires", "its last day");
  if (const Node* const expires = reader.find("expires");
      !waiver.expires.empty() && !is_day(waiver.expires)) {
    reader.mistake(*expires, "\"expires\" must be a day such as \"2027-03-31\"");
  }
  waiver.most = reader.count("most", kCoveredMax).value_or(1);
  if (const Node* const most = reader.find("most"); waiver.most == 0) {
    reader.mistake(*most, "\"most\" must be at least 1");
  }
  reader.finish();
  return waiver;
}

}  // namespace

bool is_day(std::string_view text) {
  constexpr std::size_t kLength = 10;
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') {
    return false;
  }
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  return year && month && day &&
         std::chrono::year_month_day{std::chrono::year(*year),
                                     std::chrono::month(static_cast<unsigned>(*month)),
                                     std::chrono::day(static_cast<unsigned>(*day))}
             .ok();
}

Result<std::vector<Waiver>> parse_waivers(std::string_view text, std::string_view file) {
  const Result<Node> root = parse_node(text, file, {.bytes_max = kFileBytesMax});
  if (!root) {
    return Failure{root.error()};
  }
  Mistakes mistakes;
  ObjectReader reader(*root, mistakes, "a file of waivers");
  std::vector<Waiver> waivers;
  static_cast<void>(reader.require("waivers"));
  for (const Node& node : reader.list("waivers")) {
    waivers.push_back(read_waiver(node, mistakes));
  }
  reader.finish();
  if (mistakes.all().empty()) {
    return waivers;
  }
  return failure_of(mistakes, file);
}

Result<std::vector<Waiver>> load_waivers(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(kFileBytesMax + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad()) {
    return failure(ErrorKind::not_found, "cannot be read", file.string());
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  return parse_waivers(text, file.string());
}

std::string to_text(const std::vector<Waiver>& waivers) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Waiver& waiver : waivers) {
    list.push_back({{"rule", waiver.rule},
                    {"scenarios", waiver.scenarios},
                    {"message", waiver.message},
                    {"reason", waiver.reason},
                    {"issue", waiver.issue},
                    {"owner", waiver.owner},
                    {"expires", waiver.expires},
                    {"most", waiver.most}});
  }
  return nlohmann::ordered_json{{"waivers", std::move(list)}}.dump(
             2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace lockstep::scenario
