#include "lockstep/sim/fidelity_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace lockstep::sim {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(FidelityPage, TheOneInTheDocumentationIsFresh) {
  const std::string path = LOCKSTEP_SIM_DIR "/../docs/fidelity.md";
  const std::string page = fidelity_markdown({});
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  if (std::getenv("LOCKSTEP_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << page;
  }
  std::ifstream in(path, std::ios::binary);
  const std::string written(std::istreambuf_iterator<char>(in), {});
  EXPECT_TRUE(written == page) << "LOCKSTEP_UPDATE_GOLDEN=1, or "
                                  "lockstep fidelity --markdown > docs/fidelity.md, makes it anew";
}

TEST(FidelityPage, EveryFormHasEveryEntry) {
  const std::string text = fidelity_text({});
  const std::string markdown = fidelity_markdown({});
  EXPECT_EQ(nlohmann::json::parse(fidelity_json({}))["entries"].size(), fidelity_ledger().size());
  for (const FidelityEntry& entry : fidelity_ledger()) {
    EXPECT_THAT(text, HasSubstr("  " + std::string(entry.id) + "  "));
    EXPECT_THAT(markdown, HasSubstr("| " + std::string(entry.id) + " | "));
  }
}

TEST(FidelityPage, CanBeNarrowed) {
  const std::string google = fidelity_text({.service = Service::google});
  EXPECT_THAT(google, HasSubstr("google.etag.list-etags"));
  EXPECT_THAT(google, Not(HasSubstr("hubspot.")));
  const std::string assumed = fidelity_text({.status = Evidence::assumed});
  EXPECT_THAT(assumed, HasSubstr("google.etag.list-etags"));
  EXPECT_THAT(assumed, Not(HasSubstr("google.etag.stale-is-refused")));
}

}  // namespace
}  // namespace lockstep::sim
