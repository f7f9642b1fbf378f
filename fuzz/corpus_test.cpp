// What fuzzing found, and the good requests that it started from, against the law of their targets.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "described_answer.h"
#include "sandbox.h"
#include "targets.h"

namespace lockstep::fuzz {

inline void PrintTo(const Target& target, std::ostream* out) { *out << target.name; }

namespace {

namespace fs = std::filesystem;

/// Sorted, so that the first failure is the same everywhere.
std::vector<fs::path> inputs_of(const Target& target) {
  std::vector<fs::path> files;
  for (const char* folder : {"seeds", "corpus"}) {
    const fs::path path = fs::path(LOCKSTEP_FUZZ_DIR) / folder / target.name;
    if (!fs::exists(path)) {
      continue;  // A target that has not been fuzzed yet has no corpus.
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Where the services' own descriptions are at hand, they judge what the law lets pass.
class DescriptionReader final : public sim::AnswerObserver {
 public:
  void answered(sim::Service service, const Request& request, const Response& response) override {
    sim::described(service, request, response);
  }
};

class FuzzCorpus : public testing::TestWithParam<Target> {
 protected:
  static void SetUpTestSuite() {
    check_everything();
    Sandbox::watch_answers(std::make_shared<DescriptionReader>());
  }
};

TEST_P(FuzzCorpus, KeepsTheLaw) {
  const std::vector<fs::path> files = inputs_of(GetParam());
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) {
    SCOPED_TRACE(file.string());  // Named even where the process dies of it under a debugger.
    const Finding finding = GetParam().run(read_file(file));
    EXPECT_EQ(finding.value_or(""), "") << file;
  }
}

INSTANTIATE_TEST_SUITE_P(, FuzzCorpus, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(FuzzFolders, EachBelongsToATarget) {
  for (const char* folder : {"seeds", "corpus"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(LOCKSTEP_FUZZ_DIR) / folder)) {
      EXPECT_NE(find_target(entry.path().filename().string()), nullptr) << entry.path();
    }
  }
}

}  // namespace
}  // namespace lockstep::fuzz
