/// What the connector remembers after each pass of a scenario, for the evidence of a failure.

#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "connector_config.h"
#include "scenario_run.h"

namespace lockstep::scenario {
namespace {

/// A copy is a matter of a few milliseconds then, and what it holds a matter of a few questions.
constexpr std::uintmax_t kStateBytesMax = std::uintmax_t{4} * 1024 * 1024;
constexpr std::size_t kPassesMax = 20;
constexpr std::size_t kContactsMax = 40;

std::uintmax_t bytes_in(const std::filesystem::path& folder) {
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->is_regular_file(error)) {
      bytes += at->file_size(error);
    }
  }
  return bytes;
}

}  // namespace

std::filesystem::path ScenarioRun::memory_after(std::size_t pass) const {
  return folder_ / ("memory-" + std::to_string(pass));
}

void ScenarioRun::keep_memory() const {
  const std::size_t pass = story_.passes.size();
  if (watch_ == nullptr || !connector_->tells_what_it_remembers() || pass > kPassesMax ||
      bytes_in(story_.state_dir) > kStateBytesMax) {
    return;
  }
  std::error_code ignored;  // Then nothing is told of it.
  std::filesystem::copy(story_.state_dir, memory_after(pass),
                        std::filesystem::copy_options::recursive, ignored);
}

std::vector<BaseSeen> ScenarioRun::bases() {
  std::vector<BaseSeen> bases;
  if (!memory_is_told()) {
    return bases;
  }
  std::set<std::string> ids;
  for (const RecordWatch::State& state : watch_->states()) {
    if (ids.size() < kContactsMax) {
      ids.insert(state.key.id);
    }
  }
  std::map<std::pair<std::string, std::string>, RememberedContact> before;
  for (std::size_t pass = 1; pass <= story_.passes.size(); ++pass) {
    std::error_code error;
    if (!std::filesystem::exists(memory_after(pass), error)) {
      continue;
    }
    const std::filesystem::path config = folder_ / "memory.json";
    const auto lock = stage_.world().lock();
    const Json json =
        connector_config(story_.passes[pass - 1].connections, access_, memory_after(pass), stage_);
    if (!write_file(config, json.dump())) {
      break;
    }
    for (const std::string& id : ids) {
      for (RememberedContact& contact : connector_->remembered(config, id)) {
        RememberedContact& known =
            before[{contact.connection,
                    contact.hubspot_id.empty() ? contact.google_id : contact.hubspot_id}];
        if (!(known == contact)) {
          known = contact;
          bases.push_back({scenario_->name, pass, std::move(contact)});
        }
      }
    }
  }
  return bases;
}

}  // namespace lockstep::scenario
