// The rules of docs/ARCHITECTURE.md that neither the compiler nor CMake can see.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/rule.h"

namespace lockstep {
namespace {

namespace fs = std::filesystem;

struct SourceFile {
  std::string path;  ///< From the root, with '/'.
  std::vector<std::string> lines;

  [[nodiscard]] bool is_under(std::string_view folder) const { return path.starts_with(folder); }
  [[nodiscard]] bool is_test() const { return path.ends_with("_test.cpp"); }
};

SourceFile read_source(const fs::path& root, const fs::path& file) {
  SourceFile source{fs::relative(file, root).generic_string(), {}};
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    source.lines.push_back(line);
  }
  return source;
}

const std::vector<SourceFile>& all_sources() {
  static const std::vector<SourceFile> kSources = [] {
    const fs::path root = LOCKSTEP_SOURCE_DIR;
    std::vector<SourceFile> found;
    for (const char* module : {"base", "net", "core", "sim", "descriptions", "scenarios", "reports",
                               "cli", "property_tests", "fuzz", "bench"}) {
      if (!fs::exists(root / module)) {
        continue;
      }
      for (const auto& entry : fs::recursive_directory_iterator(root / module)) {
        const fs::path extension = entry.path().extension();
        if (extension == ".h" || extension == ".cpp") {
          found.push_back(read_source(root, entry.path()));
        }
      }
    }
    std::ranges::sort(found, {}, &SourceFile::path);
    return found;
  }();
  return kSources;
}

/// Whether the id stands in the line as a whole: "MRG-1" is not in "MRG-10".
bool cites(std::string_view line, std::string_view id) {
  for (std::size_t at = line.find(id); at != std::string_view::npos; at = line.find(id, at + 1)) {
    const std::size_t end = at + id.size();
    if (end == line.size() || line[end] < '0' || line[end] > '9') {
      return true;
    }
  }
  return false;
}

/// A text that may stand only where `allowed` says.
struct Ban {
  std::string_view text;
  std::string_view reason;
  bool (*allowed)(const SourceFile&);
};

bool in_net(const SourceFile& source) { return source.is_under("net/"); }
bool in_machine_clock(const SourceFile& source) {
  return source.path.find("machine_clock") != std::string::npos;
}
/// A peer that stops talking is dropped after real time: the socket deadlines of net/.
/// So is a foreign program that does not end.
bool in_deadlines(const SourceFile& source) {
  return source.path == "net/src/real_time.h" || source.path == "scenarios/src/program/stopwatch.h";
}
bool nowhere(const SourceFile& /*source*/) { return false; }
bool outside_decide(const SourceFile& source) { return !source.is_under("core/src/decide/"); }
bool outside_reports(const SourceFile& source) { return !source.is_under("reports/"); }

// The needles are cut in two so that this file does not find itself.
// clang-format off
const Ban kBans[] = {
    {"<http" "lib.h>", "only net/ knows sockets", in_net},
    {"system_" "clock", "only the machine clock asks the machine", in_machine_clock},
    {"steady_" "clock", "only deadlines of peers and programs measure real time", in_deadlines},
    {"this_thread::" "sleep_", "time passes through Clock only", in_machine_clock},
    {"random_" "device", "randomness comes from the seed", nowhere},
    {"std::" "rand(", "randomness comes from the seed", nowhere},
    {"using namespace" " std;", "names say where they come from", nowhere},
    {"base/clock" ".h\"", "decisions see no clock", outside_decide},
    {"base/transport" ".h\"", "decisions see no network", outside_decide},
    {"core/store" ".h\"", "decisions see no store", outside_decide},
    {"core/engine" ".h\"", "decisions do not know the pass", outside_decide},
    {"lockstep/sim" "/", "reports see verdicts only", outside_reports},
    {"lockstep/core" "/", "reports see verdicts only", outside_reports},
};
// clang-format on

TEST(HouseRules, WhatIsBannedStandsNowhere) {
  ASSERT_GT(all_sources().size(), 50U) << "the sources were not found";
  for (const SourceFile& source : all_sources()) {
    for (std::size_t at = 0; at < source.lines.size(); ++at) {
      for (const Ban& ban : kBans) {
        if (source.lines[at].find(ban.text) != std::string::npos && !ban.allowed(source)) {
          ADD_FAILURE() << source.path << ':' << at + 1 << ": " << ban.reason << "\n  "
                        << source.lines[at];
        }
      }
    }
  }
}

/// Files that are one table, with nothing to understand between its rows.
constexpr std::string_view kTables[] = {"base/include/lockstep/base/rulebook.h"};

TEST(HouseRules, AFileCanBeReadInTwoMinutes) {
  for (const SourceFile& source : all_sources()) {
    if (std::ranges::find(kTables, source.path) != std::end(kTables)) {
      continue;
    }
    const std::size_t lines_max = source.path.ends_with(".h") ? 200 : 400;
    EXPECT_LE(source.lines.size(), lines_max) << source.path;
  }
}

/// Where the documents are silent, the engine's pick has one place that names its rule.
TEST(HouseRules, EveryChoiceIsVisibleInTheEngine) {
  for (const RuleInfo& rule : kRules) {
    const bool is_visible =
        rule.kind != RuleKind::choice ||
        std::ranges::any_of(all_sources(), [&](const SourceFile& source) {
          return source.is_under("core/") && !source.is_test() &&
                 std::ranges::any_of(source.lines,
                                     [&](const std::string& line) { return cites(line, rule.id); });
        });
    EXPECT_TRUE(is_visible) << rule.id << ": " << rule.text;
  }
}

TEST(HouseRules, AHeaderSaysInItsFirstLineWhatItIs) {
  for (const SourceFile& source : all_sources()) {
    if (source.path.find("/include/") != std::string::npos) {
      ASSERT_FALSE(source.lines.empty()) << source.path;
      EXPECT_TRUE(source.lines.front().starts_with("/// ")) << source.path;
    }
  }
}

}  // namespace
}  // namespace lockstep
