// What libFuzzer calls. One binary has every target: LOCKSTEP_FUZZ_TARGET names the one to run.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "targets.h"

namespace {

const lockstep::fuzz::Target* chosen_target = nullptr;

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread
  const char* const name = std::getenv("LOCKSTEP_FUZZ_TARGET");
  chosen_target = lockstep::fuzz::find_target(name == nullptr ? "" : name);
  if (chosen_target == nullptr) {
    std::cerr << "LOCKSTEP_FUZZ_TARGET must name one of:\n";
    for (const lockstep::fuzz::Target& target : lockstep::fuzz::targets()) {
      std::cerr << "  " << target.name << '\n';
    }
    // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread
    std::exit(2);
  }
  return 0;
}

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const lockstep::fuzz::Finding finding = chosen_target->run(bytes)) {
    std::cerr << chosen_target->name << ": " << *finding << '\n';
    std::abort();
  }
  return 0;
}
