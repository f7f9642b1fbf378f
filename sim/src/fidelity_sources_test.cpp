// The ledger against the sources: what the code cites, assumes and lets be switched is in it.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/sim/fidelity.h"

namespace lockstep::sim {
namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

Lines read_lines(const fs::path& file) {
  Lines lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

/// The module's sources without tests and without the ledger itself, by their path.
const std::map<std::string, Lines>& sources() {
  static const std::map<std::string, Lines> kSources = [] {
    std::map<std::string, Lines> found;
    const fs::path root = LOCKSTEP_SIM_DIR;
    for (const char* folder : {"include", "src"}) {
      for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const std::string name = entry.path().filename().string();
        const bool is_source = name.ends_with(".h") || name.ends_with(".cpp");
        if (is_source && !name.ends_with("_test.cpp") && !name.starts_with("fidelity") &&
            name != "evidence.h") {
          found.emplace(fs::relative(entry.path(), root).generic_string(),
                        read_lines(entry.path()));
        }
      }
    }
    return found;
  }();
  return kSources;
}

std::string_view comment_of(std::string_view line) {
  const std::size_t begin = line.find("//");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

/// The comments without a line of code between them that the line at `at` is a part of.
std::string comment_around(const Lines& lines, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && !comment_of(lines[begin - 1]).empty()) {
    --begin;
  }
  std::string text;
  for (; begin < lines.size() && !comment_of(lines[begin]).empty(); ++begin) {
    text += std::string(comment_of(lines[begin])) + " ";
  }
  return text;
}

/// "G70", "F54 to F60" and "G30–39" in full.
std::set<std::string> facts_in(const std::string& text) {
  static const std::regex kFact("\\b([GF])([0-9]{1,3})\\b(?:(?:–| to )[GF]?([0-9]{1,3})\\b)?");
  std::set<std::string> facts;
  for (std::sregex_iterator match(text.begin(), text.end(), kFact), end; match != end; ++match) {
    const int first = std::stoi((*match)[2]);
    const int last = (*match)[3].matched ? std::stoi((*match)[3]) : first;
    for (int number = first; number <= last; ++number) {
      facts.insert((*match)[1].str() + std::to_string(number));
    }
  }
  return facts;
}

std::set<std::string> facts_of_ledger() {
  std::set<std::string> facts;
  for (const FidelityEntry& entry : fidelity_ledger()) {
    facts.merge(facts_in(std::string(entry.source)));
  }
  return facts;
}

const FidelityEntry* find_entry(std::string_view id) {
  const auto ledger = fidelity_ledger();
  const auto found = std::ranges::find(ledger, id, &FidelityEntry::id);
  return found == ledger.end() ? nullptr : &*found;
}

/// The names of a struct's members, in whichever file it is.
std::set<std::string> members_of(const std::string& name) {
  static const std::regex kMember(R"(^  [\w:<>]+ (\w+)(\{.*\}| = .*)?;)");
  std::set<std::string> members;
  for (const auto& [path, lines] : sources()) {
    bool inside = false;
    for (const std::string& line : lines) {
      inside = inside ? line != "};" : line == "struct " + name + " {";
      if (std::smatch match; inside && std::regex_search(line, match, kMember)) {
        members.insert(match[1]);
      }
    }
  }
  return members;
}

TEST(FidelitySources, EverySwitchOfAFakeIsNamedByAnEntryAndTheOtherWayRound) {
  const std::map<Service, std::set<std::string>> members = {
      {Service::google, members_of("GoogleOptions")},
      {Service::hubspot, members_of("HubSpotOptions")}};
  std::map<Service, std::set<std::string>> named;
  for (const FidelityEntry& entry : fidelity_ledger()) {
    for (const std::string_view option : split(entry.options, ' ')) {
      if (!option.empty()) {
        named[service_of(entry)].emplace(option);
      }
    }
  }
  EXPECT_GT(members.at(Service::google).size(), 5U) << "the options were not found";
  EXPECT_EQ(named, members);
}

TEST(FidelitySources, EveryFactThatTheCodeCitesIsTheSourceOfAnEntry) {
  const std::set<std::string> known = facts_of_ledger();
  ASSERT_GT(sources().size(), 50U) << "the sources were not found";
  for (const auto& [path, lines] : sources()) {
    for (std::size_t at = 0; at < lines.size(); ++at) {
      for (const std::string& fact : facts_in(std::string(comment_of(lines[at])))) {
        EXPECT_TRUE(known.contains(fact)) << path << ':' << at + 1 << ": " << fact;
      }
    }
  }
}

TEST(FidelitySources, EverySourceIsAFactOfItsService) {
  const std::map<char, int> facts_max = {{'G', 145}, {'F', 112}, {'U', 17}};
  static const std::regex kFact("([GFU])([0-9]{1,3})");
  for (const FidelityEntry& entry : fidelity_ledger()) {
    EXPECT_TRUE(!entry.source.empty() || entry.status == Evidence::assumed) << entry.id;
    const std::string list(entry.source);
    for (std::size_t begin = 0; begin < list.size();) {
      const std::size_t end = std::min(list.find(", ", begin), list.size());
      const std::string source = list.substr(begin, end - begin);
      std::smatch match;
      ASSERT_TRUE(std::regex_match(source, match, kFact)) << entry.id << ": " << source;
      EXPECT_LE(std::stoi(match[2]), facts_max.at(source.front())) << entry.id;
      EXPECT_EQ(source.front() == 'G', service_of(entry) == Service::google) << entry.id;
      begin = end + 2;
    }
  }
}

TEST(FidelitySources, WhatACommentCallsAssumedNamesItsEntry) {
  static const std::regex kAssumed("\\b[Aa]ssumed\\b");
  static const std::regex kId("\\b(google|hubspot)\\.[a-z-]+\\.[a-z0-9-]+");
  for (const auto& [path, lines] : sources()) {
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (!std::regex_search(std::string(comment_of(lines[at])), kAssumed)) {
        continue;
      }
      const std::string comment = comment_around(lines, at);
      std::smatch match;
      ASSERT_TRUE(std::regex_search(comment, match, kId)) << path << ':' << at + 1;
      const FidelityEntry* const entry = find_entry(match.str());
      ASSERT_NE(entry, nullptr) << path << ':' << at + 1 << ": " << match.str();
      EXPECT_EQ(entry->status, Evidence::assumed) << path << ':' << at + 1;
    }
  }
}

}  // namespace
}  // namespace lockstep::sim
