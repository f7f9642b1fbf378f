#include "golden.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace lockstep::report {

std::string golden(const std::string& name) {
  std::ifstream in(LOCKSTEP_GOLDEN_DIR "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_golden(const std::string& name, const std::string& actual) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  if (std::getenv("LOCKSTEP_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(LOCKSTEP_GOLDEN_DIR "/" + name, std::ios::binary) << actual;
  }
  EXPECT_EQ(golden(name), actual) << "LOCKSTEP_UPDATE_GOLDEN=1 rewrites " << name;
}

}  // namespace lockstep::report
