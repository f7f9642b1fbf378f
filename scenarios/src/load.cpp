#include "lockstep/scenario/load.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "lockstep/base/digest.h"
#include "lockstep/base/rulebook.h"
#include "lockstep/scenario/article.h"
#include "lockstep/scenario/connector.h"

#include "load_parts.h"

namespace lockstep::scenario {
namespace {

std::vector<RuleId> load_rules(ObjectReader& reader, Mistakes& mistakes) {
  std::vector<std::string> known;
  for (const RuleInfo& rule : kRules) {
    known.emplace_back(rule.id);
  }
  std::vector<RuleId> rules;
  static_cast<void>(reader.require("rules"));
  for (const Node& node : reader.list("rules")) {
    const auto name = read_text(node, mistakes, "a rule");
    if (!name) {
      continue;
    }
    if (const auto rule = find_rule(*name)) {
      rules.push_back(*rule);
    } else {
      mistakes.add(node.line,
                   "the rulebook has no rule \"" + *name + '"' + did_you_mean(*name, known));
    }
  }
  if (rules.empty() && mistakes.all().empty()) {
    mistakes.add(reader.line(), "a scenario must name at least one rule");
  }
  return rules;
}

void check_article(ObjectReader& reader, const std::vector<std::string>& article) {
  for (const std::string& paragraph : article) {
    if (find_paragraph(paragraph) == nullptr) {
      reader.mistakes().add(reader.line(),
                            "the article has no paragraph \"" + paragraph + "\", only S1 to S22");
    }
  }
}

void check_needs(ObjectReader& reader, const std::vector<std::string>& needs) {
  const std::vector<std::string> known(std::begin(kClaims), std::end(kClaims));
  for (const std::string& need : needs) {
    if (std::ranges::find(known, need) == known.end()) {
      reader.mistakes().add(reader.line(),
                            "no connector can claim \"" + need + '"' + did_you_mean(need, known));
    }
  }
}

Scenario load(const Node& root, std::string_view file, Mistakes& mistakes) {
  ObjectReader reader(root, mistakes, "a scenario");
  Scenario scenario;
  scenario.file = file;
  scenario.name = reader.required_text("scenario");
  scenario.title = reader.required_text("title");
  scenario.rules = load_rules(reader, mistakes);
  scenario.article = reader.texts("article");
  check_article(reader, scenario.article);
  scenario.needs = reader.texts("needs");
  check_needs(reader, scenario.needs);

  LoadContext context{.mistakes = mistakes, .rules = scenario.rules};
  if (const Node* const given = reader.require("given")) {
    scenario.given = load_given(*given, context);
  }
  for (const Node& node : reader.list("faults")) {
    if (auto fault = load_fault(node, context)) {
      scenario.faults.push_back(std::move(*fault));
    }
  }
  static_cast<void>(reader.require("when"));
  const std::vector<Node>& when = reader.list("when");
  for (const Node& node : when) {
    if (auto step = load_step(node, context)) {
      scenario.when.push_back(std::move(*step));
    }
  }
  static_cast<void>(reader.require("then"));
  for (const Node& node : reader.list("then")) {
    if (auto check = load_check(node, when.size(), context)) {
      scenario.then.push_back(std::move(*check));
    }
  }
  reader.finish();
  return scenario;
}

/// "match/same-email-pairs" of "…/suites/match/same-email-pairs.jsonc"; "" outside of suites.
std::string name_from_path(const std::filesystem::path& file) {
  std::filesystem::path name;
  bool inside = false;
  for (const std::filesystem::path& part : file) {
    if (inside) {
      name /= part;
    }
    inside = inside || part == "suites";
  }
  return name.replace_extension().generic_string();
}

}  // namespace

Failure failure_of(const Mistakes& mistakes, std::string_view file) {
  const auto& first = *std::ranges::min_element(mistakes.all(), {}, &Mistakes::Mistake::line);
  std::string message = first.message;
  if (mistakes.all().size() > 1) {
    message += " (and " + std::to_string(mistakes.all().size() - 1) + " more)";
  }
  return failure(ErrorKind::invalid_input, std::move(message),
                 std::string(file) + ':' + std::to_string(first.line));
}

Result<Scenario> parse_scenario(std::string_view text, std::string_view file) {
  const Result<Node> root =
      parse_node(text, file, {.bytes_max = kScenarioBytesMax, .depth_max = kScenarioDepthMax});
  if (!root) {
    return Failure{root.error()};
  }
  Mistakes mistakes;
  Scenario scenario = load(*root, file, mistakes);
  if (!mistakes.all().empty()) {
    return failure_of(mistakes, file);
  }
  scenario.sha256 = sha256_hex(text);
  return scenario;
}

Result<Scenario> load_scenario(const std::filesystem::path& file) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) {
    return failure(ErrorKind::not_found, "cannot be read", file.string());
  }
  // One byte more than allowed is enough to see that it is too large.
  std::string text(std::min<std::uintmax_t>(bytes, kScenarioBytesMax + 1), '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));

  Result<Scenario> scenario = parse_scenario(text, file.string());
  if (scenario) {
    const std::string expected = name_from_path(file);
    if (!expected.empty() && scenario->name != expected) {
      return failure(ErrorKind::invalid_input,
                     "\"scenario\" must be the file's path below suites, \"" + expected + '"',
                     file.string() + ":1");
    }
  }
  return scenario;
}

Result<std::vector<std::filesystem::path>> find_scenarios(
    const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> files;
  for (const std::filesystem::path& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      if (!std::filesystem::exists(path, error)) {
        return failure(ErrorKind::not_found, "no such file or folder", path.string());
      }
      files.push_back(path);
      continue;
    }
    const std::size_t before = files.size();
    std::filesystem::recursive_directory_iterator entries(path, error);
    for (; !error && entries != std::filesystem::end(entries); entries.increment(error)) {
      if (entries->path().extension() == ".jsonc") {
        files.push_back(entries->path());
      }
    }
    if (error || files.size() == before) {
      return failure(ErrorKind::not_found, "the folder holds no scenario", path.string());
    }
  }
  std::ranges::sort(files);
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

bool matches_pattern(std::string_view pattern, std::string_view name) {
  // Where the last '*' stands, and the part of `name` that it has swallowed so far.
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  std::size_t at_pattern = 0;
  std::size_t at_name = 0;
  while (at_name < name.size()) {
    if (at_pattern < pattern.size() && pattern[at_pattern] == '*') {
      star = at_pattern++;
      retry = at_name;
    } else if (at_pattern < pattern.size() && pattern[at_pattern] == name[at_name]) {
      ++at_pattern;
      ++at_name;
    } else if (star != std::string_view::npos) {
      at_pattern = star + 1;
      at_name = ++retry;
    } else {
      return false;
    }
  }
  while (at_pattern < pattern.size() && pattern[at_pattern] == '*') {
    ++at_pattern;
  }
  return at_pattern == pattern.size();
}

}  // namespace lockstep::scenario
